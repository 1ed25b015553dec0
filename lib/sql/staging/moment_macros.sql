-- macros, no rows: the pieces of a date -> a moment in the shop's time zone; stands on date_macros

-- The calendar year of a date's year text: Buddhist years less 543, two digits as 1969..2068.
-- ``short_is_buddhist``: every two-digit year of the column counts from 2500.
create or replace macro calendar_year(year, short_is_buddhist) as case
    when length(year) = 4 and year between '2400' and '2700' then year::integer - 543
    when length(year) = 4 and year between '1900' and '2199' then year::integer
    when length(year) <> 2 then null
    when short_is_buddhist then 1957 + year::integer
    when year < '69' then 2000 + year::integer
    else 1900 + year::integer
end;

-- "" for local time, "+07:00" for an offset; a zone that is not known gives null, never a guess.
create or replace macro zone_offset(word, shift) as case
    when shift <> '' and word in ('', 'z', 'utc', 'gmt')
        then regexp_replace(
            regexp_replace(shift, '^([+-])(\d)$', '\10\2'), '^([+-]\d{2})(\d{2})$', '\1:\2'
        )
    when shift = '' then map {
        '': '', 'z': '+00:00', 'utc': '+00:00', 'gmt': '+00:00', 'ict': '+07:00',
        'wib': '+07:00', 'sgt': '+08:00', 'jst': '+09:00', 'kst': '+09:00',
        'cet': '+01:00', 'cest': '+02:00', 'est': '-05:00', 'edt': '-04:00',
        'pst': '-08:00', 'pdt': '-07:00'
    }[word]
end;

-- Thai and German clocks may have dots between hour and minute; a comma may stand before the fraction.
create or replace macro clock_text(said) as case
    when contains(said, ':') then replace(said, ',', '.')
    else replace(said, '.', ':')
end;

-- What follows the date: clock "9:15:51.5", half "a", "p" or "", zone "+07:00" or "". Null = no time.
create or replace macro clock_fields(rest) as list_transform(
    [ltrim(replace(rest, ' ', ''), 't,')],
    lambda tail: case
        when tail is null or tail = '' then {clock: '0:00', half: '', zone: ''}
        when regexp_full_match(
            tail,
            '\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?(?:[a-z][a-z.]*)?(?:[+-]\d{1,2}(?::?\d{2})?)?'
        )
            then {
                clock: clock_text(regexp_extract(tail, '^[\d:.,]+')),
                half: case
                    when regexp_matches(tail, '\d(?:a\.?m|sa)') then 'a'
                    when regexp_matches(tail, '\d(?:p\.?m|ch)') then 'p'
                    else ''
                end,
                zone: case
                    when regexp_full_match(tail, '[\d:.,]+(?:[ap]m)?') then ''
                    else zone_offset(
                        regexp_extract(
                            tail, '\d(?:[ap]\.?m\.?|sa|ch)?([a-z.]*)(?:[+-].*)?$', 1
                        ),
                        regexp_extract(tail, '[+-].*$')
                    )
                end
            }
    end
)[1];

-- The clock of half a day as one of 24 hours: 12:15 AM is 0:15. An hour past 12 needs no half.
create or replace macro whole_day_clock(clock, half) as case
    when half = '' then clock
    else list_transform(
        [regexp_extract(clock, '^\d+')::integer],
        lambda hour: case
            when hour > 12 then hour
            when half = 'p' then hour % 12 + 12
            else hour % 12
        end
    )[1] || regexp_extract(clock, ':.*$')
end;

-- The moment of date_fields in the shop's time zone, or null when there is no such day.
create or replace macro moment_of(fields, month_first, short_is_buddhist, time_zone) as case
    fields.form
    when 'serial' then case
        when fields.first::double between 20000 and 80000
            then timestamp '1899-12-30' + to_seconds(round(fields.first::double * 86400))
    end
    when 'epoch' then case
        when fields.first::bigint < 4102444800
            then timezone(time_zone, timezone('UTC', epoch_ms(fields.first::bigint * 1000)))
    end
    when 'epoch_ms' then case
        when fields.first::bigint < 4102444800000
            then timezone(time_zone, timezone('UTC', epoch_ms(fields.first::bigint)))
    end
    else list_transform(
        [{
            day: concat(
                calendar_year(
                    fields.year,
                    fields.form = 'thai' or (short_is_buddhist and fields.form = 'dmy')
                ),
                '-',
                case when month_first and fields.form = 'dmy' then fields.first else fields.second end,
                '-',
                case when month_first and fields.form = 'dmy' then fields.second else fields.first end
            ),
            time: clock_fields(fields.rest)
        }],
        lambda whole: case
            when whole.time.zone = '' then try_cast(
                concat(whole.day, ' ', whole_day_clock(whole.time.clock, whole.time.half))
                as timestamp
            )
            when whole.time.zone <> '' then timezone(
                time_zone,
                try_cast(
                    concat(
                        whole.day, ' ', whole_day_clock(whole.time.clock, whole.time.half),
                        whole.time.zone
                    )
                    as timestamptz
                )
            )
        end
    )[1]
end;

create or replace macro read_moment(s, month_first, short_is_buddhist, time_zone) as list_transform(
    [date_fields(s)],
    lambda found: moment_of(found, month_first, short_is_buddhist, time_zone)
)[1];

-- A time of day of its own: a clock, the clock of a whole moment, or a spreadsheet's part of a day.
create or replace macro read_time(s) as list_transform(
    [lower(western_digits(clean_text(s)))],
    lambda tidy: case
        when regexp_full_match(tidy, '0?[.,]\d+')
            then time '00:00' + to_seconds(round(replace(tidy, ',', '.')::double * 86400) % 86400)
        else try_cast(
            clock_fields(regexp_extract(tidy, '(?:^|[ t])(\d{1,2}[:.]\d{2}.*)$', 1)).clock as time
        )
    end
)[1];
