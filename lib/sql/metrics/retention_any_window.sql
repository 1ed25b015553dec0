-- One row per combination of what a customer was: active at the start, active at the end, new in the
-- period, buyer in the period; with the number of such customers. Right for any activity window, and
-- all that is needed to draw customers again for an interval.
-- Parameters: start_boundary (day before the period), end_boundary (its last day), and these two
-- days moved back by the window: start_active_after, end_active_after.
with purchase_days_in_view as (select * from purchase_days),

customers_in_reach as (
    select
        customer_id,
        max(purchased_on) as last_on,
        max(purchased_on) filter (where purchased_on <= $start_boundary) as last_before_on,
        min(first_on) as first_on
    from purchase_days_in_view
    where purchased_on > $start_active_after and purchased_on <= $end_boundary
    group by customer_id
),

customer_states as (
    select
        last_before_on is not null as is_start,
        last_on > $end_active_after as is_end,
        first_on > $start_boundary as is_new,
        last_on > $start_boundary as has_bought
    from customers_in_reach
)

select
    is_start,
    is_end,
    is_new,
    has_bought,
    count(*) as customers
from customer_states
group by is_start, is_end, is_new, has_bought
order by is_start, is_end, is_new, has_bought;
