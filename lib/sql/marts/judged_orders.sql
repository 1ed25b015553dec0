-- one row per order: its money, and the rule by which it is no purchase (null = it is one)
with valued as (
    select
        order_facts.*,
        statuses.status,
        coalesce(statuses.counts, true) as status_counts,
        case
            -- a total has everything in it, so what is wanted need not be known by itself
            when $include_tax and order_total is not null
                then order_total - if($include_shipping, 0, coalesce(shipping, 0))
            else coalesce(
                order_subtotal,
                order_total - coalesce(shipping, 0) - coalesce(tax, 0),
                coalesce(sold, 0) + coalesce(taken_back, 0) - coalesce(order_discount, 0)
            )
            + if($include_shipping, coalesce(shipping, 0), 0)
            + if($include_tax, coalesce(tax, 0), 0)
        end as revenue_before_refund,
        -- a refund of rows that are cancelled or returned is not taken off a second time
        greatest(
            refund - case
                when coalesce(order_subtotal, order_total) is null then coalesce(unsold, 0)
                else 0
            end,
            0
        ) as refund_due
    from work.order_facts
    left join work.statuses on order_facts.status_rank = statuses.rank
)

select
    *,
    revenue_before_refund < 0 and coalesce(sold, 0) = 0 as is_credit_note,
    greatest(revenue_before_refund - coalesce(refund_due, 0), 0) as revenue,
    case
        when not status_counts then status
        when platform = 'generic' and is_all_negative and regexp_full_match(order_key, '[Cc][0-9]+')
            then 'cancelled'
        when ordered_at is null then 'no_date'
        when ordered_at::date >= (select first_future_on from work.future_days)
            and ordered_at::date > coalesce($complete_to::date, date '0001-01-01') then 'far_future'
        when currency <> $currency then 'other_currency'
        when not has_money then null
        when revenue_before_refund > 0 and revenue_before_refund <= refund_due
            then if($count_refunded, null, 'refunded')
        when revenue_before_refund <= 0 and sold > 0 and taken_back < 0
            then if($count_refunded, null, 'refunded')
        when revenue_before_refund <= 0 and not $count_worth_nothing then 'worth_nothing'
    end as invalid_rule
from valued
