-- One row: how many customers were kept, came back, joined and left in a period whose activity window
-- is at least as long as the period. Each customer has exactly one row with
-- purchased_on <= day < next_on, so counting rows counts customers.
-- Parameters: start_boundary (day before the period), end_boundary (its last day), and these two
-- days moved back by the window: start_active_after, end_active_after.
with purchase_days_in_view as (select * from purchase_days)

select
    count(*) filter (
        where purchased_on > $start_active_after
        and purchased_on <= $start_boundary
        and (next_on is null or next_on > $start_boundary)
    ) as customers_start,
    count(*) filter (
        where purchased_on > $end_active_after
        and purchased_on <= $end_boundary
        and (next_on is null or next_on > $end_boundary)
    ) as customers_end,
    count(*) filter (
        where purchase_number = 1
        and purchased_on > $start_boundary
        and purchased_on <= $end_boundary
    ) as customers_new,
    count(*) filter (
        where purchased_on > $start_boundary
        and purchased_on <= $end_boundary
        and previous_on <= $start_boundary
        and previous_on > $start_active_after
    ) as retained_bought,
    count(*) filter (
        where purchased_on > $end_active_after
        and purchased_on <= $start_boundary
        and (next_on is null or next_on > $end_boundary)
    ) as retained_quiet,
    count(*) filter (
        where purchased_on > $start_boundary
        and purchased_on <= $end_boundary
        and previous_on <= $start_active_after
    ) as reactivated
from purchase_days_in_view;
