-- one row per source row of every list: added to judged_lines, with the rule that set it aside
insert into work.stored_judged_lines by name
with kept as (
    select import_id, row_number, bool_or(is_kept) as is_kept
    from work.attribute_entries
    group by import_id, row_number
),

latest_of_persons as (
    select list_persons.person_key, max((list_persons.import_id, list_persons.row_number)) as place
    from work.list_persons
    inner join list_rows using (import_id, row_number)
    where list_rows.kind = 'customers'
    group by list_persons.person_key
),

-- the same answer, or the same cost of a day, in a later file
repeats as (
    select
        import_id,
        row_number,
        max(import_id) over (
            partition by
                kind,
                happened_at,
                case when kind = 'costs' then lower(channel) end,
                case when kind = 'costs' then lower(cost_kind) end,
                case
                    when kind = 'feedback' then coalesce(
                        'order:' || order_key,
                        list_persons.person_key,
                        'said:' || coalesce(amount::varchar, '') || coalesce(said, '')
                    )
                end
        ) as latest_import_id
    from list_rows
    left join work.list_persons using (import_id, row_number)
    where kind in ('costs', 'feedback') and problem_rule is null
)

select
    list_rows.import_id,
    list_rows.row_number,
    case when list_rows.kind = 'costs' then list_rows.amount end as amount,
    list_rows.problem_column,
    list_rows.problem_value,
    case
        when list_rows.problem_rule is not null then list_rows.problem_rule
        when list_rows.kind <> 'customers'
            then case
                when repeats.latest_import_id > list_rows.import_id then 'replaced_by_later_file'
            end
        when list_persons.person_key is null then 'no_customer_key'
        when coalesce(kept.is_kept, false)
            or latest_of_persons.place = (list_rows.import_id, list_rows.row_number)
            then null
        when struct_extract_at(latest_of_persons.place, 1) > list_rows.import_id
            then 'replaced_by_later_file'
        else 'same_customer_again'
    end as rule
from list_rows
left join work.list_persons using (import_id, row_number)
left join kept using (import_id, row_number)
left join latest_of_persons using (person_key)
left join repeats using (import_id, row_number)
