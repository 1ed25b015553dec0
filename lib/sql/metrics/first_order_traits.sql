-- One row per trait of first orders, its value, quarter of acquisition and half: bright and other customers.
-- Rows without a value hold all customers of whom the trait is known. Products and categories are also
-- parted by how many different products the first order had: a larger basket holds more of everything.
with customers_in_view as (select * from customers),

bright as (select unnest($bright::integer[]) as customer_id),

people as (
    select
        customers_in_view.customer_id,
        customers_in_view.first_ordered_on,
        bright.customer_id is not null as is_bright
    from customers_in_view
    left join bright on customers_in_view.customer_id = bright.customer_id
    where not customers_in_view.is_quarantined
        and customers_in_view.first_ordered_on <= $eligible_first_on
),

first_orders as (
    select
        people.customer_id,
        any_value(people.is_bright) as is_bright,
        any_value(people.first_ordered_on) as first_on,
        arg_min(orders.order_id, (orders.ordered_at, orders.order_id)) as order_id
    from people
    inner join orders
        on people.customer_id = orders.customer_id and people.first_ordered_on = orders.ordered_on
    where orders.is_valid
    group by people.customer_id
),

facts as (
    select
        first_orders.customer_id,
        first_orders.is_bright,
        first_orders.order_id,
        first_orders.first_on > $middle_on as is_late,
        cast(cast(date_trunc('quarter', first_orders.first_on) as date) as varchar) as quarter,
        orders.channel,
        orders.country,
        orders.region,
        nullif(trim(orders.coupon), '') as coupon,
        orders.discount > 0 as has_discount,
        orders.refund > 0 as has_refund,
        orders.revenue,
        isodow(first_orders.first_on) as weekday
    from first_orders
    inner join orders on first_orders.order_id = orders.order_id
),

cuts as (
    select
        quantile_cont(revenue, 0.25) as low_revenue,
        quantile_cont(revenue, 0.75) as high_revenue
    from facts
),

first_lines as (
    select distinct
        facts.order_id,
        cast(order_lines.product_id as varchar) as product,
        products.category
    from facts
    inner join order_lines on facts.order_id = order_lines.order_id
    inner join products on order_lines.product_id = products.product_id
    where coalesce(order_lines.quantity, 1) > 0 and coalesce(order_lines.revenue, 1) > 0
),

baskets as (
    select
        order_id,
        count(*) as product_count,
        case
            when count(*) <= 3 then count(*)
            when count(*) <= 5 then 5
            when count(*) <= 10 then 10
            when count(*) <= 20 then 20
            else 99
        end as size_band
    from first_lines
    group by order_id
),

single as (
    select *, quarter as stratum from facts
),

held as (
    select
        single.*,
        baskets.product_count,
        single.quarter || ' ' || baskets.size_band as basket_stratum
    from single
    inner join baskets on single.order_id = baskets.order_id
),

answers as (
    select 'channel' as trait, channel as value, stratum, is_late, is_bright from single
    where channel is not null
    union all
    select 'country', country, stratum, is_late, is_bright from single where country is not null
    union all
    select 'region', region, stratum, is_late, is_bright from single where region is not null
    union all
    select 'weekday', cast(weekday as varchar), stratum, is_late, is_bright from single
    union all
    select 'discount', case when has_discount then 'yes' else 'no' end, stratum, is_late, is_bright
    from single
    union all
    select 'coupon', case when coupon is null then 'no' else 'yes' end, stratum, is_late, is_bright
    from single
    union all
    select 'coupon_code', coalesce(coupon, ''), stratum, is_late, is_bright from single
    union all
    select 'part_returned', case when has_refund then 'yes' else 'no' end, stratum, is_late, is_bright
    from single
    union all
    select
        'basket_above',
        case when revenue > high_revenue then cast(cast(high_revenue as decimal(18, 2)) as varchar)
            else '' end,
        stratum, is_late, is_bright
    from single cross join cuts
    union all
    select
        'basket_below',
        case when revenue < low_revenue then cast(cast(low_revenue as decimal(18, 2)) as varchar)
            else '' end,
        stratum, is_late, is_bright
    from single cross join cuts
    union all
    select
        'several_products', case when product_count > 1 then 'yes' else 'no' end,
        stratum, is_late, is_bright
    from held
),

holdings as (
    select distinct
        'product' as trait, first_lines.product as value, held.basket_stratum as stratum,
        held.is_late, held.is_bright, held.customer_id
    from held
    inner join first_lines on held.order_id = first_lines.order_id
    union all
    select distinct
        'category', first_lines.category, held.basket_stratum, held.is_late, held.is_bright,
        held.customer_id
    from held
    inner join first_lines on held.order_id = first_lines.order_id
    where first_lines.category is not null
),

knowing as (
    select 'product' as trait, basket_stratum as stratum, is_late, is_bright from held
    union all
    select distinct on (held.customer_id)
        'category', held.basket_stratum, held.is_late, held.is_bright
    from held
    inner join first_lines on held.order_id = first_lines.order_id
    where first_lines.category is not null
),

counted as (
    select
        trait, value, stratum, is_late,
        count(*) filter (where is_bright) as bright,
        count(*) filter (where not is_bright) as others
    from (
        select trait, value, stratum, is_late, is_bright from answers
        union all
        select trait, null, stratum, is_late, is_bright from answers
        union all
        select trait, value, stratum, is_late, is_bright from holdings
        union all
        select trait, null, stratum, is_late, is_bright from knowing
    )
    group by trait, value, stratum, is_late
),

weighed as (
    select *, sum(bright + others) over (partition by trait, value) as customers
    from counted
)

select trait, value, stratum, is_late, bright, others
from weighed
where value is null or customers >= $fewest
order by trait, value nulls first, stratum, is_late
