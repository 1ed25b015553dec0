-- one row per combination and key that may join it with others; a key of too many names joins nobody
create table work.identity_keys as
with all_keys as (
    select tuple_id, 'id:' || platform || ':' || customer_ref as identity_key
    from work.identity_tuples
    where customer_ref is not null
    union all
    select tuple_id, 'email:' || mailbox_key(email, $fold_gmail) from work.identity_tuples
    where email is not null
    union all
    select tuple_id, 'phone:' || phone from work.identity_tuples
    where phone is not null
    union all
    select tuple_id, 'user:' || platform || ':' || username
    from work.identity_tuples
    where username is not null
    union all
    -- a name alone is a weak key: only where the row says nothing better
    select tuple_id, 'name:' || platform || ':' || lower(strip_accents(customer_name))
    from work.identity_tuples
    where identity_key(customer_name) is not null
        and coalesce(customer_ref, email, phone, username) is null
        and platform in (select platform from work.name_only_platforms)
)

select tuple_id, identity_key
from all_keys
where identity_key not in (select identity_key from work.shared_keys)
