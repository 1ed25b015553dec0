-- One row per month with revenue or refunds: revenue with refunds booked on the day of the order, and
-- with refunds booked on the day they were paid, guests included.
with booked as (
    select ordered_on as booked_on, revenue as by_order_day, revenue as by_refund_day
    from orders
    where is_valid
    union all
    select moved_on as booked_on, 0 as by_order_day, revenue as by_refund_day
    from refund_moves
)

select
    cast(date_trunc('month', booked_on) as date) as month_on,
    sum(by_order_day) as revenue_by_order_day,
    sum(by_refund_day) as revenue_by_refund_day
from booked
group by month_on
order by month_on
