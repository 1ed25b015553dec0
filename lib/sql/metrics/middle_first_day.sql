-- One row: the day by which half of the bright spots had made their first purchase.
with customers_in_view as (select * from customers)

select cast(quantile_disc(first_ordered_on, 0.5) as date) as middle_on
from customers_in_view
where customer_id in (select unnest($bright::integer[]))
