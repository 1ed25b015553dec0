-- One row per customer and product family of a list: the family's share of what they spent.
-- Parameters: as_of, families.
with spending as (
    select
        orders.customer_id,
        list_position($families::varchar[], coalesce(products.category, products.product_name))
            as place,
        sum(greatest(order_lines.revenue, 0))::double as spent
    from order_lines
    inner join orders on order_lines.order_id = orders.order_id
    inner join products on order_lines.product_id = products.product_id
    where orders.is_valid and orders.customer_id is not null and orders.ordered_on <= $as_of
    group by all
),

shares as (
    select
        customer_id,
        place,
        spent / nullif(sum(spent) over (partition by customer_id), 0) as share
    from spending
)

select customer_id, (place - 1)::integer as place, share
from shares
where place > 0 and share is not null
order by customer_id, place
