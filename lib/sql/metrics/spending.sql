-- One row: buyers, orders and revenue of two periods, and how far their averages may be off by chance.
-- The spread is over customers: one customer's orders stand or fall together, in both periods.
-- Parameters: before_after, before_last and now_after, now_last, the half-open ends of the periods;
-- before_days, now_days: what the three totals are divided by, 1 for whole totals.
with purchase_days_in_view as (select * from purchase_days),

refund_moves_in_view as (select * from refund_moves),

booked as (
    select customer_id, purchased_on as booked_on, order_count, revenue
    from purchase_days_in_view
    union all
    select customer_id, moved_on as booked_on, 0 as order_count, revenue
    from refund_moves_in_view
    where is_booked and customer_id is not null
),

spent as (
    select
        customer_id,
        coalesce(
            sum(order_count) filter (where booked_on > $before_after and booked_on <= $before_last), 0
        )::double as orders_before,
        coalesce(
            sum(revenue) filter (where booked_on > $before_after and booked_on <= $before_last), 0
        ) as revenue_before,
        coalesce(
            sum(order_count) filter (where booked_on > $now_after and booked_on <= $now_last), 0
        )::double as orders_now,
        coalesce(
            sum(revenue) filter (where booked_on > $now_after and booked_on <= $now_last), 0
        ) as revenue_now
    from booked
    where
        (booked_on > $before_after and booked_on <= $before_last)
        or (booked_on > $now_after and booked_on <= $now_last)
    group by customer_id
),

buyers as (
    select
        orders_before,
        orders_now,
        revenue_before::double as revenue_before,
        revenue_now::double as revenue_now,
        (orders_before > 0)::int::double as bought_before,
        (orders_now > 0)::int::double as bought_now
    from spent
),

totals as (
    select
        sum(bought_before) as customers_before,
        sum(bought_now) as customers_now,
        count(*) filter (where bought_before + bought_now > 0) as customers_either,
        sum(orders_before) as orders_before,
        sum(orders_now) as orders_now,
        sum(revenue_before) as revenue_before,
        sum(revenue_now) as revenue_now
    from buyers
),

influences as (
    select
        buyers.bought_now / $now_days - buyers.bought_before / $before_days as customers_moved,
        buyers.orders_now / $now_days - buyers.orders_before / $before_days as orders_moved,
        buyers.revenue_now / $now_days - buyers.revenue_before / $before_days as revenue_moved,
        (
            buyers.revenue_before
            - buyers.orders_before * totals.revenue_before / nullif(totals.orders_before, 0)
        ) / nullif(totals.orders_before, 0) as value_before,
        (
            buyers.revenue_now
            - buyers.orders_now * totals.revenue_now / nullif(totals.orders_now, 0)
        ) / nullif(totals.orders_now, 0) as value_now,
        (
            buyers.orders_before
            - buyers.bought_before * totals.orders_before / nullif(totals.customers_before, 0)
        ) / nullif(totals.customers_before, 0) as frequency_before,
        (
            buyers.orders_now
            - buyers.bought_now * totals.orders_now / nullif(totals.customers_now, 0)
        ) / nullif(totals.customers_now, 0) as frequency_now,
        (
            buyers.revenue_before
            - buyers.bought_before * totals.revenue_before / nullif(totals.customers_before, 0)
        ) / nullif(totals.customers_before, 0) as spend_before,
        (
            buyers.revenue_now
            - buyers.bought_now * totals.revenue_now / nullif(totals.customers_now, 0)
        ) / nullif(totals.customers_now, 0) as spend_now
    from buyers cross join totals
),

spreads as (
    select
        sqrt(sum(power(customers_moved, 2))) as customers_difference_error,
        sqrt(sum(power(orders_moved, 2))) as orders_difference_error,
        sqrt(sum(power(revenue_moved, 2))) as revenue_difference_error,
        sqrt(sum(power(value_now, 2))) as value_now_error,
        sqrt(sum(power(value_now - value_before, 2))) as value_difference_error,
        sqrt(sum(power(frequency_now - frequency_before, 2))) as frequency_difference_error,
        sqrt(sum(power(spend_now - spend_before, 2))) as spend_difference_error
    from influences
),

exact as (
    select
        coalesce(sum(revenue_before), 0) as revenue_before,
        coalesce(sum(revenue_now), 0) as revenue_now,
        coalesce(median(revenue_before) filter (where orders_before > 0), 0)::double
            as median_spend_before,
        coalesce(median(revenue_now) filter (where orders_now > 0), 0)::double as median_spend_now,
        quantile_cont(revenue_before::double, 0.99) filter (where orders_before > 0) as cap_before,
        quantile_cont(revenue_now::double, 0.99) filter (where orders_now > 0) as cap_now
    from spent
),

capped as (
    select
        avg(least(buyers.revenue_before, exact.cap_before)) filter (where buyers.orders_before > 0)
            as capped_spend_before,
        avg(least(buyers.revenue_now, exact.cap_now)) filter (where buyers.orders_now > 0)
            as capped_spend_now
    from buyers cross join exact
)

select
    coalesce(totals.customers_before, 0)::bigint as customers_before,
    coalesce(totals.customers_now, 0)::bigint as customers_now,
    totals.customers_either,
    coalesce(totals.orders_before, 0)::bigint as orders_before,
    coalesce(totals.orders_now, 0)::bigint as orders_now,
    exact.revenue_before,
    exact.revenue_now,
    exact.median_spend_before,
    exact.median_spend_now,
    capped.capped_spend_before,
    capped.capped_spend_now,
    spreads.*
from totals cross join spreads cross join exact cross join capped
