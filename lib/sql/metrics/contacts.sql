-- One row per customer of a list of ids: what mail and advertising tools know people by.
select customer_id, customer_key, customer_name, email, phone, country, region
from customers
where customer_id in (select unnest($customer_ids::integer[]))
order by customer_id
