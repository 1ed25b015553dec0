-- one row per number of purchase days in the lookback and eligibility: customers and their revenue,
-- without those set apart because they are perhaps no person
with purchase_days_in_view as (select * from purchase_days),

buyers as (
    select
        customer_id,
        count(*) as purchase_days_count,
        sum(revenue) as revenue,
        min(first_on) as first_on
    from purchase_days_in_view
    where purchased_on > $lookback_after and purchased_on <= $as_of
        and customer_id not in (select customer_id from customers where is_quarantined)
    group by customer_id
)

select
    purchase_days_count,
    first_on <= $eligible_first_on as is_eligible,
    count(*) as customers,
    sum(revenue) as revenue
from buyers
group by purchase_days_count, first_on <= $eligible_first_on
order by purchase_days_count, is_eligible
