-- one row per import and rule: how many source rows were set aside, and what they were worth
select import_id, rule, count(*) as row_count, coalesce(sum(amount), 0) as amount
from ledger
where is_set_aside
group by import_id, rule
order by import_id, row_count desc, rule
