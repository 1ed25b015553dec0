-- One row per month with a valid order or a cost: revenue, what the goods cost, what winning customers cost.
-- Parameters: goods_kinds and other_kinds, kinds of cost in lower case; every kind that is in neither
-- counts as spent on winning customers. Revenue includes orders without a known customer.
with booked as (
    select
        date_trunc('month', ordered_on)::date as month,
        revenue,
        0::decimal(18, 4) as goods,
        0::decimal(18, 4) as winning,
        false as has_goods
    from orders
    where is_valid
    union all
    select
        month,
        0 as revenue,
        case when lower(trim(coalesce(cost_kind, ''))) in (select unnest($goods_kinds::varchar[]))
            then amount else 0 end as goods,
        case
            when lower(trim(coalesce(cost_kind, ''))) in (select unnest($goods_kinds::varchar[])) then 0
            when lower(trim(coalesce(cost_kind, ''))) in (select unnest($other_kinds::varchar[])) then 0
            else amount
        end as winning,
        lower(trim(coalesce(cost_kind, ''))) in (select unnest($goods_kinds::varchar[])) as has_goods
    from costs
)

select
    month,
    sum(revenue) as revenue,
    sum(goods) as goods,
    sum(winning) as winning,
    bool_or(has_goods) as has_goods
from booked
where month is not null
group by month
order by month
