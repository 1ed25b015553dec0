-- one row per e-mail address or phone number that stands beside more names than one person has
create table work.shared_keys as
with contacts as (
    select 'email' as key_kind, mailbox_key(email, $fold_gmail) as key_text, customer_name
    from work.identity_tuples
    where email is not null
    union all
    select 'phone', phone, customer_name from work.identity_tuples
    where phone is not null
)

select key_kind, key_text, key_kind || ':' || key_text as identity_key
from contacts
group by key_kind, key_text
having count(distinct lower(strip_accents(customer_name))) > $most_names
