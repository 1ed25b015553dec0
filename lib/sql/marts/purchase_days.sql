-- One row per customer and purchase day: valid orders of identified customers, same-day orders merged,
-- each day with its neighbours, so that every retention question is one scan. Sorted by day.
create table purchase_days as
with customer_days as (
    select
        customer_id,
        ordered_on as purchased_on,
        count(*) as order_count,
        sum(revenue) as revenue
    from orders
    where is_valid and customer_id is not null
    group by customer_id, ordered_on
)

select
    customer_id,
    purchased_on,
    cast(row_number() over (partition by customer_id order by purchased_on) as integer)
        as purchase_number,
    lag(purchased_on) over (partition by customer_id order by purchased_on) as previous_on,
    lead(purchased_on) over (partition by customer_id order by purchased_on) as next_on,
    first_value(purchased_on) over (partition by customer_id order by purchased_on) as first_on,
    cast(order_count as integer) as order_count,
    cast(revenue as decimal(18, 4)) as revenue
from customer_days
order by purchased_on, customer_id;
