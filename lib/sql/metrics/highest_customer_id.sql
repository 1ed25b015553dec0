-- One row: the highest customer_id of the shop; 0 without customers.
select coalesce(max(customer_id), 0) as customer_id from customers
