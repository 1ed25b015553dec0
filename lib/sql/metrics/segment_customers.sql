-- One row per customer of a segment.
with customers_in_view as (select * from customers)

select customer_id
from customers_in_view
