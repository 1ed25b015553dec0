-- one row per order (platform and order key): what the rows of its latest import say together
with repeated as (
    select platform, order_key
    from source_lines
    where problem_rule is null
        and order_key is not null
        and (select count(*) from imports) > 1
    group by platform, order_key
    having min(import_id) < max(import_id)
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
    inner join repeated
        on source_lines.platform = repeated.platform
        and source_lines.order_key = repeated.order_key
    left join work.statuses on source_lines.status = statuses.status
    where source_lines.problem_rule is null
    group by source_lines.platform, source_lines.order_key, source_lines.import_id
),

last_days as (
    select import_id, max(ordered_at) as last_ordered_at from source_lines group by import_id
),

-- of several files the one that tells the most recent of the order, whichever came first
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

live_lines as (
    select
        source_lines.*,
        statuses.rank as status_rank,
        statuses.counts as status_counts
    from source_lines
    left join work.statuses on source_lines.status = statuses.status
    left join newest
        on source_lines.platform = newest.platform
        and source_lines.order_key = newest.order_key
    where source_lines.problem_rule is null
        and source_lines.order_key is not null
        and source_lines.import_id = coalesce(newest.import_id, source_lines.import_id)
),

facts as (
    select
        platform,
        order_key,
        import_id,
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
        min(payment_method) as payment_method,
        min(row_number) as first_row,
        -- then the place of a row in its order follows from its number
        max(row_number) - min(row_number) + 1 = count(*)
        and min(status_rank) is not distinct from max(status_rank)
        and count(status_rank) in (0, count(*)) as is_in_one_piece
    from live_lines
    group by platform, order_key, import_id
)

select
    facts.* exclude (is_in_one_piece),
    is_in_one_piece and (platform, order_key, import_id) not in (
        select (platform, order_key, import_id) from source_lines
        where problem_rule is not null and order_key is not null
    ) as is_in_one_piece
from facts
