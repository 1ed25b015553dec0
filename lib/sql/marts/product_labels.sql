-- one row per stock code, name and category that stand together in a line that is used
create table work.product_labels as
select distinct coalesce(sku, product_name) as product_key, sku, product_name, category
from work.sold_items
where coalesce(sku, product_name) is not null
