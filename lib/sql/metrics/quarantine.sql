-- One row per customer with a reason for the doubt whether this is a person, those of most orders first.
-- A reason is a code, perhaps with a number behind a colon; several are separated by commas.
select
    customer_id,
    person_key,
    customer_key,
    customer_name,
    quarantine_reason,
    is_quarantined,
    order_count,
    lifetime_revenue
from customers
where quarantine_reason is not null
order by order_count desc, customer_id;
