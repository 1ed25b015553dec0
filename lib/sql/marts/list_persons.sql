-- one row per row of a list that names somebody: the person, and the customer who that is, if one
create table work.list_persons as
with own_platform as (
    -- as in identity_tuples
    select case when min(platform) = max(platform) then min(platform) end as platform
    from work.judged_orders where customer_ref is not null
)

select
    list_rows.import_id,
    list_rows.row_number,
    persons.person_key,
    buyers.customer_id
from list_rows
inner join work.identity_tuples
    on case
        when list_rows.platform = 'generic'
            then coalesce((select platform from own_platform), 'generic')
        else list_rows.platform
    end = identity_tuples.platform
    and list_rows.customer_ref is not distinct from identity_tuples.customer_ref
    and list_rows.email is not distinct from identity_tuples.email
    and list_rows.phone is not distinct from identity_tuples.phone
    and list_rows.username is not distinct from identity_tuples.username
    and list_rows.customer_name is not distinct from identity_tuples.customer_name
inner join work.persons using (tuple_id)
left join work.buyers using (label)
where list_rows.kind in ('customers', 'feedback')
