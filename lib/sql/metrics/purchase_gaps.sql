-- One row per number of days between a purchase and the same customer's next one. Only purchases that
-- could be watched for follow_up_days count, and only gaps that closed within them: without this
-- limit recent purchases would show short gaps only.
-- Parameters: latest_start_on (as-of day minus follow_up_days), follow_up_days.
with gaps as (
    select
        date_diff('day', purchased_on, next_on) as gap_days,
        customers
    from purchase_pairs
    where next_on is not null and purchased_on <= $latest_start_on
)

select
    gap_days,
    sum(customers) as gap_count
from gaps
where gap_days <= $follow_up_days
group by gap_days
order by gap_days;
