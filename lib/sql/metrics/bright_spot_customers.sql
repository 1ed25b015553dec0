-- one row per bright spot: an eligible customer with enough purchase days in the lookback,
-- not set apart because it is perhaps no person
with purchase_days_in_view as (select * from purchase_days),

buyers as (
    select
        customer_id,
        count(*) as purchase_days_count,
        sum(revenue) as revenue,
        min(first_on) as first_on,
        max(purchased_on) as last_bought_on
    from purchase_days_in_view
    where purchased_on > $lookback_after and purchased_on <= $as_of
        and customer_id not in (select customer_id from customers where is_quarantined)
    group by customer_id
)

select
    customers.customer_id,
    customers.customer_key,
    customers.customer_name,
    customers.first_ordered_on,
    buyers.last_bought_on,
    buyers.purchase_days_count,
    buyers.revenue,
    customers.lifetime_revenue
from buyers
inner join customers on buyers.customer_id = customers.customer_id
where buyers.purchase_days_count >= $threshold and buyers.first_on <= $eligible_first_on
order by buyers.revenue desc, customers.customer_id
