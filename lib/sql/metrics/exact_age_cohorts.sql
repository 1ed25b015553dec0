-- One row per day of first purchase and age bucket: eligible customers who bought, their orders and
-- revenue. Bucket 0 is the first day itself, bucket b the days ($step (b - 1), $step b] after it; a
-- customer is eligible for a bucket that ended by $as_of.
with purchase_days_in_view as (select * from purchase_days),

aged as (
    select
        first_on,
        order_count,
        revenue,
        (purchased_on - first_on + $step - 1) // $step as bucket,
        (previous_on - first_on + $step - 1) // $step as previous_bucket
    from purchase_days_in_view
)

select
    first_on,
    bucket,
    count(*) filter (where previous_bucket is null or previous_bucket < bucket) as customers,
    sum(order_count) as orders,
    sum(revenue) as revenue
from aged
where first_on + ($step * bucket)::integer <= $as_of
group by first_on, bucket
order by first_on, bucket
