-- One row per customer and purchase day, as whole numbers: days are counted from 1970-01-01, and a
-- next day of 2147483647 means that there is none yet.
select
    customer_id,
    cast(purchased_on - date '1970-01-01' as integer) as purchased_day,
    cast(coalesce(next_on - date '1970-01-01', 2147483647) as integer) as next_day,
    purchase_number = 1 as is_first
from purchase_days
