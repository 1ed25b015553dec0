-- One row: the counts and amounts behind the ways in which shop tools say "retention rate".
-- Parameters: start_boundary (day before the period), end_boundary (its last day), start_active_after
-- (start_boundary moved back by the window), cohort_after (customers first bought after it and up to
-- start_boundary form the cohort), as_of (the last complete day, for what later days change).
with purchase_days_in_view as (select * from purchase_days),

seen as (
    select
        customer_id,
        first_on,
        first_on > $cohort_after and first_on <= $start_boundary as is_in_cohort,
        coalesce(sum(order_count) filter (where purchased_on <= $end_boundary), 0) as orders_by_end,
        coalesce(sum(order_count) filter (where purchased_on <= $as_of), 0) as orders_ever,
        coalesce(
            sum(order_count)
                filter (where purchased_on > $start_boundary and purchased_on <= $end_boundary),
            0
        ) as orders_in_period,
        count(*) filter (where purchased_on <= $end_boundary) as days_by_end,
        count(*) filter (where purchased_on > $start_boundary and purchased_on <= $as_of)
            as days_since,
        coalesce(
            bool_or(purchased_on > $start_active_after and purchased_on <= $start_boundary), false
        ) as is_start,
        coalesce(
            sum(revenue) filter (where purchased_on > $cohort_after and purchased_on <= $start_boundary),
            0
        ) as revenue_before,
        coalesce(
            sum(revenue)
                filter (where purchased_on > $start_boundary and purchased_on <= $end_boundary),
            0
        ) as revenue_in_period
    from purchase_days_in_view
    group by customer_id, first_on
)

select
    count(*) filter (where orders_by_end > 0) as customers_by_end,
    count(*) filter (where orders_by_end > 1) as repeaters_by_end,
    count(*) filter (where orders_in_period > 0) as buyers,
    count(*) filter (where orders_in_period > 1) as repeaters_in_period,
    count(*) filter (where orders_in_period > 0 and orders_ever > 1) as buyers_with_several_ever,
    count(*) filter (where is_in_cohort) as cohort,
    count(*) filter (where is_in_cohort and orders_in_period > 0) as cohort_bought,
    count(*) filter (where is_in_cohort and days_since > 0) as cohort_bought_or_later,
    count(*) filter (where is_in_cohort and days_by_end > 1) as cohort_returned,
    coalesce(sum(revenue_before) filter (where is_start), 0) as start_revenue_before,
    coalesce(sum(revenue_in_period) filter (where is_start), 0) as start_revenue_in_period
from seen
