-- One row per value of a key of scopes, with how many valid orders have it, most first; '' = unknown.
-- Capitals make no difference; a product counts under the name that lists show, for every product
-- that ever had this name. Parameter: key.
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
), bought as (
    select distinct orders.order_id, order_lines.product_id
    from orders
    inner join order_lines on orders.order_id = order_lines.order_id
    where orders.is_valid and $key in ('product', 'category')
), listed as (
    select lower(product_name) as name
    from product_names
    where is_listed
    group by lower(product_name)
), labels as (
    select product_id, category as value
    from products
    where $key = 'category'
    union all
    select product_names.product_id, product_names.product_name as value
    from product_names
    inner join listed on lower(product_names.product_name) = listed.name
    where $key = 'product'
), of_lines as (
    select bought.order_id, labels.value
    from bought
    left join labels on bought.product_id = labels.product_id
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
