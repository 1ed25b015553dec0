-- One row per customer with a reason for the doubt whether this is a person, as in the whole shop.
create view work.quarantine as
select customer_id, quarantine_reason as reasons, not is_quarantined as is_confirmed
from shop.customers
where quarantine_reason is not null
