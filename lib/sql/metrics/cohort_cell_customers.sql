-- One row per customer of one cell of the cohort table, biggest spenders in the cell first.
-- Parameters: attribute, groups, place (as in cohort_days_of_segment; place null for cohorts by
-- time), won_from and won_to (days of first purchase; won_to also leaves out who has not lived
-- through the age), grain and week_start, step_days (0: ages in calendar steps), age, state (bought
-- in the age, repeated by it, later: in it or after it, absent: not in it).
with purchase_days_in_view as (select * from purchase_days),

named as (
    select
        customer_id,
        lower(trim(case $attribute
            when 'first_channel' then first_channel
            when 'first_product' then first_product
            when 'first_category' then first_category
            when 'first_coupon' then first_coupon
            when 'country' then country
        end)) as group_name
    from customers
),

members as (
    select customer_id
    from named
    where
        $place::integer is null
        or $place::integer = case
            when coalesce(group_name, '') = '' then -1
            else coalesce(list_position($groups::varchar[], group_name), 0)
        end
),

stepped as (
    select
        purchase_days_in_view.*,
        case $grain
            when 'week'
                then (purchased_on - date '1970-01-05' - $week_start::integer + 7000000) // 7
            when 'month' then year(purchased_on) * 12 + month(purchased_on)
            when 'quarter' then year(purchased_on) * 4 + quarter(purchased_on)
            else year(purchased_on)
        end as step,
        case $grain
            when 'week' then (first_on - date '1970-01-05' - $week_start::integer + 7000000) // 7
            when 'month' then year(first_on) * 12 + month(first_on)
            when 'quarter' then year(first_on) * 4 + quarter(first_on)
            else year(first_on)
        end as first_step
    from purchase_days_in_view
    inner join members using (customer_id)
    where first_on between $won_from and $won_to
),

aged as (
    select
        *,
        case
            when $step_days::integer = 0 then step - first_step
            -- The lesser of the two keeps the untaken branch from dividing by nothing.
            else (purchased_on - first_on + greatest($step_days::integer, 1) - 1)
                // greatest($step_days::integer, 1)
        end as age
    from stepped
),

judged as (
    select
        customer_id,
        count(*) filter (where age = $age) as days_in_age,
        coalesce(sum(order_count) filter (where age = $age), 0) as orders_in_age,
        coalesce(sum(revenue) filter (where age = $age), 0) as revenue_in_age,
        bool_or(purchase_number = 2 and age <= $age) as has_repeated,
        max(age) >= $age as has_bought_later,
        max(purchased_on) as last_bought_on
    from aged
    group by customer_id
)

select
    customers.customer_id,
    customers.customer_key,
    customers.customer_name,
    judged.orders_in_age::integer as cell_order_count,
    judged.revenue_in_age as cell_revenue,
    customers.first_ordered_on,
    judged.last_bought_on,
    customers.order_count,
    customers.lifetime_revenue
from judged
inner join customers using (customer_id)
where
    case $state
        when 'bought' then days_in_age > 0
        when 'repeated' then has_repeated
        when 'later' then has_bought_later
        when 'absent' then days_in_age = 0
        else false
    end
order by cell_revenue desc, customers.lifetime_revenue desc nulls last, customers.customer_id
