-- One row per customer of the whole shop: the label and the one tuple of keys that stand for it.
create view work.persons as
select customer_id as label, customer_id as tuple_id, true as is_of_order
from shop.customers
