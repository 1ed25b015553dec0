-- one row per product: a stock code, or a name where the export has no codes
create table products as
select
    row_number() over (order by product_key)::integer as product_id,
    min(sku) as sku,
    min(product_name) as product_name,
    min(category) as category
from work.product_labels
group by product_key
