-- One row per day of a purchase and day of the next purchase under the same best key: purchase_pairs of
-- a shop whose keys are not joined into persons.
insert into purchase_pairs_strict
with customer_days as (
    select distinct strict_customer_id, ordered_on as purchased_on
    from orders
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
group by purchased_on, next_on
order by purchased_on, next_on nulls last
