-- One row per customer who bought in the lookback: days since the last purchase, purchase days,
-- orders, revenue. Parameters: as_of, and lookback_after, the day before the lookback begins.
with purchase_days_in_view as (select * from purchase_days)

select
    customer_id,
    $as_of::date - max(purchased_on) as recency_days,
    count(*) as purchase_days_count,
    sum(order_count)::bigint as order_count,
    sum(revenue) as revenue
from purchase_days_in_view
where purchased_on > $lookback_after and purchased_on <= $as_of
group by customer_id
order by customer_id
