-- One row per product (or category), group, waiting time and outcome: purchase days of one customer with
-- that product, from each to the next or, where none came, to the as-of day.
with orders_in_view as (select * from orders),

item_days as (
    select distinct
        orders_in_view.customer_id,
        case when $by_category then products.category else cast(products.product_id as varchar) end
            as item,
        orders_in_view.ordered_on
    from order_lines
    inner join orders_in_view on order_lines.order_id = orders_in_view.order_id
    inner join products on order_lines.product_id = products.product_id
    inner join customers on orders_in_view.customer_id = customers.customer_id
    where orders_in_view.is_valid
        and orders_in_view.ordered_on <= $as_of
        and not customers.is_quarantined
        and coalesce(order_lines.quantity, 1) > 0
        and coalesce(order_lines.revenue, 1) > 0
),

waits as (
    select
        item,
        customer_id,
        ordered_on,
        lead(ordered_on) over (partition by customer_id, item order by ordered_on) as next_on,
        row_number() over (partition by customer_id, item order by ordered_on) as place
    from item_days
    where item is not null
),

often_enough as (
    select item from waits
    group by item
    having count(next_on) >= $fewest_gaps
        and count(*) filter (where place = 1 and next_on is not null) >= $fewest_customers
),

bright as (select unnest($bright::integer[]) as customer_id)

select
    waits.item,
    bright.customer_id is not null as is_bright,
    coalesce(waits.next_on, $as_of::date) - waits.ordered_on as wait_days,
    waits.next_on is not null as is_back,
    count(*) as waits,
    count(*) filter (where waits.place = 1 and waits.next_on is not null) as returning_customers
from waits
inner join often_enough on waits.item = often_enough.item
left join bright on waits.customer_id = bright.customer_id
group by all
order by all
