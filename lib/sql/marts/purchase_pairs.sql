-- One row per day of a purchase and day of the same customer's next purchase (null: none yet).
-- Holds every retention number whose window is at least as long as its period.
create table purchase_pairs as
select
    purchased_on,
    next_on,
    cast(count(*) as integer) as customers,
    cast(count(*) filter (where purchase_number = 1) as integer) as first_purchases
from purchase_days
group by purchased_on, next_on
order by purchased_on, next_on nulls last;
