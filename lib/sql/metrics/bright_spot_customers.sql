-- One row per bright spot: its purchases of the lookback, its own usual gap and how long it is silent.
with purchase_days_in_view as (select * from purchase_days),

bright as (select unnest($bright::integer[]) as customer_id),

rhythms as (
    select
        purchase_days_in_view.customer_id,
        max(purchased_on) as last_bought_on,
        count(*) filter (where purchased_on > $lookback_after) as lookback_purchase_days_count,
        sum(revenue) filter (where purchased_on > $lookback_after) as lookback_revenue,
        median(purchased_on - previous_on) as usual_gap_days,
        count(previous_on) as gaps
    from purchase_days_in_view
    inner join bright on purchase_days_in_view.customer_id = bright.customer_id
    where purchased_on <= $as_of
    group by purchase_days_in_view.customer_id
)

select
    customers.customer_id,
    customers.customer_key,
    customers.customer_name,
    customers.first_ordered_on,
    rhythms.last_bought_on,
    rhythms.lookback_purchase_days_count,
    coalesce(rhythms.lookback_revenue, 0) as lookback_revenue,
    customers.lifetime_revenue,
    case when rhythms.gaps >= 2 then rhythms.usual_gap_days end as usual_gap_days_count,
    $as_of::date - rhythms.last_bought_on as silent_days_count
from rhythms
inner join customers on rhythms.customer_id = customers.customer_id
order by rhythms.lookback_revenue desc nulls last, customers.customer_id
