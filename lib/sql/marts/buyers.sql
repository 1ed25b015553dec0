-- one row per person with a valid order: our integer for them, in order of first purchase
create table work.buyers as
with first_orders as (
    select persons.label, min(judged_orders.ordered_at) as first_at
    from work.judged_orders
    inner join work.order_tuples using (order_id)
    inner join work.persons using (tuple_id)
    where judged_orders.invalid_rule is null
    group by persons.label
),

names as (
    select label, min(person_key) as person_key from work.persons group by label
)

select
    label,
    names.person_key,
    row_number() over (order by first_at, names.person_key)::integer as customer_id
from first_orders
inner join names using (label)
