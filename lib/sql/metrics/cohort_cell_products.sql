-- One row per product: what the customers of one cell of the cohort table bought in that age.
-- Parameters: customer_ids, step_days, start_on and steps (as in cohort_spending), age.
with chosen as (
    select customer_id, min(purchased_on) as first_on
    from purchase_days
    where customer_id in (select unnest($customer_ids::integer[]))
    group by customer_id
),

placed as (
    select
        orders.order_id,
        orders.customer_id,
        orders.ordered_on,
        chosen.first_on,
        list_extract($steps::integer[], (orders.ordered_on - $start_on::date + 1)::integer)
            - list_extract($steps::integer[], (chosen.first_on - $start_on::date + 1)::integer)
            as calendar_age,
        (orders.ordered_on - chosen.first_on + greatest($step_days::integer, 1) - 1)
            // greatest($step_days::integer, 1) as exact_age
    from orders
    inner join chosen on orders.customer_id = chosen.customer_id
    where orders.is_valid
)

select
    coalesce(products.product_name, products.sku) as product_name,
    count(distinct placed.customer_id) as buyer_count,
    count(distinct placed.order_id) as order_count,
    sum(order_lines.revenue) as revenue
from placed
inner join order_lines on placed.order_id = order_lines.order_id
inner join products on order_lines.product_id = products.product_id
where case when $step_days::integer = 0 then calendar_age else exact_age end = $age
group by products.product_id, products.product_name, products.sku
order by buyer_count desc, sum(order_lines.revenue) desc nulls last, product_name
