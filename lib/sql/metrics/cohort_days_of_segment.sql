-- One row per group of customers, day of first purchase and day of purchase (days since 1970), for
-- the customers of a segment. Parameters: attribute (which attribute of a customer names the group,
-- '' for one group of all), groups (the names that stand alone, in lower case; all others share place
-- 0, customers of whom nothing is known have place -1), week_start (0 is Monday), step_days (a bucket
-- length that the import did not count). Revenue in ten-thousandths.
with purchase_days_in_view as (select * from purchase_days),

named as (
    select
        customer_id,
        lower(trim(case $attribute
            when 'first_channel' then first_channel
            when 'first_product' then first_product
            when 'first_category' then first_category
            when 'first_coupon' then first_coupon
            when 'country' then country
        end)) as group_name
    from customers
    where $attribute <> ''
),

placed as (
    select
        customer_id,
        case
            when coalesce(group_name, '') = '' then -1
            else coalesce(list_position($groups::varchar[], group_name), 0)
        end as group_place
    from named
),

aged as (
    select
        coalesce(placed.group_place, -1) as group_place,
        purchase_number,
        next_on,
        order_count,
        revenue,
        first_on,
        previous_on,
        purchased_on,
        purchased_on - first_on as age,
        previous_on - first_on as previous_age,
        -- Mondays fall on days 4, 11, 18, ... after 1 January 1970.
        (purchased_on - date '1970-01-05' - $week_start::integer + 7000000) // 7 as week,
        (previous_on - date '1970-01-05' - $week_start::integer + 7000000) // 7 as previous_week
    from purchase_days_in_view
    left join placed using (customer_id)
)

select
    group_place::integer as group_place,
    (first_on - date '1970-01-01')::integer as first_day,
    (purchased_on - date '1970-01-01')::integer as bought_day,
    sum(order_count)::integer as orders,
    (sum(revenue) * 10000)::bigint as revenue,
    (count(*) filter (where previous_on is null or previous_week < week))::integer
        as first_in_week,
    (count(*) filter (
        where previous_on is null
            or date_trunc('month', previous_on)::date < date_trunc('month', purchased_on)::date
    ))::integer as first_in_month,
    (count(*) filter (
        where previous_on is null
            or date_trunc('quarter', previous_on)::date < date_trunc('quarter', purchased_on)::date
    ))::integer as first_in_quarter,
    (count(*) filter (
        where previous_on is null
            or date_trunc('year', previous_on)::date < date_trunc('year', purchased_on)::date
    ))::integer as first_in_year,
    (count(*) filter (where previous_on is null or (previous_age + 6) // 7 < (age + 6) // 7))::integer
        as first_in_7_days,
    (count(*) filter (
        where previous_on is null or (previous_age + 29) // 30 < (age + 29) // 30
    ))::integer as first_in_30_days,
    (count(*) filter (
        where previous_on is null or (previous_age + 89) // 90 < (age + 89) // 90
    ))::integer as first_in_90_days,
    (count(*) filter (
        where previous_on is null
            or (previous_age + $step_days::integer - 1) // $step_days::integer
            < (age + $step_days::integer - 1) // $step_days::integer
    ))::integer as first_in_step,
    (count(*) filter (where purchase_number = 2))::integer as second_purchases,
    (count(*) filter (where next_on is null))::integer as last_purchases
from aged
group by group_place, first_on, purchased_on
order by group_place, first_on, purchased_on
