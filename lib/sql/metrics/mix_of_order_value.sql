-- One row per value of an attribute of customers: their orders and revenue in two periods; then the
-- products, summed over customers, that the error of the difference is made of.
-- Parameters: attribute (country, region, first_channel, first_category, new_or_known: first purchase
-- in that period or before), and the half-open ends of the periods.
with purchase_days_in_view as (select * from purchase_days),

bought as (
    select
        purchase_days_in_view.customer_id,
        coalesce(
            case $attribute
                when 'country' then customers.country
                when 'region' then customers.region
                when 'first_channel' then customers.first_channel
                when 'first_category' then customers.first_category
                when 'new_or_known' then
                    case when first_on > $before_after then 'new' else 'known' end
            end,
            ''
        ) as value,
        purchase_days_in_view.order_count as orders_before,
        purchase_days_in_view.revenue as revenue_before,
        0 as orders_now,
        0 as revenue_now
    from purchase_days_in_view
    inner join customers on purchase_days_in_view.customer_id = customers.customer_id
    where purchased_on > $before_after and purchased_on <= $before_last

    union all

    select
        purchase_days_in_view.customer_id,
        coalesce(
            case $attribute
                when 'country' then customers.country
                when 'region' then customers.region
                when 'first_channel' then customers.first_channel
                when 'first_category' then customers.first_category
                when 'new_or_known' then
                    case when first_on > $now_after then 'new' else 'known' end
            end,
            ''
        ) as value,
        0 as orders_before,
        0 as revenue_before,
        purchase_days_in_view.order_count as orders_now,
        purchase_days_in_view.revenue as revenue_now
    from purchase_days_in_view
    inner join customers on purchase_days_in_view.customer_id = customers.customer_id
    where purchased_on > $now_after and purchased_on <= $now_last
),

counted as (
    select
        value,
        sum(orders_before) as base_before,
        sum(revenue_before)::double as sum_before,
        sum(orders_now) as base_now,
        sum(revenue_now)::double as sum_now
    from bought
    group by value, customer_id
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
