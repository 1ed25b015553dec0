-- One row per order of a known customer: who the whole shop says the buyer is.
create view work.order_customers as
select orders.order_id, customers.customer_id, customers.person_key
from orders
inner join shop.customers as customers on orders.customer_id = customers.customer_id
