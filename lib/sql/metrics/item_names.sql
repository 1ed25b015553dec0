-- One row per product: its number as text, code, name and category.
select cast(product_id as varchar) as item, sku, product_name, category
from products
