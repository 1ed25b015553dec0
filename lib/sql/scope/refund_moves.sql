-- One row per order of the scope and day on which a refund changes revenue.
create view refund_moves as
select *
from shop.refund_moves
where order_id in (select order_id from orders)
