-- One row per product in one order of the scope.
create view order_lines as
select *
from shop.order_lines
where order_id in (select order_id from orders)
