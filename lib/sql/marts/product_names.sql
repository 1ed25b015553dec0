-- one row per product and name under which it was ever sold, its stock code among them
create table product_names as
with names as (
    select product_key, product_name
    from work.product_labels
    union
    select product_key, sku
    from work.product_labels
)

select
    products.product_id,
    names.product_name,
    -- the name that lists of products show
    names.product_name = coalesce(products.product_name, products.sku) as is_listed
from names
inner join products on names.product_key = coalesce(products.sku, products.product_name)
where names.product_name is not null
order by products.product_id, names.product_name
