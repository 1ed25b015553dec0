-- One row per value of an attribute of customers: how many of them two periods began with, and kept;
-- then the products, summed over customers, that the error of the difference is made of.
-- Parameters: attribute (country, region, first_channel, first_category), and for the periods "before"
-- and "now": the day before it, its last day, and both moved back by the window.
with purchase_days_in_view as (select * from purchase_days),

customer_states as (
    select
        customer_id,
        bool_or(
            purchased_on > $before_start_active_after and purchased_on <= $before_start_boundary
        ) as was_start,
        bool_or(
            purchased_on > $before_end_active_after and purchased_on <= $before_end_boundary
        ) as was_end,
        bool_or(
            purchased_on > $now_start_active_after and purchased_on <= $now_start_boundary
        ) as is_start,
        bool_or(
            purchased_on > $now_end_active_after and purchased_on <= $now_end_boundary
        ) as is_end
    from purchase_days_in_view
    group by customer_id
),

counted as (
    select
        coalesce(
            case $attribute
                when 'country' then customers.country
                when 'region' then customers.region
                when 'first_channel' then customers.first_channel
                when 'first_category' then customers.first_category
            end,
            ''
        ) as value,
        was_start::int as base_before,
        (was_start and was_end)::int as sum_before,
        is_start::int as base_now,
        (is_start and is_end)::int as sum_now
    from customer_states
    inner join customers on customer_states.customer_id = customers.customer_id
    where was_start or is_start
)

select
    value,
    sum(base_before)::bigint as base_before,
    sum(sum_before)::double as sum_before,
    sum(base_now)::bigint as base_now,
    sum(sum_now)::double as sum_now,
    sum(base_before * base_before)::double as base_base_before,
    sum(base_before * sum_before)::double as base_sum_before,
    sum(sum_before * sum_before)::double as sum_sum_before,
    sum(base_now * base_now)::double as base_base_now,
    sum(base_now * sum_now)::double as base_sum_now,
    sum(sum_now * sum_now)::double as sum_sum_now,
    sum(base_before * base_now)::double as base_base_both,
    sum(base_before * sum_now)::double as base_sum_both,
    sum(sum_before * base_now)::double as sum_base_both,
    sum(sum_before * sum_now)::double as sum_sum_both
from counted
group by value
order by value
