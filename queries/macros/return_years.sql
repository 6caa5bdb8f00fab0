-- How far an area's returns of one table cover whole years: return_years(returns, first_month).
-- return_years takes a list of {'state', 'period_start', 'period_end'}, rows of return_status, and the month in which
-- years begin: 1, or 4 for financial years. It gives a list of {'period', 'is_complete', 'lacks_return'}: one for each
-- year that a return touches, and one for 'all years'. A year is complete when every month of it, or every month since
-- the first return, lies in a return that is complete or has nothing to report, and in no other; all years are when
-- every return is. A year lacks a return when one that touches it was not sent; all years never do, since they hold
-- whatever has come.

CREATE OR REPLACE MACRO year_start(on_day, first_month) AS
make_date(year(on_day) - (month(on_day) < first_month)::bigint, first_month, 1);

-- The year a day is in: '2016', or '2016-17' where years begin in another month than January.

CREATE OR REPLACE MACRO year_name(on_day, first_month) AS
CASE
    WHEN first_month = 1 THEN strftime(year_start(on_day, first_month), '%Y')
    ELSE
        strftime(year_start(on_day, first_month), '%Y-')
        || strftime(year_start(on_day, first_month) + INTERVAL 1 YEAR, '%y')
END;

CREATE OR REPLACE MACRO is_whole(state) AS state IN ('complete', 'nothing to report');

CREATE OR REPLACE MACRO months_between(first_day, last_day) AS
range(date_trunc('month', first_day)::timestamp, last_day::timestamp + INTERVAL 1 DAY, INTERVAL 1 MONTH);

CREATE OR REPLACE MACRO years_touched(returns, first_month) AS
list_sort(list_distinct(flatten([
    range(
        year_start(sent.period_start, first_month)::timestamp,
        sent.period_end::timestamp + INTERVAL 1 DAY,
        INTERVAL 1 YEAR
    )
    FOR sent IN returns
])));

CREATE OR REPLACE MACRO returns_touching(returns, starts) AS
[sent FOR sent IN returns IF sent.period_start < starts + INTERVAL 1 YEAR AND sent.period_end >= starts];

CREATE OR REPLACE MACRO months_covered(returns, starts) AS
len(list_distinct(flatten([
    months_between(
        greatest(sent.period_start, starts),
        least(sent.period_end, starts + INTERVAL 1 YEAR - INTERVAL 1 DAY)
    )
    FOR sent IN returns
])));

CREATE OR REPLACE MACRO months_due(starts, first_return) AS
date_diff('month', greatest(starts, date_trunc('month', first_return)::timestamp), starts + INTERVAL 1 YEAR);

CREATE OR REPLACE MACRO return_year(touching, starts, first_return, first_month) AS
{
    'period': year_name(starts, first_month),
    'is_complete':
    list_bool_and([is_whole(sent.state) FOR sent IN touching])
    AND months_covered(touching, starts) = months_due(starts, first_return),
    'lacks_return': list_bool_or([sent.state = 'not sent' FOR sent IN touching])
};

CREATE OR REPLACE MACRO return_years(returns, first_month) AS
list_concat(
    [
        return_year(
            returns_touching(returns, starts),
            starts,
            list_min([sent.period_start FOR sent IN returns]),
            first_month
        )
        FOR starts IN years_touched(returns, first_month)
    ],
    [{
        'period': 'all years',
        'is_complete': list_bool_and([is_whole(sent.state) FOR sent IN returns]),
        'lacks_return': FALSE
    }]
);

-- The count or sum that returns give: that of the rows, unless a return is lacking; 0 where all returns have come and
-- there is no row; else NULL, since what is missing is not nothing. row_count is NULL where there is no row; the amount
-- is NULL where no row gives it.

CREATE OR REPLACE MACRO reported_amount(amount, row_count, is_complete, lacks_return) AS
CASE
    WHEN row_count > 0 THEN CASE WHEN lacks_return IS NOT TRUE THEN amount END
    WHEN is_complete THEN 0
END::double;
