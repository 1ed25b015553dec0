-- one row at most: the day from which orders are dated in a future that nobody can have seen. It lies
-- after the last import and more than a year after the day of any order before it; few orders are there.
create table work.future_days as
with days as (
    select ordered_at::date as ordered_on, count(*) as orders
    from work.order_facts
    where ordered_at is not null
    group by ordered_on
),

gaps as (
    select
        ordered_on,
        lag(ordered_on) over (order by ordered_on) as previous_on,
        sum(orders) over (order by ordered_on desc) as orders_from_here,
        sum(orders) over () as all_orders
    from days
)

select min(ordered_on) as first_future_on
from gaps
where ordered_on > (select max(imported_at)::date + 1 from imports)
    and ordered_on - previous_on > 365
    and orders_from_here <= greatest(1, $most_share * all_orders)
