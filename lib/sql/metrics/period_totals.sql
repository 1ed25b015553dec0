-- One row: identified customers, their orders and their revenue, on days after $after up to $last.
with purchase_days_in_view as (select * from purchase_days)

select
    count(distinct customer_id) as customers,
    coalesce(sum(order_count), 0) as orders,
    coalesce(sum(revenue), 0) as revenue
from purchase_days_in_view
where purchased_on > $after and purchased_on <= $last
