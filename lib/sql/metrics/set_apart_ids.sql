-- One row per customer who is perhaps no person.
select customer_id
from customers
where is_quarantined
