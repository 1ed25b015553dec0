-- One row per customer of a list of ids: what mail and advertising tools know people by.
with postcodes as (
    select customer_id, min(value) as postcode
    from customer_attributes
    where attribute = 'postcode' and customer_id is not null
    group by customer_id
)

select
    customers.customer_id,
    customers.customer_key,
    customers.customer_name,
    customers.email,
    customers.phone,
    customers.country,
    customers.region,
    postcodes.postcode
from customers
left join postcodes on customers.customer_id = postcodes.customer_id
where customers.customer_id in (select unnest($customer_ids::integer[]))
order by customers.customer_id
