-- one row per product: a stock code, or a name where the export has no codes
create table products as
select
    row_number() over (order by product_key)::integer as product_id,
    min(sku) as sku,
    min(product_name) as product_name,
    min(category) as category
from (
    select coalesce(sku, product_name) as product_key, sku, product_name, category
    from work.judged_lines
    where rule is null
)
where product_key is not null
group by product_key
