-- one row per order: the combination of what it says about its buyer
create table work.order_tuples as
select judged_orders.order_id, identity_tuples.tuple_id
from work.judged_orders
inner join work.identity_tuples
    on judged_orders.platform = identity_tuples.platform
    and judged_orders.customer_ref is not distinct from identity_tuples.customer_ref
    and judged_orders.email is not distinct from identity_tuples.email
    and judged_orders.phone is not distinct from identity_tuples.phone
    and judged_orders.username is not distinct from identity_tuples.username
    and judged_orders.customer_name is not distinct from identity_tuples.customer_name
