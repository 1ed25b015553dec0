-- one row per kind of key: the keys that stand beside too many names, and the rows that have them
insert into refused_keys
with refused as (
    select shared_keys.key_kind, shared_keys.key_text, count(*) as row_count
    from source_lines
    inner join work.shared_keys
        on mailbox_key(source_lines.email, $fold_gmail) = shared_keys.key_text
        and shared_keys.key_kind = 'email'
    group by shared_keys.key_kind, shared_keys.key_text
    union all
    select shared_keys.key_kind, shared_keys.key_text, count(*)
    from source_lines
    inner join work.shared_keys
        on source_lines.phone = shared_keys.key_text and shared_keys.key_kind = 'phone'
    group by shared_keys.key_kind, shared_keys.key_text
)

select
    null as import_id,
    key_kind,
    'shared' as reason,
    sum(row_count)::bigint as row_count,
    count(*) as key_count,
    list(key_text order by row_count desc, key_text)[1:3] as examples
from refused
group by key_kind
