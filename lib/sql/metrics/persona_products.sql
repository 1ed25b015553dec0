-- One row per persona and product: orders with it, and first orders that began with it.
-- Parameters: as_of, customer_ids and, for each, the place of its persona.
with persona_of as (
    select
        unnest($customer_ids::integer[]) as customer_id,
        unnest($places::integer[]) as place
),

bought as (
    select
        persona_of.place,
        coalesce(products.product_name, products.sku) as product_name,
        count(distinct orders.order_id) as orders
    from order_lines
    inner join orders on order_lines.order_id = orders.order_id
    inner join products on order_lines.product_id = products.product_id
    inner join persona_of on orders.customer_id = persona_of.customer_id
    where orders.is_valid and orders.ordered_on <= $as_of
    group by persona_of.place, coalesce(products.product_name, products.sku)
),

entered as (
    select persona_of.place, customers.first_product as product_name, count(*) as customers
    from customers
    inner join persona_of on customers.customer_id = persona_of.customer_id
    where customers.first_product is not null
    group by persona_of.place, customers.first_product
)

select
    coalesce(bought.place, entered.place) as place,
    coalesce(bought.product_name, entered.product_name) as product_name,
    coalesce(bought.orders, 0) as orders,
    coalesce(entered.customers, 0) as first_orders
from bought
full join entered
    on bought.place = entered.place and bought.product_name = entered.product_name
order by place, orders desc, product_name
