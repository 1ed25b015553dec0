-- One row per customer of one cell of the cohort table, biggest spenders in the cell first.
-- Parameters: won_from and won_to (days of first purchase; won_to also leaves out who has not lived
-- through the age), step_days, start_on and steps (as in cohort_spending), age, state (bought in the
-- age, repeated by it, later: in it or after it, absent: not in it).
with purchase_days_in_view as (select * from purchase_days),

aged as (
    select
        *,
        case
            when $step_days::integer = 0
                then list_extract($steps::integer[], (purchased_on - $start_on::date + 1)::integer)
                    - list_extract($steps::integer[], (first_on - $start_on::date + 1)::integer)
            -- The lesser of the two keeps the untaken branch from dividing by nothing.
            else (purchased_on - first_on + greatest($step_days::integer, 1) - 1)
                // greatest($step_days::integer, 1)
        end as age
    from purchase_days_in_view
    where first_on between $won_from and $won_to
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
