-- One row per day of first purchase and day of purchase, for the customers of a segment.
with purchase_days_in_view as (select * from purchase_days)

select
    first_on,
    purchased_on,
    sum(order_count) as orders,
    sum(revenue) as revenue,
    count(*) filter (
        where previous_on is null
            or date_trunc('week', previous_on)::date < date_trunc('week', purchased_on)::date
    ) as first_in_week,
    count(*) filter (
        where previous_on is null
            or date_trunc('month', previous_on)::date < date_trunc('month', purchased_on)::date
    ) as first_in_month,
    count(*) filter (
        where previous_on is null
            or date_trunc('quarter', previous_on)::date < date_trunc('quarter', purchased_on)::date
    ) as first_in_quarter,
    count(*) filter (
        where previous_on is null
            or date_trunc('year', previous_on)::date < date_trunc('year', purchased_on)::date
    ) as first_in_year
from purchase_days_in_view
group by first_on, purchased_on
order by first_on, purchased_on
