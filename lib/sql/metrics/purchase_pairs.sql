-- One row per day of a purchase and day of the same customer's next one: all customers of the shop.
-- Unordered, because its reader adds the rows up.
select
    purchased_on,
    next_on,
    customers,
    first_purchases
from purchase_pairs;
