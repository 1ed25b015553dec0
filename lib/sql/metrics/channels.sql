-- One row per channel of valid orders of known customers, largest first. Parameter: as_of.
select channel, count(*) as orders
from orders
where is_valid and customer_id is not null and ordered_on <= $as_of and channel is not null
group by channel
order by orders desc, channel
