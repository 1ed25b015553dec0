-- one row per source row of every import: the order it belongs to and the rule that set it aside
with scattered as (
    -- rows of an order that lie apart, or whose statuses differ: their places must be looked for
    select
        source_lines.import_id,
        source_lines.row_number,
        row_number() over (
            partition by judged_orders.order_id
            order by
                case when statuses.rank is distinct from judged_orders.status_rank then 1 else 0 end,
                source_lines.row_number
        ) as place
    from source_lines
    inner join work.judged_orders
        on source_lines.platform = judged_orders.platform
        and source_lines.order_key = judged_orders.order_key
        and source_lines.import_id = judged_orders.import_id
    left join work.statuses on source_lines.status = statuses.status
    where not judged_orders.is_in_one_piece
),

placed as (
    select
        source_lines.*,
        judged_orders.order_id,
        judged_orders.import_id as live_import_id,
        judged_orders.invalid_rule,
        coalesce(scattered.place, source_lines.row_number - judged_orders.first_row + 1)
            as place_in_order,
        coalesce(statuses.counts, true) as status_counts
    from source_lines
    left join work.judged_orders
        on source_lines.platform = judged_orders.platform
        and source_lines.order_key = judged_orders.order_key
    left join work.statuses on source_lines.status = statuses.status
    left join scattered
        on source_lines.import_id = scattered.import_id
        and source_lines.row_number = scattered.row_number
)

select
    import_id,
    row_number,
    order_id,
    place_in_order,
    sku,
    product_name,
    category,
    quantity,
    line_value,
    line_discount,
    items,
    coalesce(line_value, order_total, order_subtotal) as amount,
    status_text,
    problem_column,
    problem_value,
    case
        when problem_rule is not null then problem_rule
        when live_import_id <> import_id then 'replaced_by_later_file'
        when invalid_rule is not null and invalid_rule <> 'worth_nothing' then invalid_rule
        when is_line_file and not status_counts then status
        when quantity <= 0 and coalesce(line_value, 0) = 0 then 'quantity_not_positive'
        when line_value = 0 and not $count_worth_nothing then 'worth_nothing'
        when invalid_rule is not null then invalid_rule
        when not is_line_file and line_value is null and place_in_order > 1
            then 'same_order_again'
    end as rule
from placed
