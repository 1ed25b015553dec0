-- One row per value of an attribute of customers: how many of them two periods began with, and kept.
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
)

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
    count(*) filter (where was_start) as base_before,
    (count(*) filter (where was_start and was_end))::double as sum_before,
    count(*) filter (where is_start) as base_now,
    (count(*) filter (where is_start and is_end))::double as sum_now
from customer_states
inner join customers on customer_states.customer_id = customers.customer_id
where was_start or is_start
group by value
order by value
