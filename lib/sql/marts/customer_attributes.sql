-- one row per customer, or contact without a valid order, and value of one attribute
insert into customer_attributes
select distinct
    entries.customer_id,
    contacts.contact_id,
    entries.attribute,
    entries.value,
    entries.import_id
from work.attribute_entries as entries
left join contacts using (person_key)
where entries.is_kept and entries.value is not null
order by entries.attribute, entries.customer_id, contacts.contact_id, entries.value
