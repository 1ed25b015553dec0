-- One row per kind of key and reason for which cells of that kind stand for nobody, most rows first.
select
    key_kind,
    reason,
    sum(row_count) as row_count,
    sum(key_count) as key_count,
    flatten(list(examples order by import_id))[1:3] as examples
from refused_keys
group by key_kind, reason
order by row_count desc, key_kind, reason;
