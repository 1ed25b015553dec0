-- One row per age in days: customers who are old enough, and those who bought a second time by then.
-- Parameters: ages (days since the first purchase), as_of.
with purchase_days_in_view as (select * from purchase_days),

firsts as (
    select
        purchased_on,
        next_on - purchased_on as days
    from purchase_days_in_view
    where purchase_number = 1
),

ages as (select unnest($ages::integer[]) as age)

select
    ages.age,
    count(firsts.purchased_on) as customers,
    count(firsts.purchased_on) filter (where firsts.days <= ages.age) as repeated
from ages
left join firsts on firsts.purchased_on + ages.age <= $as_of
group by ages.age
order by ages.age
