-- one row per person in a list of customers without a valid order
insert into contacts
select
    row_number() over (order by list_persons.person_key) as contact_id,
    list_persons.person_key,
    split_part(list_persons.person_key, ':', 1) as key_kind,
    min(list_rows.customer_name) as customer_name,
    min(list_rows.email) as email,
    min(list_rows.phone) as phone
from list_rows
inner join work.list_persons using (import_id, row_number)
where list_rows.kind = 'customers' and list_persons.customer_id is null
group by list_persons.person_key
