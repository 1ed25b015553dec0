-- One row per customer and purchase day, as whole numbers: days are counted from 1970-01-01, a next
-- day of 2147483647 means that there is none yet, and money is in ten-thousandths.
select
    customer_id,
    cast(purchased_on - date '1970-01-01' as integer) as purchased_day,
    cast(coalesce(next_on - date '1970-01-01', 2147483647) as integer) as next_day,
    purchase_number = 1 as is_first,
    order_count,
    -- in two halves: all at once a day of ten thousand million dong leaves the range of DECIMAL(18, 4)
    trunc(revenue)::bigint * 10000 + ((revenue % 1) * 10000)::bigint as revenue_parts
from purchase_days
