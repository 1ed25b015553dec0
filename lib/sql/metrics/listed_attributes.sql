-- One row per customer and attribute that a list of customers tells: its first value by name; of a
-- birth date, or an age in years, the ten years of age (of a birth date on the as-of day). Parameter: as_of.
with told as (
    select
        customer_id,
        attribute,
        case
            when attribute = 'age' and try_cast(value as integer) between 0 and 120
                then concat(10 * (try_cast(value as integer) // 10), 's')
            when attribute <> 'birth_date' then value
            when try_cast(value as date) is not null
                then concat(
                    10 * (date_sub('year', try_cast(value as date), $as_of::date) // 10), 's'
                )
        end as value
    from customer_attributes
    where customer_id is not null
        and attribute not in (
            'customer_since', 'lifetime_orders', 'lifetime_spent', 'postcode', 'country', 'region'
        )
)

select attribute, customer_id, min(value) as value
from told
where value is not null
group by attribute, customer_id
order by attribute, customer_id
