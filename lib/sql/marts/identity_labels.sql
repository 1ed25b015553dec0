-- one row per combination: the smallest number of any combination it shares a key with, one step on
create or replace table work.identity_labels as
with key_labels as (
    select identity_keys.identity_key, min(identity_labels.label) as label
    from work.identity_keys
    inner join work.identity_labels using (tuple_id)
    group by identity_keys.identity_key
)

select identity_keys.tuple_id, min(key_labels.label) as label
from work.identity_keys
inner join key_labels using (identity_key)
group by identity_keys.tuple_id
