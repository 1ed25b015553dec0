-- one row per product in one order, of rows that are used
create table order_lines as
select
    sold_items.order_id::integer as order_id,
    sold_items.line_number::integer as line_number,
    products.product_id,
    sold_items.quantity,
    sold_items.line_value::decimal(18, 4) as revenue,
    sold_items.line_discount::decimal(18, 2) as discount
from work.sold_items
left join products
    on coalesce(sold_items.sku, sold_items.product_name)
    = coalesce(products.sku, products.product_name)
