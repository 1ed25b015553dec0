-- One row per attribute that the lists of this shop tell about known customers.
select distinct attribute
from customer_attributes
where customer_id is not null
order by attribute
