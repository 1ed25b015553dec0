-- One row per value of an attribute of customers, capitals ignored: how many of a segment have it.
-- Parameter: attribute, as in cohort_days_of_segment.
with customers_in_view as (select * from customers),

named as (
    select
        trim(case $attribute
            when 'first_channel' then first_channel
            when 'first_product' then first_product
            when 'first_category' then first_category
            when 'first_coupon' then first_coupon
            when 'country' then country
        end) as group_name
    from customers_in_view
)

select
    lower(group_name) as group_key,
    min(group_name) as group_name,
    count(*) as customers
from named
where coalesce(group_name, '') <> ''
group by lower(group_name)
order by customers desc, group_key
