-- One row per standing of the buyers of a period (kept, returned, new): their orders and revenue.
-- kept: active at its start and at its end; new: first purchase; returned: all others, who came back
-- or, under a window shorter than the period, had lapsed again when it ended.
-- Parameters: start_boundary (day before the period), end_boundary, start_active_after and
-- end_active_after (these two days moved back by the window).
with purchase_days_in_view as (select * from purchase_days),

buyers as (
    select
        customer_id,
        min(first_on) as first_on,
        min(previous_on) as previous_on,
        max(purchased_on) as last_on,
        sum(order_count) as orders,
        sum(revenue) as revenue
    from purchase_days_in_view
    where purchased_on > $start_boundary and purchased_on <= $end_boundary
    group by customer_id
)

select
    case
        when first_on > $start_boundary then 'new'
        when previous_on > $start_active_after and last_on > $end_active_after then 'kept'
        else 'returned'
    end as standing,
    count(*) as buyers,
    sum(orders)::bigint as orders,
    sum(revenue) as revenue,
    sum(power(orders::double, 2)) as squared_orders,
    sum(power(revenue::double, 2)) as squared_revenue
from buyers
group by standing
order by standing
