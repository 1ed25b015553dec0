-- One row per step of a customer's age: those old enough to have lived through it, and who bought in it.
-- Step 0 begins with the first purchase. Parameters: step_days, steps (how many), as_of.
with purchase_days_in_view as (select * from purchase_days),

firsts as (
    select customer_id, first_on
    from purchase_days_in_view
    where purchase_number = 1 and first_on <= $as_of
),

steps as (select unnest(range(0, $steps::bigint)) as step),

eligible as (
    select steps.step, count(firsts.customer_id) as customers
    from steps
    left join firsts on firsts.first_on + ((steps.step + 1) * $step_days)::integer - 1 <= $as_of
    group by steps.step
),

bought as (
    select
        (purchased_on - first_on) // $step_days as step,
        customer_id,
        sum(revenue) as revenue
    from purchase_days_in_view
    where
        purchased_on <= $as_of
        and first_on + (((purchased_on - first_on) // $step_days + 1) * $step_days)::integer - 1
        <= $as_of
    group by step, customer_id
),

sums as (
    select step, count(*) as buyers, sum(revenue)::double as revenue
    from bought
    group by step
)

select
    eligible.step,
    eligible.customers,
    coalesce(sums.buyers, 0) as buyers,
    coalesce(sums.revenue, 0) as revenue
from eligible
left join sums on eligible.step = sums.step
order by eligible.step
