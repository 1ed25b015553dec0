-- One row per order and day on which a refund changes revenue when it is booked on its own day: the sale
-- keeps its full amount on the day of the order, the refund is taken off on the day it was paid. Refunds
-- without a day of their own move nothing. Credit notes of no known sale are taken off on their day.
-- is_booked: whether the shop books them so. Without a customer who has a valid order, customer_id is null.
create table refund_moves as
with taken_back as (
    select
        source_lines.platform,
        source_lines.order_key,
        coalesce(source_lines.refunded_at, source_lines.ordered_at)::date as refunded_on,
        -sum(source_lines.line_value) as amount
    from source_lines
    inner join work.order_facts
        on source_lines.platform = order_facts.platform
        and source_lines.order_key = order_facts.order_key
        and source_lines.import_id = order_facts.import_id
    where source_lines.line_value < 0 and source_lines.problem_rule is null
    group by source_lines.platform, source_lines.order_key, refunded_on
),

sales as (
    select
        judged_orders.*,
        revenue_before_refund - if(counts_lines, coalesce(taken_back, 0), 0) as sale
    from (
        select
            judged_orders.*,
            coalesce(order_subtotal, order_total) is null as counts_lines
        from work.judged_orders
        where invalid_rule is null or invalid_rule in ('refunded', 'returned')
    ) as judged_orders
),

refunds as (
    select
        sales.order_id,
        sales.sale,
        taken_back.refunded_on,
        taken_back.amount
    from sales
    inner join taken_back
        on sales.platform = taken_back.platform and sales.order_key = taken_back.order_key
    where sales.counts_lines
    union all
    select
        order_id,
        sale,
        refunded_at::date as refunded_on,
        case when invalid_rule in ('refunded', 'returned') then sale else refund_due end as amount
    from sales
    where refunded_at is not null and (refund_due > 0 or invalid_rule in ('refunded', 'returned'))
        and not (counts_lines and coalesce(taken_back, 0) < 0)
),

-- no more can go back than was paid
capped as (
    select
        refunds.order_id,
        judged_orders.ordered_at::date as ordered_on,
        refunds.refunded_on,
        refunds.amount * least(1, refunds.sale / sum(refunds.amount) over (
            partition by refunds.order_id
        )) as amount
    from refunds
    inner join work.judged_orders using (order_id)
    where refunds.sale > 0 and refunds.amount > 0
),

moves as (
    select order_id, ordered_on as moved_on, amount as revenue
    from capped
    where refunded_on > ordered_on
    union all
    select order_id, refunded_on as moved_on, -amount as revenue
    from capped
    where refunded_on > ordered_on
    union all
    select order_id, ordered_at::date as moved_on, revenue_before_refund as revenue
    from work.judged_orders
    where invalid_rule in ('worth_nothing', 'cancelled') and is_credit_note
)

select
    moves.order_id::integer as order_id,
    customers.customer_id,
    moves.moved_on,
    sum(moves.revenue)::decimal(18, 4) as revenue,
    $is_booked as is_booked
from moves
left join work.order_customers using (order_id)
left join customers on order_customers.customer_id = customers.customer_id
group by moves.order_id, customers.customer_id, moves.moved_on
order by moves.moved_on, moves.order_id
