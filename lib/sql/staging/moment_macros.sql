-- macros, no rows: the pieces of a date -> a moment in the shop's time zone; stands on date_macros

-- The calendar year of a date's year text: Buddhist years less 543, two digits as 1969..2068.
-- ``short_is_buddhist``: every two-digit year of the column counts from 2500.
create or replace macro calendar_year(year, short_is_buddhist) as case
    when length(year) = 4 and year between '2400' and '2700' then try_cast(year as integer) - 543
    when length(year) = 4 and year between '1900' and '2199' then try_cast(year as integer)
    when length(year) <> 2 then null
    when short_is_buddhist then 1957 + try_cast(year as integer)
    when year < '69' then 2000 + try_cast(year as integer)
    else 1900 + try_cast(year as integer)
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

-- Clocks may have dots between hour and minute, or a comma before the fraction.
create or replace macro clock_text(said) as case
    when contains(said, ':') then replace(said, ',', '.')
    else replace(said, '.', ':')
end;

-- What follows the date: clock "9:15:51.5", half "a", "p" or "", zone "+07:00" or ""; null when it
-- is no time of day.
create or replace macro clock_fields(rest) as list_transform(
    [ltrim(replace(rest, ' ', ''), 't,')],
    lambda tail: case
        when tail is null or tail = '' then {clock: '0:00', half: '', zone: ''}
        when regexp_full_match(
            tail,
            '\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?'
            || '(?:[a-z][a-z.]*)?(?:[+-]\d{1,2}(?::?\d{2})?)?'
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
        [try_cast(regexp_extract(clock, '^\d+') as integer)],
        lambda hour: case
            when hour > 12 then hour
            when half = 'p' then hour % 12 + 12
            else hour % 12
        end
    )[1] || regexp_extract(clock, ':.*$')
end;

create or replace macro bounded(said, highest) as
    greatest(least(try_cast(said as double), highest), 0);

-- Up to the year 2099; the bound itself stands for all that lies beyond.
create or replace macro since_1970(milliseconds, time_zone) as case
    when milliseconds < 4102444800000
        then timezone(time_zone, timezone('UTC', epoch_ms(milliseconds::bigint)))
end;

-- The moment of date_fields in the shop's time zone, or null when there is no such day. Numbers are
-- kept in bounds, because DuckDB may work out a branch for cells that do not take it.
create or replace macro moment_of(fields, month_first, short_is_buddhist, time_zone) as case
    fields.form
    when 'serial' then case
        when try_cast(fields.first as double) between 20000 and 80000
            then timestamp '1899-12-30' + to_seconds(round(bounded(fields.first, 80000) * 86400))
    end
    when 'epoch' then since_1970(bounded(fields.first, 4102444800) * 1000, time_zone)
    when 'epoch_ms' then since_1970(bounded(fields.first, 4102444800000), time_zone)
    else list_transform(
        [{
            day: concat(
                calendar_year(
                    fields.year,
                    fields.form = 'thai' or (short_is_buddhist and fields.form = 'dmy')
                ),
                '-',
                if(month_first and fields.form = 'dmy', fields.first, fields.second),
                '-',
                if(month_first and fields.form = 'dmy', fields.second, fields.first)
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
    [lower(list_transform([clean_text(s)], lambda cleaned: western_digits(cleaned))[1])],
    lambda tidy: case
        when regexp_full_match(tidy, '0?[.,]\d+')
            then time '00:00'
                + to_seconds(round(bounded(replace(tidy, ',', '.'), 1) * 86400) % 86400)
        when regexp_matches(tidy, '(?:^|[ t])\d{1,2}[:.]\d{2}')
            then list_transform(
                [clock_fields(regexp_extract(tidy, '(?:^|[ t])(\d{1,2}[:.]\d{2}.*)$', 1))],
                lambda found: try_cast(whole_day_clock(found.clock, found.half) as time)
            )[1]
    end
)[1];

-- What is told about a date on screen.
create or replace macro has_short_year(fields) as coalesce(length(fields.year) = 2, false);

create or replace macro has_buddhist_year(fields, short_is_buddhist) as coalesce(
    fields.form = 'thai'
    or (length(fields.year) = 4 and fields.year between '2400' and '2700')
    or (short_is_buddhist and fields.form = 'dmy' and length(fields.year) = 2),
    false
);

create or replace macro has_time_of_day(fields) as
    coalesce(fields.form, '') in ('epoch', 'epoch_ms')
    or contains(coalesce(fields.first, ''), '.')
    or trim(coalesce(fields.rest, ''), ' ,') <> '';
