-- macros, no rows: text of a cell -> a key that may stand for a person, or null when it may not
create or replace macro is_filled(said) as
    said is not null and lower(said) not in ('-', '--', 'n/a', 'na', 'null', 'none', 'nan');

create or replace macro status_word(said) as
    regexp_replace(translate(lower(said), '_-', '  '), '^wc ', '');

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

-- The digits of a number: no extension, no trunk (0) behind a country code, none of Excel's ".0".
create or replace macro phone_text(said) as case
    when regexp_full_match(said, '[0-9+ .-]+') then said
    else regexp_replace(
        regexp_replace(
            list_transform([western_digits(said)], lambda plain: lower(plain))[1],
            '(^ *(?:\+|00) *[0-9]{1,3} *)\( *0 *\)',
            '\1'
        ),
        ' *(?:\bx|\bext\.?|\bextension|#|ต่อ|máy lẻ|\bposte|\bdurchwahl) *[0-9]{1,6} *$',
        ''
    )
end;

create or replace macro phone_digits(said) as
    regexp_replace(regexp_replace(said, '\.0$', ''), '[^0-9]', '', 'g');

-- null for what is no number of a phone
create or replace macro e164(plain, dialling_code) as
    case
        when length(phone_digits(plain)) not between 8 and 15 then null
        when replace(phone_digits(plain), substr(phone_digits(plain), 1, 1), '') = '' then null
        when starts_with(trim(plain), '+') then '+' || phone_digits(plain)
        when starts_with(phone_digits(plain), '00') then '+' || substr(phone_digits(plain), 3)
        when starts_with(phone_digits(plain), '0') and dialling_code <> ''
            then '+' || dialling_code || substr(phone_digits(plain), 2)
        when dialling_code <> '' and starts_with(phone_digits(plain), dialling_code)
            and length(phone_digits(plain)) >= 11 then '+' || phone_digits(plain)
        when dialling_code <> '' and length(phone_digits(plain)) <= 10
            then '+' || dialling_code || phone_digits(plain)
        else phone_digits(plain)
    end;

-- Vietnam took a digit out of its mobile numbers in 2018: 0168 1234567 is 038 1234567 today
create or replace macro modern_phone(number) as
    case
        when starts_with(number, '+841')
            and regexp_full_match(number, '\+84(12[0-9]|16[2-9]|18[68]|199)[0-9]{7}')
            then '+84' || map {
                '120': '70', '121': '79', '122': '77', '126': '76', '128': '78',
                '123': '83', '124': '84', '125': '85', '127': '81', '129': '82',
                '162': '32', '163': '33', '164': '34', '165': '35', '166': '36',
                '167': '37', '168': '38', '169': '39', '186': '56', '188': '58', '199': '59'
            }[substr(number, 4, 3)] || substr(number, 7)
        else number
    end;

-- digits with country code; a number that starts with 0 gets the shop's own dialling code
create or replace macro phone_key(said, dialling_code) as
    case
        when said is null then null
        -- the two ordinary ways first: they need no more than a look
        when dialling_code <> '' and regexp_full_match(said, '0[2-9][0-9]{7,9}')
            then concat('+', dialling_code, substr(said, 2))
        when regexp_full_match(said, '\+[2-9][0-9]{8,13}') and not starts_with(said, '+841')
            then said
        when contains(said, '*') then null
        when regexp_matches(said, '[0-9][eE][+]') then null
        else list_transform(
            [phone_text(said)], lambda plain: modern_phone(e164(plain, dialling_code))
        )[1]
    end;

-- all the writings of one Gmail mailbox are one key where the owner wants that
create or replace macro mailbox_key(email, is_folded) as
    case
        when is_folded and regexp_matches(email, '@(gmail|googlemail)\.com$')
            then replace(regexp_replace(split_part(email, '@', 1), '\+.*$', ''), '.', '')
                || '@gmail.com'
        else email
    end;

-- what a key is without its kind and its platform: id:shopify:123 -> 123
create or replace macro key_text(identity_key) as
    case
        when starts_with(identity_key, 'email:') or starts_with(identity_key, 'phone:')
            then substr(identity_key, 7)
        else substr(
            identity_key,
            length(split_part(identity_key, ':', 1)) + length(split_part(identity_key, ':', 2)) + 3
        )
    end;
