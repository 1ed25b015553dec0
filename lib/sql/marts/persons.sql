-- one row per combination that has a key: its person, that person's best key, and its own best key
create table work.persons as
with own_keys as (
    select
        tuple_id,
        coalesce(
            min(identity_key) filter (where starts_with(identity_key, 'id:')),
            min(identity_key) filter (where starts_with(identity_key, 'email:')),
            min(identity_key) filter (where starts_with(identity_key, 'phone:')),
            min(identity_key)
        ) as own_key
    from work.identity_keys
    group by tuple_id
),

best_keys as (
    select
        identity_labels.label,
        -- who has ordered goes by a key of the orders, so that a list changes nobody's name
        coalesce(
            min(own_key) filter (where is_of_order and starts_with(own_key, 'id:')),
            min(own_key) filter (where is_of_order and starts_with(own_key, 'email:')),
            min(own_key) filter (where is_of_order and starts_with(own_key, 'phone:')),
            min(own_key) filter (where is_of_order),
            min(own_key) filter (where starts_with(own_key, 'id:')),
            min(own_key) filter (where starts_with(own_key, 'email:')),
            min(own_key) filter (where starts_with(own_key, 'phone:')),
            min(own_key)
        ) as person_key
    from work.identity_labels
    inner join own_keys using (tuple_id)
    inner join work.identity_tuples using (tuple_id)
    group by identity_labels.label
)

select
    identity_labels.tuple_id,
    identity_labels.label,
    best_keys.person_key,
    own_keys.own_key,
    identity_tuples.is_of_order,
    -- whoever has the same own key is the same customer when keys are not joined
    min(identity_labels.tuple_id) over (partition by own_keys.own_key)::integer
        as strict_customer_id
from work.identity_labels
inner join own_keys using (tuple_id)
inner join best_keys using (label)
inner join work.identity_tuples using (tuple_id)
