-- One row per day of a purchase and day of the next purchase under the same key, keys not joined: the
-- customers of a segment. Unordered, because its reader adds the rows up.
with orders_in_view as (select * from orders),

customer_days as (
    select distinct strict_customer_id, ordered_on as purchased_on
    from orders_in_view
    where is_valid and strict_customer_id is not null
),

neighbours as (
    select
        purchased_on,
        lag(purchased_on) over (partition by strict_customer_id order by purchased_on)
            as previous_on,
        lead(purchased_on) over (partition by strict_customer_id order by purchased_on) as next_on
    from customer_days
)

select
    purchased_on,
    next_on,
    cast(count(*) as integer) as customers,
    cast(count(*) filter (where previous_on is null) as integer) as first_purchases
from neighbours
group by purchased_on, next_on;
