-- One row per customer behind one part of the revenue bridge, largest difference first.
-- Parameters: part (new, returning, up, down, absent), and the half-open ends of the two periods.
with purchase_days_in_view as (select * from purchase_days),

spent as (
    select
        customer_id,
        min(first_on) as first_on,
        coalesce(
            sum(revenue) filter (where purchased_on > $before_after and purchased_on <= $before_last), 0
        ) as revenue_before,
        coalesce(
            sum(revenue) filter (where purchased_on > $now_after and purchased_on <= $now_last), 0
        ) as revenue_now,
        bool_or(purchased_on > $before_after and purchased_on <= $before_last) as bought_before,
        bool_or(purchased_on > $now_after and purchased_on <= $now_last) as buys_now
    from purchase_days_in_view
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
        when 'absent' then bought_before and not buys_now
        else false
    end
order by abs(spent.revenue_now - spent.revenue_before) desc, customers.customer_id
