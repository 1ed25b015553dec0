-- One row per order of one customer, oldest first; orders that do not count are there too, with why.
-- Parameters: customer_id.
with named_lines as (
    select
        order_lines.order_id,
        string_agg(
            case
                when order_lines.quantity is null or order_lines.quantity = 1 then ''
                else cast(cast(order_lines.quantity as double) as varchar) || ' × '
            end || coalesce(products.product_name, products.sku, '?'),
            ', '
            order by order_lines.line_number
        ) as products
    from order_lines
    inner join orders on order_lines.order_id = orders.order_id
    left join products on order_lines.product_id = products.product_id
    where orders.customer_id = $customer_id
    group by order_lines.order_id
)

select
    orders.order_key,
    orders.ordered_on,
    orders.channel,
    orders.is_valid,
    orders.invalid_rule,
    orders.revenue,
    orders.refund,
    orders.coupon,
    replace(named_lines.products, '.0 × ', ' × ') as products
from orders
left join named_lines on orders.order_id = named_lines.order_id
where orders.customer_id = $customer_id
order by orders.ordered_at, orders.order_id
