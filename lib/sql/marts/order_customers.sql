-- one row per order of an identified buyer: our integer for the person, in order of first purchase,
-- and the integer the buyer has when keys are not joined
create table work.order_customers as
with order_persons as (
    select judged_orders.order_id, judged_orders.ordered_at, judged_orders.invalid_rule,
        persons.person_key, persons.strict_customer_id
    from work.judged_orders
    inner join work.identity_tuples
        on judged_orders.platform = identity_tuples.platform
        and judged_orders.customer_ref is not distinct from identity_tuples.customer_ref
        and judged_orders.email is not distinct from identity_tuples.email
        and judged_orders.phone is not distinct from identity_tuples.phone
        and judged_orders.username is not distinct from identity_tuples.username
        and judged_orders.customer_name is not distinct from identity_tuples.customer_name
    inner join work.persons using (tuple_id)
),

buyers as (
    select
        person_key,
        row_number() over (order by min(ordered_at), person_key)::integer as customer_id
    from order_persons
    where invalid_rule is null
    group by person_key
)

select
    order_persons.order_id,
    order_persons.strict_customer_id,
    buyers.customer_id,
    buyers.person_key
from order_persons
inner join buyers using (person_key)
