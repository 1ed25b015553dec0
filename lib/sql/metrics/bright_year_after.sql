-- One row: purchase days of yesteryear's bright spots in the year before that day and in the year after.
with purchase_days_in_view as (select * from purchase_days)

select
    count(*) filter (where purchased_on > $before_after and purchased_on <= $then_on) as days_before,
    count(*) filter (where purchased_on > $then_on and purchased_on <= $as_of) as days_after
from purchase_days_in_view
where customer_id in (select unnest($bright::integer[]))
