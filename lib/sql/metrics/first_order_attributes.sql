-- One row per customer: what is known of the person and of the first order.
select
    customer_id,
    country,
    region,
    first_channel,
    first_category,
    first_product,
    first_coupon
from customers
order by customer_id
