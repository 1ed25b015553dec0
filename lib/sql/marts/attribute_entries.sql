-- one row per row of a list of customers and thing it says: kept when no later row says it anew
create table work.attribute_entries as
with entries as (
    select
        list_rows.import_id,
        list_rows.row_number,
        list_persons.person_key,
        list_persons.customer_id,
        unnest(list_rows.attributes) as entry
    from list_rows
    inner join work.list_persons using (import_id, row_number)
    where list_rows.kind = 'customers'
)

select
    import_id,
    row_number,
    person_key,
    customer_id,
    entry.attribute as attribute,
    entry.value as value,
    dense_rank() over (
        partition by person_key, entry.attribute order by import_id desc, row_number desc
    ) = 1 as is_kept
from entries
