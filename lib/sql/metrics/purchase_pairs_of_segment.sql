-- One row per day of a purchase and day of the same customer's next one: the customers of a segment.
-- Unordered, because its reader adds the rows up.
with purchase_days_in_view as (select * from purchase_days)

select
    purchased_on,
    next_on,
    cast(count(*) as integer) as customers,
    cast(count(*) filter (where purchase_number = 1) as integer) as first_purchases
from purchase_days_in_view
group by purchased_on, next_on;
