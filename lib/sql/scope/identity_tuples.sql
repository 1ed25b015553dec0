-- One row per customer of the whole shop: how it is named and reached.
create view work.identity_tuples as
select customer_id as tuple_id, customer_name, email, phone
from shop.customers
