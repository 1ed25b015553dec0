-- one row per product in a row that is used: the row itself, or each product that its cell lists
create view work.sold_items as
select
    order_id,
    place_in_order as line_number,
    sku,
    product_name,
    category,
    quantity,
    line_value,
    line_discount
from work.judged_lines
where rule is null and items is null
union all
select
    order_id,
    place_in_order + generate_subscripts(items, 1) - 1 as line_number,
    unnest(items).sku as sku,
    unnest(items).product_name as product_name,
    null as category,
    unnest(items).quantity as quantity,
    unnest(items).line_value as line_value,
    null as line_discount
from work.judged_lines
where rule is null and items is not null
