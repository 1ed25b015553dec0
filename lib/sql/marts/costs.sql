-- one row per amount spent, as a row of a file says it
insert into costs
select
    list_rows.import_id,
    list_rows.row_number,
    date_trunc('month', happened_at)::date as month,
    happened_at::date as spent_on,
    channel,
    cost_kind,
    list_rows.amount,
    currency
from list_rows
inner join work.judged_lines using (import_id, row_number)
where list_rows.kind = 'costs' and judged_lines.rule is null
order by spent_on, list_rows.import_id, list_rows.row_number
