-- One row per value of a key of scopes, with how many valid orders have it, most first; '' = unknown.
-- Capitals make no difference. Parameter: key.
with of_orders as (
    select
        case $key
            when 'channel' then channel
            when 'country' then country
            when 'region' then region
            when 'coupon' then coupon
            when 'payment_method' then payment_method
        end as value,
        count(*) as orders
    from orders
    where is_valid and $key not in ('product', 'category')
    group by 1
), of_lines as (
    select
        orders.order_id,
        case $key
            when 'category' then products.category
            when 'product' then coalesce(products.product_name, products.sku)
        end as value
    from orders
    inner join order_lines on orders.order_id = order_lines.order_id
    left join products on order_lines.product_id = products.product_id
    where orders.is_valid and $key in ('product', 'category')
), found as (
    select min(coalesce(value, '')) as value, sum(orders) as orders
    from of_orders
    group by lower(coalesce(value, ''))
    union all
    select min(coalesce(value, '')) as value, count(distinct order_id) as orders
    from of_lines
    group by lower(coalesce(value, ''))
)

select value, cast(orders as bigint) as orders
from found
order by orders desc, value
limit 500
