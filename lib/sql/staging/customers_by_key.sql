-- one row: the orders of a platform that have a customer number, and how many customers they make by
-- that number and by the other keys of the same orders
with orders as (
    select
        min(customer_ref) as customer_ref,
        min(coalesce(email, phone, username)) as other_key
    from source_lines
    where platform = $platform and order_key is not null and customer_ref is not null
    group by order_key
)

select
    count(*) as orders,
    count(distinct customer_ref) as customers,
    count(other_key) as orders_with_other_key,
    count(distinct other_key) as customers_by_other_key
from orders
