-- One row per day of first purchase (days since 1970) and age: how unequal its customers' spending is.
-- Parameters: step_days (0: ages in calendar steps), start_on and steps: the number of the calendar step
-- of each day from start_on on, rates: what share of revenue counts on each of these days ([]: all of
-- it). Sums over customers with a purchase at the age, but for
-- total_squared_growth: how much the squares of what each has spent so far grow at this age.
with purchase_days_in_view as (select * from purchase_days),

aged as (
    select
        customer_id,
        first_on,
        case
            when $step_days::integer = 0
                then list_extract($steps::integer[], (purchased_on - $start_on::date + 1)::integer)
                    - list_extract($steps::integer[], (first_on - $start_on::date + 1)::integer)
            -- The lesser of the two keeps the untaken branch from dividing by nothing.
            else (purchased_on - first_on + greatest($step_days::integer, 1) - 1)
                // greatest($step_days::integer, 1)
        end as age,
        order_count,
        revenue::double * coalesce(
            list_extract($rates::double[], (purchased_on - $start_on::date + 1)::integer), 1
        ) as revenue
    from purchase_days_in_view
),

spent as (
    select
        customer_id,
        first_on,
        age,
        sum(order_count)::double as orders,
        sum(revenue)::double as revenue
    from aged
    group by customer_id, first_on, age
),

running as (
    select
        first_on,
        age,
        orders,
        revenue,
        sum(revenue) over (partition by customer_id order by age) as total
    from spent
)

select
    (first_on - date '1970-01-01')::integer as first_day,
    age::integer as age,
    count(*)::integer as buyers,
    sum(revenue) as revenue,
    sum(revenue * revenue) as revenue_squared,
    sum(orders * orders) as orders_squared,
    sum(orders * revenue) as orders_times_revenue,
    sum(revenue * (2 * total - revenue)) as total_squared_growth
from running
group by first_on, age
