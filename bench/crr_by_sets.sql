-- One row: the counts of a period as anyone would first write them, as sets of customers.
with start_set as (
    select distinct customer_id from purchase_days
    where purchased_on > $start_active_after and purchased_on <= $start_boundary
), end_set as (
    select distinct customer_id from purchase_days
    where purchased_on > $end_active_after and purchased_on <= $end_boundary
), in_period as (
    select distinct customer_id from purchase_days
    where purchased_on > $start_boundary and purchased_on <= $end_boundary
), new_set as (
    select customer_id from purchase_days group by customer_id
    having min(purchased_on) > $start_boundary and min(purchased_on) <= $end_boundary
), kept as (select * from start_set intersect select * from end_set)
select
    (select count(*) from start_set) as customers_start,
    (select count(*) from end_set) as customers_end,
    (select count(*) from new_set) as customers_new,
    (select count(*) from kept semi join in_period using (customer_id)) as retained_bought,
    (select count(*) from kept anti join in_period using (customer_id)) as retained_quiet,
    (select count(*) from end_set anti join start_set using (customer_id)
        anti join new_set using (customer_id)) as reactivated
