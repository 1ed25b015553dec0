-- One row per day of a purchase and day of the next one, keys not joined: none yet.
create table purchase_pairs_strict as
select *
from shop.purchase_pairs_strict
limit 0
