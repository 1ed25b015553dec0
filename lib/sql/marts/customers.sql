-- one row per person with at least one valid order; place, channel, product and coupon of the first
create table customers as
with ranked as (
    select
        orders.*,
        row_number() over (partition by customer_id order by ordered_at, order_id) as place
    from orders
    where is_valid and customer_id is not null
),

first_products as (
    select order_lines.order_id, min(products.product_name) as first_product,
        min(products.category) as first_category
    from order_lines
    inner join ranked on order_lines.order_id = ranked.order_id and ranked.place = 1
    inner join products using (product_id)
    where order_lines.line_number = (
        select min(line_number) from order_lines as others
        where others.order_id = order_lines.order_id
    )
    group by order_lines.order_id
),

contacts as (
    select
        order_customers.customer_id,
        min(order_customers.person_key) as person_key,
        min(customer_name) as customer_name,
        min(email) as email,
        min(phone) as phone
    from work.order_customers
    inner join work.judged_orders using (order_id)
    group by order_customers.customer_id
),

totals as (
    select
        customer_id,
        min(ordered_on) as first_ordered_on,
        max(ordered_on) as last_ordered_on,
        count(*)::integer as order_count,
        sum(revenue)::decimal(18, 4) as lifetime_revenue
    from ranked
    group by customer_id
)

select
    totals.customer_id,
    regexp_replace(contacts.person_key, '^((id|user|name):[^:]*|email|phone):', '')
        as customer_key,
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
    first_products.first_product,
    first_products.first_category,
    first_orders.coupon as first_coupon,
    quarantine.reasons is not null and not quarantine.is_confirmed as is_quarantined,
    quarantine.reasons as quarantine_reason
from totals
inner join contacts using (customer_id)
inner join ranked as first_orders
    on totals.customer_id = first_orders.customer_id and first_orders.place = 1
left join first_products on first_orders.order_id = first_products.order_id
left join work.quarantine on totals.customer_id = quarantine.customer_id
order by totals.customer_id
