-- One row per customer of a list of ids, largest revenue so far first.
-- Parameter: customer_ids.
select
    customer_id,
    customer_key,
    customer_name,
    first_ordered_on,
    last_ordered_on as last_bought_on,
    order_count,
    lifetime_revenue
from customers
where customer_id in (select unnest($customer_ids::integer[]))
order by lifetime_revenue desc, customer_id
