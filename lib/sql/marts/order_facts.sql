-- one row per order (platform and order key): what the rows of its latest import say together
create table work.order_facts as
with status_ranks as (
    select status, rank, counts from work.statuses
),

told as (
    select platform, order_key, max(import_id) as import_id, min(import_id) as first_import_id
    from source_lines
    where order_key is not null
    group by platform, order_key
),

-- the few orders that several files tell of: what each of these files says became of them
retold as (
    select
        source_lines.platform,
        source_lines.order_key,
        source_lines.import_id,
        max(updated_at) as updated_at,
        -- a draft or a payment that failed may still become a sale, all else only goes on
        coalesce(
            max(coalesce(rank, 0)) filter (where coalesce(counts, true)),
            max(if(source_lines.status in ('draft', 'failed'), rank - 20, rank)),
            0
        ) as stage,
        coalesce(max(abs(refund)), 0)
        + coalesce(sum(abs(line_value)) filter (where not counts or line_value < 0), 0) as given_back
    from source_lines
    inner join told
        on source_lines.platform = told.platform
        and source_lines.order_key = told.order_key
    left join status_ranks on source_lines.status = status_ranks.status
    where told.first_import_id < told.import_id and source_lines.problem_rule is null
    group by source_lines.platform, source_lines.order_key, source_lines.import_id
),

last_days as (
    select import_id, max(ordered_at) as last_ordered_at from source_lines group by import_id
),

newest as (
    select platform, order_key, import_id
    from (
        select *, bool_and(updated_at is not null) over same_order as all_dated
        from retold
        inner join last_days using (import_id)
        window same_order as (partition by platform, order_key)
    )
    qualify row_number() over (
        partition by platform, order_key
        order by
            if(all_dated, updated_at, null) desc nulls last,
            stage desc, given_back desc, last_ordered_at desc nulls last, import_id desc
    ) = 1
),

-- of several files the one that tells the most recent of the order, whichever came first
latest_imports as (
    select told.platform, told.order_key, coalesce(newest.import_id, told.import_id) as import_id
    from told
    left join newest on told.platform = newest.platform and told.order_key = newest.order_key
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
        when count(updated_at) = count(*) then max_by(status_rank, updated_at)
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
    max(refunded_at) as refunded_at,
    max(currency) as currency,
    min(channel) as channel,
    min(country) as country,
    min(region) as region,
    min(coupon) as coupon,
    min(payment_method) as payment_method
from live_lines
group by platform, order_key
