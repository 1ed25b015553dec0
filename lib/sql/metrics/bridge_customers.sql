-- One row per customer behind one part of the revenue bridge, largest difference first.
-- Parameters: part (new, returning, up, down, absent), and the half-open ends of the two periods.
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

spent as (
    select
        customer_id,
        min(first_on) as first_on,
        coalesce(
            sum(revenue) filter (where booked_on > $before_after and booked_on <= $before_last), 0
        ) as revenue_before,
        coalesce(
            sum(revenue) filter (where booked_on > $now_after and booked_on <= $now_last), 0
        ) as revenue_now,
        bool_or(is_purchase and booked_on > $before_after and booked_on <= $before_last)
            as bought_before,
        bool_or(is_purchase and booked_on > $now_after and booked_on <= $now_last) as buys_now
    from booked
    group by customer_id
)

select
    customers.customer_id,
    customers.customer_key,
    customers.customer_name,
    spent.revenue_before,
    spent.revenue_now,
    spent.revenue_now - spent.revenue_before as difference_revenue,
    customers.first_ordered_on,
    customers.order_count,
    customers.lifetime_revenue
from spent
inner join customers on spent.customer_id = customers.customer_id
where
    case $part
        when 'new' then buys_now and not bought_before and first_on > $now_after
        when 'returning' then buys_now and not bought_before and first_on <= $now_after
        when 'up' then buys_now and bought_before and revenue_now > revenue_before
        when 'down' then buys_now and bought_before and revenue_now < revenue_before
        when 'absent' then not buys_now and (bought_before or revenue_now <> revenue_before)
        else false
    end
order by abs(spent.revenue_now - spent.revenue_before) desc, customers.customer_id
