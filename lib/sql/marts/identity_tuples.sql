-- one row per distinct combination of what orders say about their buyer
create table work.identity_tuples as
select
    row_number() over (order by platform, customer_ref, email, phone, username, customer_name)
        as tuple_id,
    *
from (
    select distinct platform, customer_ref, email, phone, username, customer_name
    from work.judged_orders
)
