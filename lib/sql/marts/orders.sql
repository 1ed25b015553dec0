-- one row per order, purchases and others alike (is_valid)
create table orders as
select
    judged_orders.order_id::integer as order_id,
    order_key,
    platform,
    import_id,
    order_customers.customer_id,
    order_customers.strict_customer_id,
    ordered_at,
    ordered_at::date as ordered_on,
    status,
    invalid_rule is null as is_valid,
    invalid_rule,
    coalesce(revenue, 0)::decimal(18, 4) as revenue,
    (coalesce(order_discount, line_discount, 0))::decimal(18, 2) as discount,
    (coalesce(refund, 0) - coalesce(taken_back, 0))::decimal(18, 2) as refund,
    currency,
    channel,
    country,
    region,
    coupon,
    payment_method
from work.judged_orders
left join work.order_customers using (order_id)
