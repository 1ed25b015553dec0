-- One row per product family (category, else product) of known customers: what was spent on it.
-- Parameter: as_of.
select
    coalesce(products.category, products.product_name) as family,
    sum(greatest(order_lines.revenue, 0)) as spent
from order_lines
inner join orders on order_lines.order_id = orders.order_id
inner join products on order_lines.product_id = products.product_id
where orders.is_valid and orders.customer_id is not null and orders.ordered_on <= $as_of
    and coalesce(products.category, products.product_name) is not null
group by coalesce(products.category, products.product_name)
order by spent desc, family
