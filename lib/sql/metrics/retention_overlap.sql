-- One row per combination of being a customer at the start of, kept over and come back in each of two
-- periods.
-- Parameters, for the periods "before" and "now": the day before it, its last day, and both moved
-- back by the window (start_active_after, end_active_after).
with purchase_days_in_view as (select * from purchase_days),

customer_states as (
    select
        customer_id,
        bool_or(
            purchased_on > $before_start_active_after and purchased_on <= $before_start_boundary
        ) as was_start,
        bool_or(
            purchased_on > $before_end_active_after and purchased_on <= $before_end_boundary
        ) as was_end,
        bool_or(
            purchased_on > $now_start_active_after and purchased_on <= $now_start_boundary
        ) as is_start,
        bool_or(
            purchased_on > $now_end_active_after and purchased_on <= $now_end_boundary
        ) as is_end,
        min(first_on) as first_on
    from purchase_days_in_view
    group by customer_id
)

select
    was_start,
    was_start and was_end as was_kept,
    was_end and not was_start and first_on <= $before_start_boundary as was_back,
    is_start,
    is_start and is_end as is_kept,
    is_end and not is_start and first_on <= $now_start_boundary as is_back,
    count(*) as customers
from customer_states
group by all
order by all
