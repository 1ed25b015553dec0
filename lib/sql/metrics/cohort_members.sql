-- One row per customer of one group of an attribute. Parameters: attribute and groups, as in
-- cohort_days_of_segment, and place: the number of the group in groups, 0 for all others, -1 for the
-- customers of whom nothing is known.
with named as (
    select
        customer_id,
        lower(trim(case $attribute
            when 'first_channel' then first_channel
            when 'first_product' then first_product
            when 'first_category' then first_category
            when 'first_coupon' then first_coupon
            when 'country' then country
        end)) as group_name
    from customers
)

select customer_id
from named
where
    case
        when coalesce(group_name, '') = '' then -1
        else coalesce(list_position($groups::varchar[], group_name), 0)
    end = $place
