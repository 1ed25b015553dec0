-- One row per product: what the customers of one cell of the cohort table bought in that age.
-- Parameters: customer_ids, grain and week_start, step_days (0: ages in calendar steps), age.
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
        case $grain
            when 'week'
                then (orders.ordered_on - date '1970-01-05' - $week_start::integer + 7000000) // 7
                    - (chosen.first_on - date '1970-01-05' - $week_start::integer + 7000000) // 7
            when 'month'
                then year(orders.ordered_on) * 12 + month(orders.ordered_on)
                    - year(chosen.first_on) * 12 - month(chosen.first_on)
            when 'quarter'
                then year(orders.ordered_on) * 4 + quarter(orders.ordered_on)
                    - year(chosen.first_on) * 4 - quarter(chosen.first_on)
            else year(orders.ordered_on) - year(chosen.first_on)
        end as calendar_age,
        (orders.ordered_on - chosen.first_on + greatest($step_days::integer, 1) - 1)
            // greatest($step_days::integer, 1) as exact_age
    from orders
    inner join chosen on orders.customer_id = chosen.customer_id
    where orders.is_valid
)

select
    products.product_name,
    count(distinct placed.customer_id) as buyer_count,
    count(distinct placed.order_id) as order_count,
    sum(order_lines.revenue) as revenue
from placed
inner join order_lines on placed.order_id = order_lines.order_id
inner join products on order_lines.product_id = products.product_id
where case when $step_days::integer = 0 then calendar_age else exact_age end = $age
group by products.product_id, products.product_name
order by buyer_count desc, sum(order_lines.revenue) desc nulls last, products.product_name
