-- one row per distinct combination of what orders and lists of people say about somebody
create table work.identity_tuples as
with lists as (
    -- a list from nowhere in particular numbers the customers of the only platform that numbers any
    select
        case
            when list_rows.platform = 'generic' then coalesce(
                (
                    select case when min(platform) = max(platform) then min(platform) end
                    from work.judged_orders where customer_ref is not null
                ),
                'generic'
            )
            else list_rows.platform
        end as platform,
        customer_ref, email, phone, username, customer_name
    from list_rows
    where kind in ('customers', 'feedback')
)

select
    -- an order has one combination, so the first order that has it names it
    min(number) as tuple_id,
    platform, customer_ref, email, phone, username, customer_name,
    bool_or(is_of_order) as is_of_order
from (
    select
        order_id as number, platform, customer_ref, email, phone, username, customer_name,
        true as is_of_order
    from work.judged_orders
    union all
    select
        (select count(*) from work.judged_orders) + row_number() over (
            order by platform, customer_ref, email, phone, username, customer_name
        ),
        platform, customer_ref, email, phone, username, customer_name, false
    from lists
)
group by platform, customer_ref, email, phone, username, customer_name
