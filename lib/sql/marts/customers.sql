-- one row per person with at least one valid order; place, channel, product and coupon of the first
create table customers as
with totals as (
    select
        customer_id,
        -- orders are numbered in order of time
        min(order_id) as first_order_id,
        min(ordered_on) as first_ordered_on,
        max(ordered_on) as last_ordered_on,
        count(*)::integer as order_count,
        sum(revenue)::decimal(18, 4) as lifetime_revenue
    from orders
    where is_valid and customer_id is not null
    group by customer_id
),

first_lines as (
    select order_lines.order_id, arg_min_null(order_lines.product_id, line_number) as product_id
    from order_lines
    inner join totals on order_lines.order_id = totals.first_order_id
    group by order_lines.order_id
),

contacts as (
    select
        buyers.customer_id,
        min(buyers.person_key) as person_key,
        min(customer_name) as customer_name,
        min(email) as email,
        min(phone) as phone
    from work.buyers
    inner join work.persons using (label)
    inner join work.identity_tuples using (tuple_id)
    where persons.is_of_order
    group by buyers.customer_id
)

select
    totals.customer_id,
    key_text(contacts.person_key) as customer_key,
    split_part(contacts.person_key, ':', 1) as key_kind,
    contacts.person_key,
    contacts.customer_name,
    contacts.email,
    contacts.phone,
    totals.first_ordered_on,
    totals.last_ordered_on,
    totals.order_count,
    totals.lifetime_revenue,
    first_orders.country,
    first_orders.region,
    first_orders.channel as first_channel,
    first_lines.product_id as first_product_id,
    coalesce(products.product_name, products.sku) as first_product,
    products.category as first_category,
    first_orders.coupon as first_coupon,
    quarantine.reasons is not null and not quarantine.is_confirmed as is_quarantined,
    quarantine.reasons as quarantine_reason
from totals
inner join contacts using (customer_id)
inner join orders as first_orders on totals.first_order_id = first_orders.order_id
left join first_lines on totals.first_order_id = first_lines.order_id
left join products on first_lines.product_id = products.product_id
left join work.quarantine on totals.customer_id = quarantine.customer_id
order by totals.customer_id
