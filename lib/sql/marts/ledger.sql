-- one row per source row that is not used, with the rule
insert into ledger
select
    import_id,
    row_number,
    case
        when problem_column is not null then problem_column
        when status_text is not null and rule in (select status from work.statuses) then 'status'
    end as column_name,
    case
        when problem_column is not null then problem_value
        when rule in (select status from work.statuses) then status_text
        when rule = 'quantity_not_positive' then quantity::varchar
        when rule = 'worth_nothing' then amount::varchar
    end as value,
    rule,
    true as is_set_aside,
    amount::decimal(18, 2) as amount
from work.judged_lines
where rule is not null
