-- One row per number of days: first purchases that came so long after the data began, and repeat
-- purchases that came so long after the same customer's one before. From both follows how many repeat
-- purchases would look like first ones if the data began that many days before them.
-- Parameters: data_start (the first day of the data), as_of.
with purchase_days_in_view as (select * from purchase_days),

looked_back as (
    select
        case
            when purchase_number = 1 then purchased_on - $data_start::date
            else purchased_on - previous_on
        end as days,
        purchase_number = 1 as is_first
    from purchase_days_in_view
    where purchased_on <= $as_of
)

select
    days,
    count(*) filter (where is_first) as first_purchases,
    count(*) filter (where not is_first) as repeat_purchases
from looked_back
group by days
order by days
