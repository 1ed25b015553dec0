-- one row per combination that has a key: the person it belongs to and that person's best key
create table work.persons as
select
    identity_labels.tuple_id,
    identity_labels.label,
    best.person_key
from work.identity_labels
inner join (
    select
        identity_labels.label,
        coalesce(
            min(identity_key) filter (where starts_with(identity_key, 'id:')),
            min(identity_key) filter (where starts_with(identity_key, 'email:')),
            min(identity_key) filter (where starts_with(identity_key, 'phone:')),
            min(identity_key)
        ) as person_key
    from work.identity_labels
    inner join work.identity_keys using (tuple_id)
    group by identity_labels.label
) as best using (label)
