"""Everything that the database for everyone publishes about measures that count people, as equations."""

from collections import defaultdict

import duckdb
import numpy as np
import pandas as pd

from tests.attack.equations import Equation, Key, PublicFigures

FEWEST_SHOWN = 10
"""The fewest people of whom everyone may see a figure, as the page About says."""
PEERS = {"region": "areas-in:", "wave": "wave:", "programme": "programme:"}
"""What a comparison is against, and how the id of that group of areas begins."""


def published_figures(db: duckdb.DuckDBPyConnection) -> dict[Key, PublicFigures]:
    """Return all that is published about each measure that counts people, in each period with a hidden figure of an area."""
    measures = dict(db.execute("SELECT measure_id, counts_people FROM measure WHERE counts_people <> 'no'").fetchall())
    areas = db.sql("SELECT * FROM indicator_area ORDER BY ALL").df()
    areas = areas[areas["measure_id"].isin(list(measures)) & areas["state"].isin(["value", "hidden"])]
    published = {}
    for (measure_id, period), rows in areas.groupby(["measure_id", "period"]):
        hidden = rows.loc[rows["state"] == "hidden", "area_id"].tolist()
        if hidden:
            published[measure_id, period] = PublicFigures(
                rows["area_id"].tolist(), hidden, measures[measure_id] == "denominator"
            )
    groups = members(db, published, areas)
    for key, figures in published.items():
        figures.sums = {frozenset(inside) for inside in groups[key].values() if len(inside) > 1}
    for table, place in (("indicator_value", "place_id"), ("figure", "place_id"), ("indicator_area", "area_id"),
                         ("area_figure", "area_id"), ("figure_beside", "place_id"), ("stands_out", "area_id")):  # fmt: skip
        add_figures(published, groups, of_people(db, table), place)
    add_bands(published, groups, of_people(db, "indicator_value"))
    add_figures(published, groups, of_people(db, "near_census").rename(columns={"answered": "denominator"}), "area_id")
    add_targets(published, groups, of_people(db, "funnel"))
    add_beside(published, groups, of_people(db, "area_figure"), db)
    add_comparisons(published, groups, of_people(db, "comparison"), db)
    add_changes(published, groups, of_people(db, "change"), db)
    return published


def of_people(db: duckdb.DuckDBPyConnection, table: str) -> pd.DataFrame:
    """Return the rows of a table about measures that count people."""
    return db.sql(f"FROM {table} WHERE measure_id IN (SELECT measure_id FROM measure WHERE counts_people <> 'no')").df()


def members(
    db: duckdb.DuckDBPyConnection, published: dict[Key, PublicFigures], areas: pd.DataFrame
) -> dict[Key, dict[str, set[str]]]:
    """Return for each measure and period the areas that are added up in each place; an area is in itself.

    Which areas are the same over time is not published, but follows: those with a figure in each of the last five periods
    in which at least half as many have one as in the fullest.
    """
    of_place = db.sql("SELECT place_id, list(area_id) AS areas FROM place_member GROUP BY place_id").fetchall()
    same = {str(name): same_areas(rows) for name, rows in areas.groupby("measure_id")}
    return {
        key: {place: set(inside) & set(figures.areas) for place, inside in of_place}
        | {area: {area} for area in figures.areas}
        | {"programme:same-areas": same[key[0]].get(key[1], set())}
        for key, figures in published.items()
    }


def same_areas(rows: pd.DataFrame) -> dict[str, set[str]]:
    """Return the areas on which a measure is compared over time, for each of the periods that are."""
    rows = rows[rows["period"].str.fullmatch("[0-9]{4}(-[0-9]{2})?")]
    counted = rows.groupby("period")["area_id"].nunique()
    last = sorted(counted[counted >= counted.max() / 2].index)[-5:]
    if len(last) < 2:
        return {}
    inside = [set(rows.loc[rows["period"] == period, "area_id"]) for period in last]
    return dict.fromkeys(last, set.intersection(*inside))


def add_figures(
    published: dict[Key, PublicFigures], groups: dict[Key, dict[str, set[str]]], rows: pd.DataFrame, place: str
) -> None:
    """Add what a table of figures holds about every place: people, shares, intervals and sums of squares."""
    rows = rows.reindex(columns=[*dict.fromkeys(["measure_id", "period", place, "numerator", "denominator", "sum_squares",
                                                 "value", "lower", "upper"])])  # fmt: skip
    numbers = ["numerator", "denominator", "sum_squares", "value", "lower", "upper"]
    rows = rows[rows[numbers].notna().any(axis=1)]
    for measure_id, period, place_id, *numbers_of_place in rows.itertuples(index=False):
        figures = published.get((measure_id, period))
        areas = groups[measure_id, period].get(place_id) if figures else None
        if not figures or not areas:
            continue
        numerator, denominator, squares, value, lower, upper = map(float, numbers_of_place)
        figures.add(areas, numerator, denominator)
        figures.add_share(areas, value, lower, upper)
        if not np.isnan(squares):
            figures.squares.append((frozenset(areas), squares))


def add_bands(published: dict[Key, PublicFigures], groups: dict[Key, dict[str, set[str]]], rows: pd.DataFrame) -> None:
    """Add the bands, and what the rule says of a share without one: under 10 people were counted in the area."""
    rows = rows[rows["state"] == "hidden"]
    for measure_id, period, place, band in rows[["measure_id", "period", "place_id", "band"]].itertuples(
        index=False, name=None
    ):
        figures = published.get((measure_id, period))
        if figures and figures.is_share and isinstance(band, str):
            figures.add_band(groups[measure_id, period][place], band)
        elif figures and figures.is_share and place in figures.areas:
            figures.most[place, "base"] = FEWEST_SHOWN - 1.0


def add_targets(
    published: dict[Key, PublicFigures], groups: dict[Key, dict[str, set[str]]], rows: pd.DataFrame
) -> None:
    """Add the share of the whole programme about which a funnel is drawn."""
    for measure_id, period, value in set(
        rows[["measure_id", "period", "target_value"]].itertuples(index=False, name=None)
    ):
        if (measure_id, period) in published:
            published[measure_id, period].add_share(
                groups[measure_id, period]["programme:all"], float(value), None, None
            )


def add_beside(
    published: dict[Key, PublicFigures],
    groups: dict[Key, dict[str, set[str]]],
    rows: pd.DataFrame,
    db: duckdb.DuckDBPyConnection,
) -> None:
    """Add the figures of groups that are shown beside those of their areas."""
    region = dict(db.sql("SELECT area_id, 'areas-in:' || region_code FROM area").fetchall())
    for column in ("programme_value", "peers_value"):
        if column not in rows:
            continue
        places = "programme:all" if column == "programme_value" else rows["area_id"].map(region)
        values = rows.assign(place=places)[rows[column].notna()][["measure_id", "period", "place", column]]
        for measure_id, period, place, value in values.drop_duplicates().itertuples(index=False, name=None):
            figures = published.get((measure_id, period))
            if figures and place in groups[measure_id, period]:
                figures.add_share(groups[measure_id, period][place], float(value), None, None)


def add_comparisons(
    published: dict[Key, PublicFigures],
    groups: dict[Key, dict[str, set[str]]],
    rows: pd.DataFrame,
    db: duckdb.DuckDBPyConnection,
) -> None:
    """Add what an area is compared with: the other areas of its region, wave or programme, without itself."""
    places = defaultdict(list)
    for place, area in db.sql("SELECT place_id, area_id FROM place_member").fetchall():
        places[area].append(place)
    named = ["measure_id", "period", "area_id", "against", "other_numerator", "other_denominator", "other_value"]
    for measure_id, period, area, against, numerator, denominator, value in rows[named].itertuples(
        index=False, name=None
    ):
        figures = published.get((measure_id, period))
        if figures is None or against not in PEERS:
            continue
        place = next(name for name in places[area] if name.startswith(PEERS[against]))
        others = groups[measure_id, period][place] - {area}
        if others:
            figures.add(others, numerator, denominator)
            figures.add_share(others, float(value), None, None)


def add_changes(
    published: dict[Key, PublicFigures],
    groups: dict[Key, dict[str, set[str]]],
    rows: pd.DataFrame,
    db: duckdb.DuckDBPyConnection,
) -> None:
    """Add the earlier figure that follows from a figure and its change, and the later one likewise."""
    values = {
        (measure, place, period): value
        for measure, place, period, value in db.sql(
            "SELECT measure_id, place_id, period, value FROM indicator_value WHERE value IS NOT NULL"
        ).fetchall()
    }
    named = ["measure_id", "place_id", "period", "earlier_period", "changed_by"]
    changes = rows.loc[rows["changed_by"].notna(), named].itertuples(index=False, name=None)
    for measure_id, place, period, earlier, changed in changes:
        for given, sought, sign in ((period, earlier, -1), (earlier, period, 1)):
            figures, value = published.get((measure_id, sought)), values.get((measure_id, place, given))
            areas = groups[measure_id, sought].get(place) if figures else None
            if figures and areas and value is not None:
                figures.add_share(areas, value + sign * changed, None, None)


# ---- what other measures and tables give away ----


def add_other_measures(db: duckdb.DuckDBPyConnection, published: dict[Key, PublicFigures]) -> None:
    """Add the bases that another measure or a count of rows gives, and what the rule on members reveals about residents."""
    numbers = db.sql(
        """
        SELECT measure_id || ' numerator' AS name, period, place_id AS area_id, numerator AS number
        FROM indicator_value INNER JOIN area ON place_id = area_id WHERE state = 'value' AND numerator IS NOT NULL
        UNION ALL
        SELECT measure_id || ' denominator', period, place_id, denominator
        FROM indicator_value INNER JOIN area ON place_id = area_id WHERE state = 'value' AND denominator IS NOT NULL
        UNION ALL
        SELECT 'rows of ' || table_name, indicator_period.period, area_id, sum(row_count)
        FROM returned CROSS JOIN (SELECT DISTINCT period FROM indicator_value) AS indicator_period
        WHERE row_count IS NOT NULL
        GROUP BY ALL
        """
    ).df()
    by_period = {str(period): rows.pivot(index="area_id", columns="name", values="number") for period, rows in
                 numbers.groupby("period")}  # fmt: skip
    all_periods = pd.concat(by_period.values())
    free = {name for (name,) in db.sql("SELECT measure_id FROM measure WHERE counts_people = 'no'").fetchall()}
    members = {name for (name,) in db.sql("SELECT measure_id FROM measure WHERE people = 'voting members'").fetchall()}
    for (measure_id, period), figures in published.items():
        base = f"{measure_id} {'denominator' if figures.is_share else 'numerator'}"
        table = by_period[period]
        alike = numbers_that_agree(table, base) | (numbers_that_agree(all_periods, base) & set(table))
        for name in alike | ({"voting_members numerator"} & set(table) if measure_id in members else set()):
            bases = table[name].reindex(figures.hidden).dropna()
            for area, number in bases.items():
                figures.equations.append(Equation((((str(area), "base"), 1.0),), float(number)))
                figures.open_bases |= {str(area)} if name.split(" ")[0] in free else set()
    add_rule_met(published, by_period)


def numbers_that_agree(table: pd.DataFrame, base: str) -> set[str]:
    """Return what equals a base wherever both are published: in 20 figures or more, and not all alike."""
    if base not in table:
        return set()
    with_base = table[table[base].notna()]
    numbers, sought = with_base.to_numpy(dtype=float), with_base[base].to_numpy(dtype=float)[:, None]
    both = ~np.isnan(numbers)
    same = ((numbers == sought) | ~both).all(axis=0) & (both.sum(axis=0) >= 20)
    return {name for name in table.columns[same] if name != base and with_base[name].nunique() >= 3}


def add_rule_met(published: dict[Key, PublicFigures], by_period: dict[str, pd.DataFrame]) -> None:
    """Add the limits on resident members where a partnership met the rule, or with 8 members or more did not."""
    for (measure_id, period), figures in published.items():
        table = by_period[period]
        if measure_id != "residents_share" or not {"rule_met numerator", "voting_members numerator"} <= set(table):
            continue
        for area in figures.hidden:
            if area not in table.index:
                continue
            met, people = (
                float(table[name].to_dict()[area]) for name in ("rule_met numerator", "voting_members numerator")
            )
            if met == 1:
                figures.least[area, "yes"] = float(np.floor(people / 2) + 1)
            elif met == 0 and people >= 8:
                figures.most[area, "yes"] = float(np.floor(people / 2))
