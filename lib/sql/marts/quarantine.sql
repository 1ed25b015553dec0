-- one row per customer who is perhaps no person: every reason for the doubt, and whether the owner knows
-- better. Parameters: the patterns of lib.ingest.quarantine, its limits, and the keys confirmed as real.
create table work.quarantine as
with sayings as (
    select persons.label, identity_tuples.customer_name, identity_tuples.email, identity_tuples.phone
    from work.identity_tuples
    inner join work.persons using (tuple_id)
),

-- one odd name among many does not make a dummy, so more than half of a customer's names must fit
names_said as (
    select
        label,
        count(*) as names,
        count(distinct strip_accents(said)) as plain_names,
        count(*) filter (where regexp_full_match(said, $dummy_names)) as dummies,
        count(*) filter (where regexp_full_match(said, $test_names)) as tests,
        count(*) filter (where regexp_matches(said, $staff_names)) as staff
    from (
        select distinct label, lower(nfc_normalize(customer_name)) as said
        from sayings
        where customer_name is not null
    )
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

-- what the shop itself wrote beside them in a list of customers
tagged as (
    select
        customer_id,
        bool_or(regexp_matches(lower(value), $staff_names)) as is_staff,
        bool_or(regexp_matches(lower(value), $reseller_names)) as is_reseller
    from work.attribute_entries
    where is_kept and attribute in ('tag', 'customer_group') and customer_id is not null
    group by customer_id
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
        key_text(buyers.person_key) as key_text,
        split_part(buyers.person_key, ':', 1) as key_kind,
        ranked.busy_days,
        usual.customers >= $fewest_returning
        and ranked.place <= greatest(ranked.customers * $top_share, $top_places)
        and ranked.order_count > $times_q99 * usual.q99 as is_improbable,
        coalesce(tagged.is_staff, false) as is_tagged_staff,
        coalesce(tagged.is_reseller, false) as is_tagged_reseller,
        names_said.* exclude (label),
        phones_said.phones,
        mailboxes_said.* exclude (label)
    from ranked
    inner join work.buyers using (customer_id)
    left join names_said on buyers.label = names_said.label
    left join phones_said on buyers.label = phones_said.label
    left join mailboxes_said on buyers.label = mailboxes_said.label
    left join tagged on ranked.customer_id = tagged.customer_id
    cross join usual
),

reasons as (
    select
        customer_id,
        person_key,
        concat_ws(
            ',',
            case
                when 2 * tests > names or has_test_mailbox
                    or (key_kind in ('id', 'user')
                        and regexp_full_match(lower(key_text), $test_names))
                    then 'test_name'
            end,
            -- behind an address or number of one's own stands somebody, whatever the till wrote
            case
                when key_kind not in ('email', 'phone')
                    and (2 * dummies > names or regexp_full_match(lower(key_text), $dummy_names))
                    then 'dummy_name'
            end,
            case
                when 2 * staff > names or has_staff_mailbox
                    or (key_kind in ('id', 'user')
                        and regexp_matches(lower(key_text), $staff_names))
                    then 'staff_name'
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
