-- one row per source row set aside by one rule, in the order of the files
select
    imports.file_name,
    ledger.row_number,
    ledger.column_name,
    ledger.value,
    ledger.rule,
    ledger.amount
from ledger
inner join imports on ledger.import_id = imports.import_id
where ledger.is_set_aside and ($rule = '' or ledger.rule = $rule)
order by ledger.import_id, ledger.row_number
limit $most_rows
