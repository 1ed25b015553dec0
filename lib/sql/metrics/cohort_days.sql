-- One row per day of first purchase and day of purchase, as the import counted them.
select
    first_on,
    purchased_on,
    orders,
    revenue,
    first_in_week,
    first_in_month,
    first_in_quarter,
    first_in_year
from cohort_days
order by first_on, purchased_on
