-- macros, no rows: the text of one cell -> the pieces of a date; stands on staging/macros
-- A lambda over a list of one value names that value, so that it is worked out once.

-- Not a month: null. Vietnamese months that carry their number arrive as #12.
create or replace macro month_number(word) as case
    when starts_with(word, '#') then try_cast(substr(word, 2) as integer)
    else map {
        'jan': 1, 'january': 1, 'januar': 1, 'jänner': 1, 'janvier': 1, 'janv': 1, 'enero': 1,
        'ene': 1, 'gennaio': 1, 'gen': 1, 'januari': 1, 'janeiro': 1, 'มค': 1, 'มกราคม': 1,
        'tháng một': 1, 'tháng giêng': 1,
        'feb': 2, 'february': 2, 'februar': 2, 'février': 2, 'févr': 2, 'fév': 2, 'fevr': 2,
        'febrero': 2, 'febbraio': 2, 'februari': 2, 'fevereiro': 2, 'fev': 2, 'pebruari': 2,
        'กพ': 2, 'กุมภาพันธ์': 2, 'tháng hai': 2,
        'mar': 3, 'march': 3, 'märz': 3, 'mrz': 3, 'mär': 3, 'mars': 3, 'marzo': 3, 'maart': 3,
        'mrt': 3, 'março': 3, 'maret': 3, 'mac': 3, 'มีค': 3, 'มีนาคม': 3, 'tháng ba': 3,
        'apr': 4, 'april': 4, 'avril': 4, 'avr': 4, 'abril': 4, 'abr': 4, 'aprile': 4, 'เมย': 4,
        'เมษายน': 4, 'tháng tư': 4, 'tháng bốn': 4,
        'may': 5, 'mai': 5, 'mayo': 5, 'maggio': 5, 'mag': 5, 'mei': 5, 'maio': 5, 'พค': 5,
        'พฤษภาคม': 5, 'tháng năm': 5,
        'jun': 6, 'june': 6, 'juni': 6, 'juin': 6, 'junio': 6, 'giugno': 6, 'giu': 6, 'junho': 6,
        'มิย': 6, 'มิถุนายน': 6, 'tháng sáu': 6,
        'jul': 7, 'july': 7, 'juli': 7, 'juillet': 7, 'juil': 7, 'julio': 7, 'luglio': 7, 'lug': 7,
        'julho': 7, 'julai': 7, 'กค': 7, 'กรกฎาคม': 7, 'tháng bảy': 7,
        'aug': 8, 'august': 8, 'août': 8, 'aout': 8, 'agosto': 8, 'ago': 8, 'augustus': 8,
        'agustus': 8, 'agu': 8, 'agt': 8, 'ogos': 8, 'สค': 8, 'สิงหาคม': 8, 'tháng tám': 8,
        'sep': 9, 'sept': 9, 'september': 9, 'septembre': 9, 'septiembre': 9, 'settembre': 9,
        'set': 9, 'setembro': 9, 'กย': 9, 'กันยายน': 9, 'tháng chín': 9,
        'oct': 10, 'october': 10, 'okt': 10, 'oktober': 10, 'octobre': 10, 'octubre': 10,
        'ottobre': 10, 'ott': 10, 'outubro': 10, 'out': 10, 'ตค': 10, 'ตุลาคม': 10,
        'tháng mười': 10,
        'nov': 11, 'november': 11, 'novembre': 11, 'noviembre': 11, 'novembro': 11,
        'nopember': 11, 'พย': 11, 'พฤศจิกายน': 11, 'tháng mười một': 11,
        'dec': 12, 'december': 12, 'dez': 12, 'dezember': 12, 'décembre': 12, 'déc': 12,
        'diciembre': 12, 'dic': 12, 'dicembre': 12, 'dezembro': 12, 'desember': 12, 'des': 12,
        'disember': 12, 'dis': 12, 'ธค': 12, 'ธันวาคม': 12, 'tháng mười hai': 12
    }[regexp_replace(replace(word, '.', ''), '^(?:st|nd|rd|th)?[ ,/-]+|[ ,/-]+$', '', 'g')]
end;

-- A weekday, filler words and era names gone, Vietnamese months as #12, a leading time at the end.
create or replace macro without_filler(plain) as regexp_replace(
    trim(regexp_replace(
        regexp_replace(
            plain, '\b(?:tháng|thang|thg|th)\.? ?(\d{1,2})(?: năm)?\b', '#\1'
        ),
        '^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[., ]+|^วัน[^\d ]*[., ]+|^วัน[^\d]*ที่|^ที่ |^ngày '
        || '|^(?:thứ [^ .,]+|chủ nhật)[., ]+|\(.*\)$| uhr$| h(?:r?s)?\.?$| น\.?$|พ\.ศ\.|ค\.ศ\.|เวลา| at '
        || '| um | lúc | de | +',
        ' ',
        'g'
    )),
    '^(\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]m)?)[ ,]+(\S.*)$',
    '\2 \1'
);

-- 2024年1月13日 9時05分 as 2024-1-13 9:05, and 2024. 1. 13. as 2024-1-13.
create or replace macro with_dashes(plain) as regexp_replace(
    rtrim(
        regexp_replace(
            plain, '(\d{1,2}) ?[時时点點시] ?(\d{2}) ?[分분](?: ?(\d{2}) ?[秒초])?$', '\1:\2:\3'
        ),
        ':'
    ),
    '^(\d{4}) ?[年년.] ?(\d{1,2}) ?[月월.] ?(\d{1,2})(?: ?[日일]|\.)?',
    '\1-\2-\3'
);

-- Lower case, western digits; the first branch is a date of digits, which has no filler.
create or replace macro date_text(s) as case
    when regexp_full_match(s, '[\d/.-]+(?:[ T][\d:.+-]+Z?(?: ?[AaPp][Mm])?)?') then lower(s)
    else without_filler(lower(
        list_transform([clean_text(s)], lambda cleaned: with_dashes(western_digits(cleaned)))[1]
    ))
end;

-- The pieces of a date. A two-digit year beside a Thai month is Buddhist from 43 on (2543 = 2000).
create or replace macro named_fields(year_text, word, day_text, rest_text) as {
    form: case
        when month_number(word) is null then null
        when length(year_text) = 2 and year_text >= '43' and regexp_matches(word, '[ก-๙]')
            then 'thai'
        else 'named'
    end,
    year: year_text,
    first: day_text,
    second: month_number(word)::varchar,
    rest: rest_text
};

create or replace macro compact_fields(tidy) as {
    form: 'compact',
    year: substr(tidy, 1, 4),
    first: substr(tidy, 7, 2),
    second: substr(tidy, 5, 2),
    rest: regexp_replace(
        regexp_replace(substr(tidy, 9), '^[t ]?(\d{2})(\d{2})(\d{2})', '\1:\2:\3'),
        '^[t ]?(\d{2})(\d{2})',
        '\1:\2'
    )
};

create or replace macro digit_fields(tidy) as case
    when regexp_full_match(tidy, '[2-7]\d{4}(?:[.,]\d*)?')
        then {form: 'serial', year: '', first: replace(tidy, ',', '.'), second: '', rest: ''}
    when regexp_full_match(tidy, '[1-4]\d{9}')
        then {form: 'epoch', year: '', first: tidy, second: '', rest: ''}
    when regexp_full_match(tidy, '[1-4]\d{12}')
        then {form: 'epoch_ms', year: '', first: tidy, second: '', rest: ''}
    when regexp_full_match(tidy, '\d{8}(?:\d{4}(?:\d{2})?)?') then compact_fields(tidy)
end;

-- What kind of date a tidy text is and its pieces; form is null when it is none.
-- Forms: ymd, dmy (the order of day and month is in doubt), named (month as a word), thai (the same
-- with a short Buddhist year), compact, serial, epoch, epoch_ms.
-- A regular expression of up to four groups without a choice is ten times faster than any other:
-- so the plain test of a shape comes first, then a lenient split into pieces.
create or replace macro date_fields(s) as list_transform([date_text(s)], lambda tidy: case
    when regexp_full_match(tidy, '\d+[.,]?\d*') then digit_fields(tidy)
    when regexp_matches(
        tidy,
        '^(?:\d{4} ?[-/. ] ?\d{1,2} ?[-/. ] ?\d{1,2}'
        || '|\d{1,2} ?[-/. ] ?\d{1,2} ?[-/. ] ?\d{2}(?:\d\d)?)(?:\D|$)'
    )
        then list_transform(
            [regexp_extract(
                tidy, '^(\d+)\D+(\d+)\D+(\d+)(\D.*)?$', ['first', 'second', 'third', 'rest']
            )],
            lambda piece: case
                when length(piece.first) = 4 then {
                    form: 'ymd', year: piece.first, first: piece.third, second: piece.second,
                    rest: piece.rest
                }
                else {
                    form: 'dmy', year: piece.third, first: piece.first, second: piece.second,
                    rest: piece.rest
                }
            end
        )[1]
    when regexp_full_match(tidy, '\d{8}[t ]\d{4}(?:\d{2})?(?: ?z| ?[+-]\d{2}:?\d{2})?')
        then compact_fields(tidy)
    when contains(tidy, '#') then list_transform(
        [regexp_extract(
            tidy,
            '^(?:(\d{1,2})[ ,./-]*)?#(\d{1,2})(?:[ ,./-]+(\d{1,2}))?[ ,./-]+(\d{4}|\d{2})(\D.*)?$',
            ['day', 'month', 'late_day', 'year', 'rest']
        )],
        lambda piece: named_fields(
            piece.year, '#' || piece.month, piece.day || piece.late_day, piece.rest
        )
    )[1]
    when regexp_matches(
        tidy, '^\d{1,4}(?:st|nd|rd|th)?[ ,./-]*[^\d ,/-][^\d,/-]*[ ,./-]*(?:\d{4}|\d{1,2})(?:\D|$)'
    )
        then list_transform(
            [regexp_extract(
                tidy, '^(\d+)([^\d]+)(\d+)(\D.*)?$', ['first', 'word', 'third', 'rest']
            )],
            lambda piece: case
                when length(piece.first) = 4
                    then named_fields(piece.first, piece.word, piece.third, piece.rest)
                else named_fields(piece.third, piece.word, piece.first, piece.rest)
            end
        )[1]
    when regexp_matches(
        tidy, '^[^\d,/-]+[ ,./-]*\d{1,2}(?:st|nd|rd|th)?[ ,./-]+(?:\d{4}|\d{2})(?:\D|$)'
    )
        then list_transform(
            [regexp_extract(
                tidy, '^([^\d]+)(\d+)\D+(\d+)(\D.*)?$', ['word', 'day', 'year', 'rest']
            )],
            lambda piece: named_fields(piece.year, piece.word, piece.day, piece.rest)
        )[1]
end)[1];
