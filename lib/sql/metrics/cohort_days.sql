-- One row per day of first purchase and day of purchase (days since 1970), as the import counted
-- them; revenue in ten-thousandths, so that sums stay whole numbers.
select
    -1 as group_place,
    (first_on - date '1970-01-01')::integer as first_day,
    (purchased_on - date '1970-01-01')::integer as bought_day,
    orders,
    (revenue::decimal(28, 4) * 10000)::bigint as revenue,
    first_in_week,
    first_in_month,
    first_in_quarter,
    first_in_year,
    first_in_7_days,
    first_in_30_days,
    first_in_90_days,
    second_purchases,
    last_purchases
from cohort_days
order by first_on, purchased_on
