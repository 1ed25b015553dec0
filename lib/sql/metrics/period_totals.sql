-- One row: identified customers, their orders and their revenue, on days after $after up to $last.
with purchase_days_in_view as (select * from purchase_days),

refund_moves_in_view as (select * from refund_moves)

select
    count(distinct customer_id) as customers,
    coalesce(sum(order_count), 0) as orders,
    coalesce(sum(revenue), 0) + (
        select coalesce(sum(refund_moves_in_view.revenue), 0)
        from refund_moves_in_view
        where is_booked and moved_on > $after and moved_on <= $last
            and customer_id is not null
    ) as revenue
from purchase_days_in_view
where purchased_on > $after and purchased_on <= $last
