-- One row: by which keys of scopes the valid orders of the shop differ. Capitals make no difference.
with facts as (
    select distinct channel, country, region, coupon, payment_method
    from orders
    where is_valid
), items as (
    -- Orders that do not count are few: leaving them out is cheaper than joining all others.
    select distinct product_id
    from order_lines
    where not exists (
        select 1 from orders where orders.order_id = order_lines.order_id and not orders.is_valid
    )
), facts_differ as (
    select
        min(lower(coalesce(channel, ''))) <> max(lower(coalesce(channel, ''))) as channel,
        min(lower(coalesce(country, ''))) <> max(lower(coalesce(country, ''))) as country,
        min(lower(coalesce(region, ''))) <> max(lower(coalesce(region, ''))) as region,
        min(lower(coalesce(coupon, ''))) <> max(lower(coalesce(coupon, ''))) as coupon,
        min(lower(coalesce(payment_method, '')))
        <> max(lower(coalesce(payment_method, ''))) as payment_method
    from facts
), names as (
    select
        lower(coalesce(products.category, '')) as category,
        lower(coalesce(products.product_name, products.sku, '')) as product
    from items
    left join products on items.product_id = products.product_id
), items_differ as (
    select min(category) <> max(category) as category, min(product) <> max(product) as product
    from names
)

select * from facts_differ cross join items_differ
