-- one row per answer of somebody, known or not
insert into feedback
with named_orders as (
    -- an order number that two platforms use names no order
    select order_key, min(order_id) as order_id, min(customer_id) as customer_id
    from orders
    group by order_key
    having count(*) = 1
)

select
    list_rows.import_id,
    list_rows.row_number,
    coalesce(list_persons.customer_id, named_orders.customer_id) as customer_id,
    named_orders.order_id,
    happened_at::date as answered_on,
    list_rows.amount as score,
    said as comment
from list_rows
inner join work.judged_lines using (import_id, row_number)
left join work.list_persons using (import_id, row_number)
left join named_orders using (order_key)
where list_rows.kind = 'feedback' and judged_lines.rule is null
order by answered_on, list_rows.import_id, list_rows.row_number
