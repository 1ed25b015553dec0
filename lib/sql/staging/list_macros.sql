-- macros, no rows: what a list says of a customer, in one word whatever its language
create or replace macro gender_word(said) as case
    when lower(said) in (
        'f', 'female', 'woman', 'w', 'weiblich', 'frau', 'femme', 'féminin', 'mujer', 'femenino',
        'donna', 'หญิง', 'ผู้หญิง', 'เพศหญิง', 'nữ', 'nu'
    ) then 'female'
    when lower(said) in (
        'm', 'male', 'man', 'männlich', 'mann', 'herr', 'homme', 'masculin', 'hombre', 'masculino',
        'uomo', 'ชาย', 'ผู้ชาย', 'เพศชาย', 'nam'
    ) then 'male'
    else lower(said)
end;

create or replace macro consent_word(said) as case
    when lower(said) in (
        'yes', 'y', 'true', '1', 'subscribed', 'subscribe', 'opted in', 'opt-in', 'ja', 'oui', 'sí',
        'si', 'ใช่', 'ยินยอม', 'รับ', 'có', 'đồng ý'
    ) then 'yes'
    when lower(said) in (
        'no', 'n', 'false', '0', 'unsubscribed', 'never subscribed', 'not subscribed', 'opted out',
        'opt-out', 'nein', 'non', 'ไม่', 'ไม่ใช่', 'ไม่ยินยอม', 'ไม่รับ', 'không', 'ko'
    ) then 'no'
    else lower(said)
end;

-- the parts of a cell that lists several; an empty cell says that there is none
create or replace macro listed(attribute, said) as case
    when said is null then [{'attribute': attribute, 'value': null::varchar}]
    else list_transform(
        list_distinct(list_filter(
            list_transform(string_split_regex(said, '[,;|]'), lambda part: trim(part)),
            lambda part: part <> ''
        )),
        lambda part: {'attribute': attribute, 'value': part}
    )
end
