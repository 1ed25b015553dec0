-- One row per day of first purchase and day of purchase. A customer is counted in first_in_<step> on
-- the first purchase day inside each calendar step, and in first_in_<n>_days on the first one inside
-- each bucket of n days of the own age, so sums over steps or buckets count every customer once.
create table cohort_days as
with days as (
    -- thousands of days, so that millions of purchases need not ask a calendar
    select
        purchased_on,
        cast(date_trunc('week', purchased_on) as date) as week_on,
        cast(date_trunc('month', purchased_on) as date) as month_on,
        cast(date_trunc('quarter', purchased_on) as date) as quarter_on,
        cast(date_trunc('year', purchased_on) as date) as year_on
    from (select distinct purchased_on from purchase_days)
),

steps as (
    select
        first_on,
        purchase_days.purchased_on,
        previous_on,
        next_on,
        purchase_number,
        order_count,
        revenue,
        week_on,
        month_on,
        quarter_on,
        year_on,
        purchase_days.purchased_on - first_on as age,
        previous_on - first_on as previous_age
    from purchase_days
    inner join days on purchase_days.purchased_on = days.purchased_on
)

select
    first_on,
    purchased_on,
    cast(count(*) as integer) as customers,
    cast(sum(order_count) as integer) as orders,
    cast(sum(revenue) as decimal(18, 4)) as revenue,
    cast(count(*) filter (where previous_on is null or previous_on < week_on) as integer)
        as first_in_week,
    cast(count(*) filter (where previous_on is null or previous_on < month_on) as integer)
        as first_in_month,
    cast(count(*) filter (where previous_on is null or previous_on < quarter_on) as integer)
        as first_in_quarter,
    cast(count(*) filter (where previous_on is null or previous_on < year_on) as integer)
        as first_in_year,
    cast(count(*) filter (
        where previous_on is null or (previous_age + 6) // 7 < (age + 6) // 7
    ) as integer) as first_in_7_days,
    cast(count(*) filter (
        where previous_on is null or (previous_age + 29) // 30 < (age + 29) // 30
    ) as integer) as first_in_30_days,
    cast(count(*) filter (
        where previous_on is null or (previous_age + 89) // 90 < (age + 89) // 90
    ) as integer) as first_in_90_days,
    cast(count(*) filter (where purchase_number = 2) as integer) as second_purchases,
    cast(count(*) filter (where next_on is null) as integer) as last_purchases
from steps
group by first_on, purchased_on
order by first_on, purchased_on;
