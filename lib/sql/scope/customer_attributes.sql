-- One row per customer with an order in the scope, or contact without one, and value of one attribute.
create view customer_attributes as
select *
from shop.customer_attributes
where customer_id is null or customer_id in (select customer_id from customers)
