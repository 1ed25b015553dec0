-- One row: refunds of valid orders whose file does not say when they were paid, and their amount.
select
    count(*) as orders,
    coalesce(sum(refund), 0) as amount
from orders
where is_valid and refund > 0
    and order_id not in (select order_id from refund_moves)
