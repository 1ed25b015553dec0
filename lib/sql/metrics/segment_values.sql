-- One row per value of a key of segments, with how many customers have it, most first; '' = unknown.
-- Capitals make no difference. Parameters: key, and attribute, the name of one from a customer list.
with found as (
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
    select orders.customer_id, coalesce(products.product_name, products.sku) as value
    from orders
    inner join order_lines on orders.order_id = order_lines.order_id
    inner join products on order_lines.product_id = products.product_id
    where $key = 'product' and orders.is_valid and orders.customer_id is not null
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
