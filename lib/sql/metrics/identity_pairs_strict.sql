-- One row per day of a purchase and day of the next purchase under the same key, keys not joined: all
-- customers of the shop. Empty where joining makes no difference. Unordered, its reader adds them up.
select
    purchased_on,
    next_on,
    customers,
    first_purchases
from purchase_pairs_strict;
