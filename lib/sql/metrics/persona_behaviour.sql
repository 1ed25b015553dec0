-- One row per customer who bought up to a day: how they buy. Parameters: as_of, main_channel.
with purchase_days_in_view as (select * from purchase_days),

days as (
    select
        customer_id,
        $as_of::date - max(purchased_on) as recency_days,
        $as_of::date - min(purchased_on) as tenure_days,
        count(*) as purchase_days_count,
        sum(order_count)::bigint as order_count,
        sum(revenue) as revenue,
        coalesce(median(purchased_on - previous_on), 0) as median_gap_days,
        count(*) filter (where isodow(purchased_on) >= 6) as weekend_count
    from purchase_days_in_view
    where purchased_on <= $as_of
    group by customer_id
),

valid_orders as (
    select order_id, customer_id, discount, coupon, channel
    from orders
    where is_valid and customer_id is not null and ordered_on <= $as_of
),

habits as (
    select
        customer_id,
        count(*) filter (where discount > 0 or coalesce(coupon, '') <> '') as discount_count,
        count(*) filter (where channel = $main_channel) as main_channel_count
    from valid_orders
    group by customer_id
),

-- Litres, grams and metres are no items: a product sold in a hundred times the usual quantity, or in
-- fractions, counts once a line.
usual as (select median(quantity) as quantity from order_lines where quantity > 0),

measured as (
    select order_lines.product_id
    from order_lines
    cross join usual
    where order_lines.quantity > 100 * usual.quantity
        or order_lines.quantity <> floor(order_lines.quantity)
    group by order_lines.product_id
),

spending as (
    select
        valid_orders.customer_id,
        coalesce(products.category, products.product_name) as family,
        sum(case when measured.product_id is null then order_lines.quantity else 1 end) as items,
        sum(greatest(order_lines.revenue, 0)) as spent
    from order_lines
    inner join valid_orders on order_lines.order_id = valid_orders.order_id
    inner join products on order_lines.product_id = products.product_id
    left join measured on order_lines.product_id = measured.product_id
    group by valid_orders.customer_id, coalesce(products.category, products.product_name)
),

tastes as (
    select
        customer_id,
        sum(items) as items,
        -- Entropy of the spending over product families, from sums alone: ln S - sum(s ln s) / S.
        case when sum(spent) > 0
            then ln(sum(spent)) - sum(case when spent > 0 then spent * ln(spent) else 0 end)
                / sum(spent)
            else 0
        end as variety
    from spending
    group by customer_id
)

select
    days.customer_id,
    days.recency_days,
    days.tenure_days,
    days.purchase_days_count,
    days.order_count,
    days.revenue,
    days.median_gap_days,
    days.weekend_count,
    habits.discount_count,
    habits.main_channel_count,
    coalesce(tastes.items, 0)::double as items,
    coalesce(tastes.variety, 0)::double as variety,
    customers.is_quarantined
from days
inner join customers on days.customer_id = customers.customer_id
inner join habits on days.customer_id = habits.customer_id
left join tastes on days.customer_id = tastes.customer_id
order by days.customer_id
