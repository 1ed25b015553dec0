-- macros, no rows: the text of one cell -> tidy text, or an amount
-- A lambda over a list of one value names that value, so that it is worked out once.

-- 1. Text -----------------------------------------------------------------------------------------

-- Asking first is ten times cheaper than translating.
create or replace macro western_digits(s) as case
    when not regexp_matches(s, '[๐-๙０-９٠-٩]') then s
    else translate(
        s,
        '๐๑๒๓๔๕๖๗๘๙０１２３４５６７８９٠١٢٣٤٥٦٧٨٩',
        '012345678901234567890123456789'
    )
end;

-- Every blank, visible or not, that a spreadsheet or a web page leaves around or inside a cell.
create or replace macro plain_blanks(s) as regexp_replace(
    regexp_replace(nfc_normalize(s), '[\x{200B}\x{2060}\x{FEFF}]+', '', 'g'),
    '[\s\x{00A0}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}]',
    ' ',
    'g'
);

-- Excel's two ways to keep a number as text: '00123 and ="00123". A name like 's Gravenhage stays.
create or replace macro unwrapped(s) as case
    when starts_with(s, '=') then regexp_replace(s, '^="([^"]*)"$', '\1')
    when starts_with(s, '''') then regexp_replace(s, '^''([^\p{Ll} ''][^'']*)$', '\1')
    else s
end;

-- No blanks around, no odd ones inside, no apostrophe or = in front; an empty cell is null. The
-- first branch is the ordinary cell of ASCII, the second the ordinary cell of any script.
create or replace macro clean_text(s) as case
    when regexp_full_match(s, '[!-&(-<>-~](?:[ -~]*[!-~])?') then s
    when not regexp_matches(
        s,
        '^[ ='']|^$| $|[\x00-\x1F\x{00A0}\x{2000}-\x{200F}\x{2028}-\x{202F}\x{205F}\x{2060}'
        || '\x{3000}\x{FEFF}]'
    )
        then nfc_normalize(s)
    else list_transform(
        [trim(regexp_replace(
            plain_blanks(s),
            '^[ \x{200C}-\x{200F}\x{202A}-\x{202E}]+|[ \x{200C}-\x{200F}\x{202A}-\x{202E}]+$',
            '',
            'g'
        ))],
        lambda trimmed: nullif(trim(unwrapped(trimmed)), '')
    )[1]
end;

-- 2. Amounts --------------------------------------------------------------------------------------

create or replace macro currency_pattern() as
    '(?:US|CA|AU|NZ|HK|NT|S|A|C|R)\$|\p{Sc}|บาท|VNĐ|Đ(?:ỒNG)?|ZŁ|KČ|\bRP\b\.?|\bRP|\bRS\b\.?|円|元|원|'
    || '(?:AED|ARS|AUD|BDT|BGN|BHD|BRL|CAD|CHF|CLP|CNY|COP|CZK|DKK|EGP|EUR|GBP|HKD|HUF|IDR|ILS'
    || '|INR|ISK|JOD|JPY|KES|KHR|KRW|KWD|LAK|LKR|MAD|MMK|MOP|MXN|MYR|NGN|NOK|NPR|NZD|OMR|PEN|PHP'
    || '|PKR|PLN|PYG|QAR|RMB|RON|RSD|RUB|SAR|SEK|SGD|THB|TND|TRY|TWD|UAH|USD|UYU|VND|ZAR|RM|KR)';

-- An amount in upper case, full-width and typographic signs in their plain form. The first branch
-- is the ordinary cell, which has none of them.
create or replace macro amount_text(s) as case
    when regexp_full_match(
        s, '[-+(.$\dA-Za-z฿£€₫](?:[-+(). ,$%/\dA-Za-z฿£€₫]*[-+).,$%\dA-Za-z฿£€₫])?'
    )
        then upper(s)
    else upper(translate(
        list_transform([clean_text(s)], lambda cleaned: western_digits(cleaned))[1],
        -- in Shift JIS the yen sign is the byte of the backslash
        '−－–﹣（）．，’‘ʼ`´\',
        '----().,''''''''''¥'
    ))
end;

-- 500k, 2 triệu, 1,5tr and 1tr2 (1.2 million): thousands and millions as people in Vietnam and
-- elsewhere shorten them. 1.250k is left unread: nobody knows whether the dot groups.
create or replace macro short_pattern() as
    '^(?:(-?)[฿₫]? ?(\d{1,6})(?:[.,](\d{1,2}))? ?(K|NGHÌN|NGÀN|TR|TRIỆU)() ?(?:₫|Đ|VNĐ|VND|ĐỒNG|฿|THB|บาท)?'
    || '|(-?)[฿₫]? ?(\d{1,6})(K|TR)(\d{1,3}) ?(?:₫|Đ|VNĐ|VND|ĐỒNG|฿|THB|บาท)?)$';

create or replace macro is_short_amount(tidy) as regexp_full_match(tidy, short_pattern());

create or replace macro full_amount(tidy) as cast(
    try_cast(regexp_replace(tidy, short_pattern(), '\1\6\2\7.\3\90') as decimal(18, 4))
    * case when contains(tidy, 'TR') then 1000000 else 1000 end
    as decimal(18, 0)
)::varchar;

-- Currency gone, and 12-, (12), $-12 and - 12 all written -12. A dash behind the decimal mark stands
-- for no decimals: 12.- and 12,-- are 12. The first two branches are the ordinary amounts.
create or replace macro signed_amount(tidy) as case
    when regexp_full_match(tidy, '-?[\d.,]*\d') then tidy
    when regexp_full_match(tidy, '[฿$£€₫]? ?[\d.,]*\d ?[฿$£€₫]?')
        then regexp_replace(regexp_replace(tidy, '^[^\d.,]+', ''), '[^\d.,]+$', '')
    when is_short_amount(tidy) then full_amount(tidy)
    when tidy in ('FREE', 'ฟรี', 'MIỄN PHÍ', 'GRATIS', 'KOSTENLOS', 'GRATUIT', '免费', '無料') then '0'
    else regexp_replace(
        regexp_replace(
            regexp_replace(
                regexp_replace(
                    regexp_replace(tidy, currency_pattern(), '', 'g'),
                    '(\d *[.,]) *-+ *(\)?) *$',
                    '\1\2'
                ),
                '^ *\( *(.*?) *\) *$',
                '-\1'
            ),
            '^ *([^-+ ].*?) *- *$',
            '-\1'
        ),
        '^ *[+]? *(-?) *(.*?)[. ]*$',
        '\1\2'
    )
end;

-- Amounts that make sense when the decimal mark is a dot (1,234.50) or a comma (1.234,50).
create or replace macro fits_dot(amount) as regexp_full_match(
    amount,
    '-?(?:\d+|[1-9]\d{0,2}(?:(?:,\d{3})+|(?: \d{3})+|(?:''\d{3})+)|\d{1,2}(?:,\d{2})+,\d{3})'
    || '(?:\.\d*)?|-?\.\d+|-?\d+(?:\.\d+)?E[+-]?\d+'
);

create or replace macro fits_comma(amount) as regexp_full_match(
    amount,
    '-?(?:\d+|[1-9]\d{0,2}(?:(?:\.\d{3})+|(?: \d{3})+|(?:''\d{3})+))'
    || '(?:,\d*)?|-?,\d+|-?\d+(?:,\d+)?E[+-]?\d+'
);

-- What a signed amount proves about its column. "dot", "comma": that is the decimal mark. "dot?",
-- "comma?": three digits behind one mark, undecidable alone. "whole" (below 1000), "long" (from
-- 1000 without separators), "either": nothing. "empty": says that there is no amount. Null: cannot
-- be read.
create or replace macro amount_form(amount) as case
    when amount is null
        or amount in ('', '-', '--', '---', '—', 'N/A', '#N/A', 'NA', 'NULL', 'NONE', 'NIL')
        then 'empty'
    when regexp_full_match(amount, '-?\d{1,3}') then 'whole'
    when regexp_full_match(amount, '-?\d+') then 'long'
    when regexp_full_match(amount, '-?[1-9]\d{0,2}\.\d{3}') then 'dot?'
    when regexp_full_match(amount, '-?[1-9]\d{0,2},\d{3}') then 'comma?'
    when fits_dot(amount) and fits_comma(amount) then 'either'
    when fits_dot(amount) then 'dot'
    when fits_comma(amount) then 'comma'
end;

-- Null from a million millions on: that is a barcode or an order number in the wrong column.
create or replace macro amount_value(amount, decimal_mark) as case
    when decimal_mark = '.' and fits_dot(amount)
        then try_cast(translate(amount, ', ''', '') as decimal(16, 4))
    when decimal_mark = ',' and fits_comma(amount)
        then try_cast(translate(amount, ',. ''', '.') as decimal(16, 4))
end;

-- Price times pieces, null where an amount would be. As DECIMAL(18) the product would end at 10^10.
-- A few whole pieces, as on nearly every line, are counted in machine integers.
create or replace macro times(price, pieces) as case
    when pieces between 0 and 99 and pieces = floor(pieces)
        then try_cast(try_cast(price as decimal(16, 4)) * pieces::decimal(2, 0) as decimal(16, 4))
    else try_cast(price::decimal(28, 4) * pieces as decimal(16, 4))
end;

create or replace macro read_amount(s, decimal_mark) as list_transform(
    [signed_amount(amount_text(s))],
    lambda amount: amount_value(amount, decimal_mark)
)[1];

-- False for a dash, "N/A" and the like, which say that there is no amount.
create or replace macro says_amount(s) as list_transform(
    [signed_amount(amount_text(s))],
    lambda amount: amount_form(amount) is distinct from 'empty'
)[1];
