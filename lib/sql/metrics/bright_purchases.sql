-- One row per product (or category) and group: lines and spend of the lookback, and the sums of squares
-- that say how much they would vary with other customers. Lines of the others weigh as much as the bright
-- spots bought in the same quarter, so that seasons and new products are no difference.
with orders_in_view as (select * from orders),

bright as (select unnest($bright::integer[]) as customer_id),

people as (
    select customers.customer_id, bright.customer_id is not null as is_bright
    from customers
    left join bright on customers.customer_id = bright.customer_id
    where not customers.is_quarantined and customers.first_ordered_on <= $eligible_first_on
),

bought as (
    select
        people.customer_id,
        people.is_bright,
        case when $by_category then products.category else cast(products.product_id as varchar) end
            as item,
        date_trunc('quarter', orders_in_view.ordered_on) as quarter,
        count(*) as line_count,
        cast(sum(coalesce(order_lines.revenue, 0)) as double) as spend
    from order_lines
    inner join orders_in_view on order_lines.order_id = orders_in_view.order_id
    inner join people on orders_in_view.customer_id = people.customer_id
    inner join products on order_lines.product_id = products.product_id
    where orders_in_view.is_valid
        and orders_in_view.ordered_on > $lookback_after
        and orders_in_view.ordered_on <= $as_of
        and coalesce(order_lines.quantity, 1) > 0
        and coalesce(order_lines.revenue, 1) > 0
    group by all
),

quarters as (
    select
        quarter,
        sum(line_count) filter (where is_bright)
        / nullif(sum(line_count) filter (where not is_bright), 0) as line_weight,
        sum(spend) filter (where is_bright) / nullif(sum(spend) filter (where not is_bright), 0)
            as spend_weight
    from bought
    where item is not null
    group by quarter
),

of_customers as (
    select
        bought.customer_id,
        bought.is_bright,
        bought.item,
        sum(case when bought.is_bright then 1 else coalesce(quarters.line_weight, 0) end
            * bought.line_count) as weighted_lines,
        sum(case when bought.is_bright then 1 else coalesce(quarters.spend_weight, 0) end
            * bought.spend) as weighted_spend,
        sum(bought.line_count) as line_count,
        sum(bought.spend) as spend
    from bought
    inner join quarters on bought.quarter = quarters.quarter
    where bought.item is not null
    group by bought.customer_id, bought.is_bright, bought.item
),

baskets as (
    select
        customer_id, is_bright,
        sum(weighted_lines) as all_lines, sum(weighted_spend) as all_spend
    from of_customers
    group by customer_id, is_bright
),

wholes as (
    select
        is_bright,
        sum(all_lines) as all_lines,
        sum(all_lines * all_lines) as all_lines_squared,
        sum(all_spend) as all_spend,
        sum(all_spend * all_spend) as all_spend_squared,
        count(*) as customers
    from baskets
    group by is_bright
),

items as (
    select
        of_customers.item,
        of_customers.is_bright,
        count(*) as buyers,
        sum(line_count) as line_count,
        sum(spend) as spend,
        sum(weighted_lines) as weighted_lines,
        sum(weighted_lines * weighted_lines) as lines_squared,
        sum(weighted_lines * baskets.all_lines) as lines_by_all,
        sum(weighted_spend) as weighted_spend,
        sum(weighted_spend * weighted_spend) as spend_squared,
        sum(weighted_spend * baskets.all_spend) as spend_by_all
    from of_customers
    inner join baskets on of_customers.customer_id = baskets.customer_id
    group by of_customers.item, of_customers.is_bright
)

select
    items.*, wholes.all_lines, wholes.all_lines_squared, wholes.all_spend,
    wholes.all_spend_squared, wholes.customers
from items
inner join wholes on items.is_bright = wholes.is_bright
order by items.item, items.is_bright
