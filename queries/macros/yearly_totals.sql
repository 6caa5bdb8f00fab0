-- What returns add up to by area and year, and in all years: yearly_totals(amounts, returns_of, starts_in), a table.
-- amounts is a list of {'area_id', 'year', 'amount'}: a row of returns each, its year NULL where it has no date, and
-- its amount 1 where rows are counted. A row without a date counts in all years only. returns_of is the table of
-- returns and starts_in the month in which its years begin, 1 or 4, as in return_year. The columns are those of a
-- measure. There is no row where returns give no amount: see reported_amount.

CREATE OR REPLACE MACRO yearly_totals(amounts, returns_of, starts_in) AS TABLE
    WITH amount_row AS (
        SELECT unnest(amounts, max_depth := 2) -- noqa: AL03
    ),

    dated AS (
        SELECT
            area_id,
            amount,
            unnest([year, 'all years']) AS period
        FROM amount_row
    ),

    totals AS (
        SELECT
            area_id,
            period,
            count(*) AS row_count,
            sum(amount) AS amount
        FROM dated
        WHERE period IS NOT NULL
        GROUP BY
            area_id,
            period
    ),

    covered AS (
        SELECT
            area_id,
            period,
            is_complete,
            lacks_return
        FROM return_year
        WHERE table_name = returns_of AND first_month = starts_in
    )

    SELECT
        area_id AS place_id,
        period,
        reported_amount(totals.amount, totals.row_count, covered.is_complete, covered.lacks_return) AS numerator,
        cast(NULL AS double) AS denominator
    FROM totals
    FULL JOIN covered USING (area_id, period)
    WHERE numerator IS NOT NULL;
