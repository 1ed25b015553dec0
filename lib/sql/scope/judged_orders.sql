-- One row per order of a known customer: how the whole shop reaches the buyer.
create view work.judged_orders as
select orders.order_id, customers.customer_name, customers.email, customers.phone
from orders
inner join shop.customers as customers on orders.customer_id = customers.customer_id
