-- One row per customer behind one number of the retention answer, biggest spenders first.
-- Parameters: state (start, end, new, new_active, retained, retained_bought, retained_quiet,
-- reactivated, lost), start_boundary (day before the period), end_boundary (its last day), and these
-- two days moved back by the window: start_active_after, end_active_after.
with purchase_days_in_view as (select * from purchase_days),

last_purchases as (
    select
        customer_id,
        max(purchased_on) as last_on,
        max(purchased_on) filter (where purchased_on <= $start_boundary) as last_before_on
    from purchase_days_in_view
    where purchased_on <= $end_boundary
    group by customer_id
),

customer_states as (
    select
        customer_id,
        last_on,
        last_before_on,
        coalesce(last_before_on > $start_active_after, false) as is_start,
        last_on > $end_active_after as is_end,
        last_before_on is null as is_new,
        last_on > $start_boundary as has_bought
    from last_purchases
)

select
    customers.customer_id,
    customers.customer_key,
    customers.customer_name,
    customers.first_ordered_on,
    customer_states.last_before_on as last_bought_before_period_on,
    customer_states.last_on as last_bought_by_period_end_on,
    customers.order_count,
    customers.lifetime_revenue
from customer_states
inner join customers on customer_states.customer_id = customers.customer_id
where
    case $state
        when 'start' then is_start
        when 'end' then is_end
        when 'new' then is_new
        when 'new_active' then is_new and is_end
        when 'retained' then is_start and is_end
        when 'retained_bought' then is_start and is_end and has_bought
        when 'retained_quiet' then is_start and is_end and not has_bought
        when 'reactivated' then is_end and not is_start and not is_new
        when 'lost' then is_start and not is_end
        else false
    end
order by customers.lifetime_revenue desc nulls last, customers.customer_id;
