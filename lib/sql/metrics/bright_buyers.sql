-- One row per customer who bought by the as-of day, perhaps no person or not: what the rules look at.
-- Money in ten-thousandths, so that sums stay exact.
with purchase_days_in_view as (select * from purchase_days)

select
    purchase_days_in_view.customer_id,
    $as_of::date - any_value(purchase_days_in_view.first_on) as tenure_days,
    count(*) filter (where purchased_on > $year_after) as year_purchase_days_count,
    count(*) filter (where purchased_on > $lookback_after) as lookback_purchase_days_count,
    cast(
        coalesce(sum(purchase_days_in_view.revenue) filter (where purchased_on > $lookback_after), 0)
        * 10000 as bigint
    ) as revenue_parts,
    coalesce(
        sum(purchase_days_in_view.order_count) filter (where purchased_on > $lookback_after), 0
    )::bigint as lookback_order_count,
    $as_of::date - max(purchased_on) as recency_days,
    coalesce(
        min(next_on - purchased_on) filter (where purchase_number = 1 and next_on <= $as_of), -1
    ) as days_to_second,
    bool_or(customers.is_quarantined) as is_quarantined
from purchase_days_in_view
inner join customers on purchase_days_in_view.customer_id = customers.customer_id
where purchased_on <= $as_of
group by purchase_days_in_view.customer_id
order by purchase_days_in_view.customer_id
