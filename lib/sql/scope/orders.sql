-- One row per order that a scope chooses, purchases and others alike, as the whole shop knows it.
create table orders as
with orders_in_scope as (select * from shop.orders)

select *
from orders_in_scope
order by ordered_at, order_id
