-- one row per kind of key, and one for all kinds together: how many customers it is known for
insert into identity_kinds
with customer_keys as (
    select distinct
        customers.customer_id,
        split_part(identity_keys.identity_key, ':', 1) as key_kind,
        identity_keys.identity_key
    from work.identity_keys
    inner join work.persons using (tuple_id)
    inner join customers on persons.person_key = customers.person_key
),

key_counts as (
    select customer_id, key_kind, count(*) as key_count
    from customer_keys
    group by customer_id, key_kind
),

joined_persons as (
    select person_key
    from work.persons
    where is_of_order
    group by person_key
    having count(distinct own_key) > 1
),

-- a key joined somebody when it stands in rows that would have been two customers without it; a list
-- of customers joins too, and counts where it joined orders
joining_keys as (
    select identity_keys.identity_key, persons.person_key
    from work.identity_keys
    inner join work.persons using (tuple_id)
    where persons.person_key in (select person_key from joined_persons)
    group by identity_keys.identity_key, persons.person_key
    having count(distinct persons.own_key) > 1
),

joined as (
    select
        split_part(joining_keys.identity_key, ':', 1) as key_kind,
        count(distinct customers.customer_id) as customers
    from joining_keys
    inner join customers using (person_key)
    group by split_part(joining_keys.identity_key, ':', 1)
),

known as (
    select key_kind, count(*) as customers from customers group by key_kind
),

held as (
    select
        key_kind,
        count(*) as customers,
        count(*) filter (where key_count > 1) as of_several
    from key_counts
    group by key_kind
)

select
    held.key_kind,
    coalesce(known.customers, 0) as known_customers,
    held.customers as holding_customers,
    held.of_several as customers_of_several,
    coalesce(joined.customers, 0) as joined_customers
from held
left join known using (key_kind)
left join joined using (key_kind)
union all
select
    'all',
    (select count(*) from customers),
    (select count(*) from customers),
    (select count(distinct customer_id) from key_counts where key_count > 1),
    (
        select count(distinct customers.customer_id)
        from joining_keys
        inner join customers using (person_key)
    )
