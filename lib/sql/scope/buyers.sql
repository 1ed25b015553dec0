-- One row per customer of the whole shop: who it is. A label and a tuple of keys for each.
create view work.buyers as
select customer_id as label, customer_id, person_key
from shop.customers
