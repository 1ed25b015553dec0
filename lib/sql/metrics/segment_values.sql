-- One row per value of a key of segments, with how many customers have it, most first; '' = unknown.
-- Capitals make no difference; a product counts under the name that lists show, for every product
-- that ever had this name. Parameters: key, and attribute, the name of one from a customer list.
with bought as (
    select distinct orders.customer_id, order_lines.product_id
    from orders
    inner join order_lines on orders.order_id = order_lines.order_id
    where $key = 'product' and orders.is_valid and orders.customer_id is not null
    union all
    select customer_id, first_product_id as product_id
    from customers
    where $key = 'first_product' and first_product_id is not null
), found as (
    select
        customer_id,
        case $key
            when 'country' then country
            when 'region' then region
            when 'first_channel' then first_channel
            when 'first_product' then first_product
            when 'first_category' then first_category
            when 'coupon_first' then first_coupon
        end as value
    from customers
    where $key not in ('channel', 'product', 'attribute')
    union all
    select customer_id, channel as value
    from orders
    where $key = 'channel' and is_valid and customer_id is not null
    union all
    select bought.customer_id, product_names.product_name as value
    from bought
    inner join product_names on bought.product_id = product_names.product_id
    where lower(product_names.product_name) in (
        select lower(product_name) from product_names where is_listed
    )
    union all
    select customer_id, value
    from customer_attributes
    where $key = 'attribute' and attribute = $attribute and customer_id is not null
)

select min(coalesce(value, '')) as value, count(distinct customer_id) as customers
from found
group by lower(coalesce(value, ''))
order by customers desc, value
limit 500
