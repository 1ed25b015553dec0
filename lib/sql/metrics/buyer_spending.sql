-- One row per customer who bought in one of two periods: what each spent, and whether at all. Of many
-- customers every so-many-th, in the order of what they spent, so that their names play no part.
-- Parameters: before_after, before_last and now_after, now_last, the half-open ends of the periods;
-- every: 1 for all customers, 10 for each tenth.
with purchase_days_in_view as (select * from purchase_days),

refund_moves_in_view as (select * from refund_moves),

booked as (
    select customer_id, purchased_on as booked_on, true as is_purchase, revenue
    from purchase_days_in_view
    union all
    select customer_id, moved_on as booked_on, false as is_purchase, revenue
    from refund_moves_in_view
    where is_booked and customer_id is not null
),

spent as (
    select
        customer_id,
        bool_or(is_purchase and booked_on > $before_after and booked_on <= $before_last)
            as bought_before,
        bool_or(is_purchase and booked_on > $now_after and booked_on <= $now_last) as buys_now,
        sum(revenue) filter (where booked_on > $before_after and booked_on <= $before_last)::double
            as spent_before,
        sum(revenue) filter (where booked_on > $now_after and booked_on <= $now_last)::double
            as spent_now
    from booked
    group by customer_id
),

buyers as (
    select
        bought_before,
        buys_now,
        coalesce(spent_before, 0) as spent_before,
        coalesce(spent_now, 0) as spent_now,
        row_number() over (
            order by bought_before, buys_now, coalesce(spent_before, 0), coalesce(spent_now, 0)
        ) as place
    from spent
    where bought_before or buys_now
)

select bought_before, buys_now, spent_before, spent_now
from buyers
where place % $every = 0
order by place
