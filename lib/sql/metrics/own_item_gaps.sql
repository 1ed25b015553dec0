-- One row per customer and product bought again at least twice: the customer's own median gap.
with orders_in_view as (select * from orders),

item_days as (
    select distinct orders_in_view.customer_id, order_lines.product_id, orders_in_view.ordered_on
    from order_lines
    inner join orders_in_view on order_lines.order_id = orders_in_view.order_id
    where orders_in_view.is_valid
        and orders_in_view.customer_id is not null
        and orders_in_view.ordered_on <= $as_of
        and order_lines.product_id is not null
        and coalesce(order_lines.quantity, 1) > 0
        and coalesce(order_lines.revenue, 1) > 0
),

gaps as (
    select
        customer_id,
        product_id,
        lead(ordered_on) over (partition by customer_id, product_id order by ordered_on)
        - ordered_on as gap_days
    from item_days
)

select customer_id, product_id, median(gap_days) as median_gap_days
from gaps
where gap_days is not null
group by customer_id, product_id
having count(*) >= 2
order by customer_id, product_id
