-- One row: the first and last day with an order of any kind, and how many valid orders there are with
-- and without a known customer.
select
    min(ordered_on) as first_ordered_on,
    max(ordered_on) as last_ordered_on,
    count(*) filter (where is_valid) as valid_orders,
    count(*) filter (where is_valid and customer_id is not null) as identified_orders
from orders;
