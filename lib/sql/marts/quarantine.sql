-- one row per customer who is perhaps no person: every reason for the doubt, and whether the owner knows
-- better. Parameters: the patterns of lib.ingest.quarantine, its limits, and the keys confirmed as real.
create table work.quarantine as
with sayings as (
    select persons.label, identity_tuples.customer_name, identity_tuples.email, identity_tuples.phone
    from work.identity_tuples
    inner join work.persons using (tuple_id)
),

-- Their names, the key of who is known by neither address nor number, and what the shop itself wrote
-- beside them in a list of customers. Together, because a pattern costs more to make ready than to
-- try on all texts of a small shop.
texts as (
    select distinct label, 'name' as place, lower(nfc_normalize(customer_name)) as said
    from sayings
    where customer_name is not null
    union all
    select label, split_part(person_key, ':', 1) as place, lower(key_text(person_key)) as said
    from work.buyers
    where not starts_with(person_key, 'email:') and not starts_with(person_key, 'phone:')
    union all
    select buyers.label, 'tag' as place, lower(attribute_entries.value) as said
    from work.attribute_entries
    inner join work.buyers using (customer_id)
    where attribute_entries.is_kept and attribute_entries.attribute in ('tag', 'customer_group')
),

tried as (
    select
        label,
        place,
        said,
        case when place <> 'tag' then regexp_full_match(said, $dummy_names) end as is_dummy,
        case when place in ('name', 'id', 'user') then regexp_full_match(said, $test_names) end
            as is_test,
        case when place in ('name', 'id', 'user', 'tag') then regexp_matches(said, $staff_names) end
            as is_staff,
        case when place = 'tag' then regexp_matches(said, $reseller_names) end as is_reseller
    from texts
),

-- one odd name among many does not make a dummy, so more than half of a customer's names must fit
texts_said as (
    select
        label,
        count(*) filter (where place = 'name') as names,
        count(distinct strip_accents(said)) filter (where place = 'name') as plain_names,
        count(*) filter (where place = 'name' and is_dummy) as dummies,
        count(*) filter (where place = 'name' and is_test) as tests,
        count(*) filter (where place = 'name' and is_staff) as staff,
        bool_or(is_dummy) filter (where place <> 'name') as has_dummy_key,
        bool_or(is_test) filter (where place <> 'name') as has_test_key,
        bool_or(is_staff) filter (where place in ('id', 'user')) as has_staff_key,
        bool_or(is_staff) filter (where place = 'tag') as is_tagged_staff,
        bool_or(is_reseller) as is_tagged_reseller
    from tried
    group by label
),

phones_said as (
    select label, count(distinct phone) as phones
    from sayings
    where phone is not null
    group by label
),

mailboxes_said as (
    select
        label,
        bool_or(regexp_full_match(mailbox, $test_mailboxes)) as has_test_mailbox,
        bool_or(regexp_matches(mailbox, $staff_mailboxes)) as has_staff_mailbox
    from (
        select label, split_part(lower(email), '@', 1) as mailbox
        from sayings
        where email is not null
    )
    group by label
),

volumes as (
    select
        customer_id,
        sum(order_count) as order_count,
        count(*) filter (where order_count > $usual_orders_a_day) as busy_days
    from purchase_days
    group by customer_id
),

-- among those who came back: beside one-time buyers a second order would already stand out
usual as (
    select quantile_cont(order_count, 0.99) as q99, count(*) as customers
    from volumes
    where order_count > 1
),

ranked as (
    select
        volumes.*,
        rank() over (order by order_count desc) as place,
        count(*) over () as customers
    from volumes
),

judged as (
    select
        ranked.customer_id,
        buyers.person_key,
        split_part(buyers.person_key, ':', 1) as key_kind,
        ranked.busy_days,
        usual.customers >= $fewest_returning
        and ranked.place <= greatest(ranked.customers * $top_share, $top_places)
        and ranked.order_count > $times_q99 * usual.q99 as is_improbable,
        texts_said.* exclude (label),
        phones_said.phones,
        mailboxes_said.* exclude (label)
    from ranked
    inner join work.buyers using (customer_id)
    left join texts_said on buyers.label = texts_said.label
    left join phones_said on buyers.label = phones_said.label
    left join mailboxes_said on buyers.label = mailboxes_said.label
    cross join usual
),

reasons as (
    select
        customer_id,
        person_key,
        concat_ws(
            ',',
            case
                when 2 * tests > names or has_test_mailbox or has_test_key then 'test_name'
            end,
            -- behind an address or number of one's own stands somebody, whatever the till wrote
            case
                when key_kind not in ('email', 'phone')
                    and (2 * dummies > names or has_dummy_key)
                    then 'dummy_name'
            end,
            case
                when 2 * staff > names or has_staff_mailbox or has_staff_key then 'staff_name'
            end,
            case when is_tagged_staff then 'staff_tag' end,
            case when is_tagged_reseller then 'reseller_tag' end,
            case when plain_names > $most_names then 'many_names:' || plain_names end,
            case when phones > $most_phones then 'many_phones:' || phones end,
            case when busy_days >= $fewest_busy_days then 'busy_days:' || busy_days end,
            case when is_improbable then 'many_orders' end
        ) as reasons
    from judged
)

select
    customer_id,
    reasons,
    person_key in (
        select persons.person_key
        from work.persons
        inner join work.identity_keys using (tuple_id)
        where list_contains($confirmed::varchar[], identity_keys.identity_key)
    ) as is_confirmed
from reasons
where reasons <> ''
