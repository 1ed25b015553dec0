-- one row: what the shop holds
select
    (select count(*) from order_lines) as order_lines,
    (
        select count(*) from order_lines
        inner join orders on order_lines.order_id = orders.order_id
        where orders.customer_id is not null
    ) as identified_order_lines,
    count(*) as orders,
    count(*) filter (where is_valid) as valid_orders,
    count(*) filter (where is_valid and customer_id is not null) as identified_orders,
    (select count(*) from customers) as customers,
    coalesce(sum(revenue) filter (where is_valid), 0)
    + (select coalesce(sum(revenue), 0) from refund_moves where is_booked) as revenue,
    coalesce(sum(revenue) filter (where is_valid and customer_id is not null), 0)
    + (
        select coalesce(sum(revenue), 0) from refund_moves
        where is_booked and customer_id is not null
    ) as identified_revenue,
    min(ordered_on) filter (where is_valid) as first_ordered_on,
    max(ordered_on) filter (where is_valid) as last_ordered_on
from orders
