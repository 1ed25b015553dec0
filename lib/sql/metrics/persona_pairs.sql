-- One row per persona, day of a purchase and day of the same customer's next one (null = none yet).
-- Parameters: customer_ids and, for each, the place of its persona.
with persona_of as (
    select
        unnest($customer_ids::integer[]) as customer_id,
        unnest($places::integer[]) as place
)

select
    persona_of.place,
    purchase_days.purchased_on,
    purchase_days.next_on,
    count(*)::integer as customers,
    count(*) filter (where purchase_days.purchase_number = 1)::integer as first_purchases
from purchase_days
inner join persona_of on purchase_days.customer_id = persona_of.customer_id
group by persona_of.place, purchase_days.purchased_on, purchase_days.next_on
