-- One row: revenue of one period against another, split by what each customer did.
-- Parameters: before_after, before_last and now_after, now_last, the half-open ends of the two
-- periods: days after the first and up to the second.
with purchase_days_in_view as (select * from purchase_days),

refund_moves_in_view as (select * from refund_moves),

booked as (
    select customer_id, purchased_on as booked_on, first_on, revenue, true as is_purchase
    from purchase_days_in_view
    union all
    select customer_id, moved_on as booked_on, null as first_on, revenue, false as is_purchase
    from refund_moves_in_view
    where is_booked and customer_id is not null
),

spent_before as (
    select customer_id, sum(revenue) as revenue, bool_or(is_purchase) as is_purchase
    from booked
    where booked_on > $before_after and booked_on <= $before_last
    group by customer_id
),

spent_now as (
    select
        customer_id,
        sum(revenue) as revenue,
        bool_or(is_purchase) as is_purchase,
        min(first_on) as first_on
    from booked
    where booked_on > $now_after and booked_on <= $now_last
    group by customer_id
),

customers_of_either as (
    select
        spent_now.first_on > $now_after as is_new,
        coalesce(spent_before.is_purchase, false) as bought_before,
        coalesce(spent_now.is_purchase, false) as buys_now,
        coalesce(spent_now.revenue, 0) - coalesce(spent_before.revenue, 0) as difference
    from spent_before
    full outer join spent_now on spent_before.customer_id = spent_now.customer_id
)

select
    coalesce(sum(difference) filter (where not bought_before and is_new), 0) as new,
    coalesce(sum(difference) filter (where not bought_before and not is_new), 0) as returning,
    coalesce(sum(difference) filter (where bought_before and buys_now and difference > 0), 0) as up,
    coalesce(sum(difference) filter (where bought_before and buys_now and difference < 0), 0)
        as down,
    coalesce(sum(difference) filter (where not buys_now), 0) as absent
from customers_of_either
