-- one row per combination and key that may join it with others; a key of too many names joins nobody
create table work.identity_keys as
with usable_keys as (
    select tuple_id, platform, is_of_order, identity_key
    from (
        select
            tuple_id, platform, is_of_order, 'id:' || platform || ':' || customer_ref as identity_key
        from work.identity_tuples
        where customer_ref is not null
        union all
        select tuple_id, platform, is_of_order, 'email:' || mailbox_key(email, $fold_gmail)
        from work.identity_tuples
        where email is not null
        union all
        select tuple_id, platform, is_of_order, 'phone:' || phone
        from work.identity_tuples
        where phone is not null
        union all
        select tuple_id, platform, is_of_order, 'user:' || platform || ':' || username
        from work.identity_tuples
        where username is not null
    )
    where identity_key not in (select identity_key from work.shared_keys)
)

select tuple_id, identity_key from usable_keys
union all
-- a name alone is a weak key: only where no order of the platform says anything better
select tuple_id, 'name:' || platform || ':' || lower(strip_accents(customer_name))
from work.identity_tuples
where identity_key(customer_name) is not null
    and platform not in (select platform from usable_keys where is_of_order)
    and tuple_id not in (select tuple_id from usable_keys)
