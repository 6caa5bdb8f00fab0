-- What became of the commitments that councils made to areas: council_commitments(events), a table.
-- events is a list of the rows of council_event; there is a row for each commitment. A commitment is followed by its
-- name in its area. outcome is 'kept' or 'not kept' by its last answer; without an answer, 'date passed' where the
-- list of the same area has an entry of any kind later than its latest due date, else 'still open'. So how far the
-- list of one area reaches, or a mistyped date in it, changes nothing for another area, and what fell due after the
-- last entry of an area, for example after it closed, is open. Dates are compared as precisely as the due date is
-- given. made_on is the first day it was made. Commitments without a name cannot be followed, and answers to one that
-- was never made have no row.

CREATE OR REPLACE MACRO council_commitments(events) AS TABLE
    WITH event AS (
        SELECT unnest(events, max_depth := 2) -- noqa: AL03
    ),

    made AS (
        SELECT
            area_id,
            commitment,
            min(happened_on) AS made_on,
            max(due_on) AS due_on
        FROM event
        WHERE kind = 'commitment made' AND commitment IS NOT NULL
        GROUP BY
            area_id,
            commitment
    ),

    answered AS (
        SELECT
            area_id,
            commitment,
            arg_max(kind, (happened_on, kind)) AS kind
        FROM event
        WHERE kind IN ('commitment kept', 'commitment not kept') AND commitment IS NOT NULL
        GROUP BY
            area_id,
            commitment
    ),

    latest AS (
        SELECT
            area_id,
            max(happened_on) AS happened_on
        FROM event
        GROUP BY area_id
    )

    SELECT
        made.area_id,
        made.commitment,
        made.made_on,
        CASE
            WHEN answered.kind = 'commitment kept' THEN 'kept'
            WHEN answered.kind = 'commitment not kept' THEN 'not kept'
            WHEN made.due_on < left(latest.happened_on, length(made.due_on)) THEN 'date passed'
            ELSE 'still open'
        END AS outcome
    FROM made
    INNER JOIN latest ON made.area_id = latest.area_id
    LEFT JOIN answered ON made.area_id = answered.area_id AND made.commitment = answered.commitment;
