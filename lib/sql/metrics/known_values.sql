-- One row per asked value of a key of segments or scopes that anything in the shop has, capitals
-- ignored. Parameters: key, attribute (of a list of customers), names (the values asked for).
with asked as (
    select unnest($names::varchar[]) as name
), of_customers as (
    select distinct
        case $key
            when 'country' then country
            when 'region' then region
            when 'first_channel' then first_channel
            when 'first_product' then first_product
            when 'first_category' then first_category
            when 'coupon_first' then first_coupon
        end as value
    from customers
    where $key not in ('channel', 'coupon', 'payment_method', 'product', 'category', 'attribute')
), of_orders as (
    select distinct
        case $key
            when 'country' then country
            when 'region' then region
            when 'channel' then channel
            when 'first_channel' then channel
            when 'coupon' then coupon
            when 'coupon_first' then coupon
            when 'payment_method' then payment_method
        end as value
    from orders
    where $key not in ('product', 'first_product', 'category', 'first_category', 'attribute')
), known as (
    select value from of_customers
    union all
    select value from of_orders
    union all
    select category as value from products where $key in ('category', 'first_category')
    union all
    select product_name as value from product_names where $key in ('product', 'first_product')
    union all
    select value from customer_attributes where $key = 'attribute' and attribute = $attribute
)

select name
from asked
where lower(name) in (select lower(value) from known where value is not null)
