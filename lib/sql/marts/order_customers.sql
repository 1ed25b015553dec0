-- one row per order of an identified buyer: our integer for the person, and the integer the buyer has
-- when keys are not joined
create table work.order_customers as
select
    order_tuples.order_id,
    persons.strict_customer_id,
    buyers.customer_id
from work.order_tuples
inner join work.persons using (tuple_id)
inner join work.buyers using (label)
