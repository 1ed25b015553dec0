-- one row per file taken in, oldest first
select
    import_id, file_name, sha256, platform, encoding, delimiter, date_order,
    rows_read, rows_used, rows_set_aside, warnings, imported_at
from imports
order by import_id
