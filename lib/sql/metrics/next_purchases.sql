-- One row per number of a purchase, days waited, and whether the next one came: how many customers.
-- Whoever has not bought again by as_of has waited until then. Parameters: as_of, most (numbers).
with purchase_days_in_view as (select * from purchase_days)

select
    purchase_number,
    case
        when next_on <= $as_of then next_on - purchased_on
        else $as_of::date - purchased_on
    end as days,
    coalesce(next_on <= $as_of, false) as is_followed,
    count(*) as customers
from purchase_days_in_view
where purchased_on <= $as_of and purchase_number <= $most
group by purchase_number, days, is_followed
order by purchase_number, days, is_followed
