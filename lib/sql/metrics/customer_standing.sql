-- One row per customer who has bought by a day: purchase days so far, days of silence, days since the first.
-- Parameters: as_of.
with purchase_days_in_view as (select * from purchase_days)

select
    customer_id,
    purchase_number as purchase_days_count,
    $as_of::date - purchased_on as recency_days,
    $as_of::date - first_on as tenure_days
from purchase_days_in_view
where purchased_on <= $as_of and (next_on is null or next_on > $as_of)
order by customer_id
