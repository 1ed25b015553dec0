-- one row per order (platform and order key): what the rows of its latest import say together
create table work.order_facts as
with status_ranks as (
    select status, rank, counts from work.statuses
),

latest_imports as (
    select platform, order_key, max(import_id) as import_id
    from source_lines
    where order_key is not null
    group by platform, order_key
),

live_lines as (
    select source_lines.*, status_ranks.rank as status_rank, status_ranks.counts as status_counts
    from source_lines
    inner join latest_imports
        on source_lines.platform = latest_imports.platform
        and source_lines.order_key = latest_imports.order_key
        and source_lines.import_id = latest_imports.import_id
    left join status_ranks on source_lines.status = status_ranks.status
    where source_lines.problem_rule is null
)

select
    platform,
    order_key,
    max(import_id) as import_id,
    bool_or(is_line_file) as is_line_file,
    bool_or(has_money) as has_money,
    min(ordered_at) as ordered_at,
    min(customer_ref) as customer_ref,
    min(email) as email,
    min(phone) as phone,
    min(username) as username,
    min(customer_name) as customer_name,
    -- rows that are products may be cancelled one by one; rows that are orders may not
    case
        when bool_or(is_line_file)
            then coalesce(max(status_rank) filter (where status_counts), max(status_rank))
        else max(status_rank)
    end as status_rank,
    sum(line_value) filter (where line_value > 0 and coalesce(status_counts, true)) as sold,
    sum(line_value) filter (where line_value < 0) as taken_back,
    sum(line_value) filter (where line_value > 0 and not coalesce(status_counts, true)) as unsold,
    coalesce(bool_and(quantity < 0), false) as is_all_negative,
    max(order_subtotal) as order_subtotal,
    max(order_total) as order_total,
    max(shipping) as shipping,
    max(tax) as tax,
    max(order_discount) as order_discount,
    sum(line_discount) as line_discount,
    max(abs(refund)) as refund,
    max(currency) as currency,
    min(channel) as channel,
    min(country) as country,
    min(region) as region,
    min(coupon) as coupon,
    min(payment_method) as payment_method
from live_lines
group by platform, order_key
