-- macros, no rows: text of a cell -> a key that may stand for a person, or null when it may not
create or replace macro is_filled(said) as
    said is not null and lower(said) not in ('-', '--', 'n/a', 'na', 'null', 'none', 'nan');

create or replace macro status_word(said) as
    regexp_replace(lower(said), '^wc-', '');

create or replace macro identity_key(said) as
    case
        when said is null or contains(said, '*') then null
        when lower(said) in (
            '0', '-', '--', 'n/a', 'na', 'null', 'none', 'nan', 'guest', 'unknown', 'anonymous',
            'walk-in', 'walk in', 'walk-in customer', 'walk in customer', 'cash customer',
            'guest customer', 'laufkunde', 'barverkauf', 'client comptoir', 'khách lẻ',
            'khách vãng lai', 'ลูกค้าทั่วไป', 'ลูกค้าหน้าร้าน'
        ) then null
        -- what Excel leaves of a long number is the same for many people
        when contains(said, 'E+') and regexp_full_match(said, '[0-9]([.,][0-9]+)?E[+][0-9]+')
            then null
        else regexp_replace(said, '^([0-9]+)\.0$', '\1')
    end;

-- a partly hidden name such as anna***07 may stand for a person where enough of it is left
create or replace macro masked_key(said) as
    case
        when said is null or not contains(said, '*') then identity_key(said)
        when length(replace(said, '*', '')) >= 4 then said
    end;

create or replace macro email_key(said) as
    case
        when not regexp_full_match(
            lower(regexp_replace(said, '\s', '', 'g')), '[^@*]+@[^@*]+\.[^@*.]+'
        ) then null
        when regexp_full_match(
            lower(split_part(said, '@', 1)),
            '\s*(no-?e?mail|none|na|n/a|test|guest|unknown|no-?reply|do-?not-?reply|-+|x+)\s*'
        ) then null
        else lower(regexp_replace(said, '\s', '', 'g'))
    end;

-- digits with country code; a number that starts with 0 gets the shop's own dialling code
create or replace macro phone_digits(said) as
    regexp_replace(regexp_replace(said, '\.0$', ''), '[^0-9]', '', 'g');

create or replace macro phone_key(said, dialling_code) as
    case
        when said is null or contains(said, '*') then null
        when regexp_matches(said, '[0-9][eE][+]') then null
        when length(phone_digits(said)) not between 8 and 15 then null
        when replace(phone_digits(said), substr(phone_digits(said), 1, 1), '') = '' then null
        when starts_with(trim(said), '+') then '+' || phone_digits(said)
        when starts_with(phone_digits(said), '00') then '+' || substr(phone_digits(said), 3)
        when starts_with(phone_digits(said), '0') and dialling_code <> ''
            then '+' || dialling_code || substr(phone_digits(said), 2)
        when dialling_code <> '' and starts_with(phone_digits(said), dialling_code)
            and length(phone_digits(said)) >= 11 then '+' || phone_digits(said)
        when dialling_code <> '' and length(phone_digits(said)) <= 10
            then '+' || dialling_code || phone_digits(said)
        else phone_digits(said)
    end;
