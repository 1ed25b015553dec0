-- One row per day of first purchase and day of purchase. A customer is counted in first_in_<step> on
-- the first purchase day inside each calendar step, so sums over a step count every customer once.
create table cohort_days as
with steps as (
    select
        first_on,
        purchased_on,
        previous_on,
        order_count,
        revenue,
        cast(date_trunc('week', purchased_on) as date) as week_on,
        cast(date_trunc('month', purchased_on) as date) as month_on,
        cast(date_trunc('quarter', purchased_on) as date) as quarter_on,
        cast(date_trunc('year', purchased_on) as date) as year_on
    from purchase_days
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
        as first_in_year
from steps
group by first_on, purchased_on
order by first_on, purchased_on;
