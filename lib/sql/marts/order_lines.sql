-- one row per product in one order, of rows that are used
create table order_lines as
select
    judged_lines.order_id::integer as order_id,
    judged_lines.place_in_order::integer as line_number,
    products.product_id,
    judged_lines.quantity,
    judged_lines.line_value::decimal(18, 4) as revenue,
    judged_lines.line_discount::decimal(18, 2) as discount
from work.judged_lines
left join products
    on coalesce(judged_lines.sku, judged_lines.product_name)
    = coalesce(products.sku, products.product_name)
where judged_lines.rule is null
