"""The points of the lines of the Trends page as a table and as a file."""

import pandas as pd

from dashboard.app_pages.trends.choices import is_per_area
from dashboard.model import db
from dashboard.model.catalogue import Catalogue
from dashboard.model.state import View
from dashboard.text import figure_cells, table_codes
from dashboard.text.words import Measure


def heading(catalogue: Catalogue, view: View) -> str:
    """Return the heading of the column of figures."""
    return figure_cells.heading(catalogue.measures[view.measure])


def number_formats(measure: Measure) -> dict[str, str]:
    """Return the format of the figures where a table's one decimal would be too few: 0.04 would be 0.0."""
    return {figure_cells.heading(measure): f"%,.{measure.decimals}f"} if measure.decimals > 1 else {}


def codes(shown: pd.DataFrame) -> list[str]:
    """Return the code of each point: "[c]", "[x]" or another, and nothing for a figure without caution."""
    return [table_codes.cell_code(row.state, row.reliability) for row in db.rows(shown)]


def in_order(shown: pd.DataFrame, drawn: dict[str, str]) -> pd.DataFrame:
    """Return the points in the order of the places, newest first; those for staff only without their figures."""
    order = {place_id: turn for turn, place_id in enumerate(drawn)}
    rows = shown.assign(turn=shown["place_id"].map(order)).sort_values(["turn", "time_at"], ascending=[True, False])
    is_staff_only = rows["reliability"] == table_codes.STAFF_ONLY
    return rows.assign(
        **{
            column: rows[column].mask(is_staff_only)
            for column in ("value", "drawn_value", "lower", "upper", "numerator", "denominator")
        }
    )


def table(catalogue: Catalogue, view: View, shown: pd.DataFrame, drawn: dict[str, str]) -> pd.DataFrame:
    """Return the points as the table under the chart."""
    measure, rows = catalogue.measures[view.measure], in_order(shown, drawn)
    marked = rows["period"].where(~rows["is_part_year"], rows["period"] + " (part year)")
    listed = pd.DataFrame({"Place": rows["name"], "Period": marked})
    if is_per_area(catalogue, view.measure):
        listed["Per area"] = rows["drawn_value"]
    listed[heading(catalogue, view)] = rows["value"]
    if rows["lower"].notna().any():
        listed["95% confidence interval"] = [figure_cells.range_words(row, measure) for row in db.rows(rows)]
    counts = rows["areas_counted"].where(rows["place_kind"] != "england").astype("Int64")
    listed["Areas"] = counts
    bands = rows["band"].fillna("") if "band" in rows else [""] * len(rows)  # no band by year of the plan
    noted = [f"{band} {code}".strip() for band, code in zip(bands, codes(rows), strict=True)]
    return listed.assign(Note=noted) if any(noted) else listed


def points_file(
    catalogue: Catalogue, view: View, shown: pd.DataFrame, drawn: dict[str, str], build: db.Build
) -> pd.DataFrame:
    """Return the points as a file that explains itself; a figure for staff only is marked as hidden."""
    measure, rows = catalogue.measures[view.measure], in_order(shown, drawn)
    is_staff_only = rows["reliability"] == table_codes.STAFF_ONLY
    states = rows["state"].mask(is_staff_only, "hidden")
    cautions = rows["reliability"].mask(is_staff_only, "")
    area_codes = catalogue.areas["area_code"]
    return pd.DataFrame(
        {
            "programme": catalogue.programme["programme_name"],
            "measure": measure.name,
            "unit": measure.unit,
            "area_code": [str(area_codes.get(place_id, "")) for place_id in rows["place_id"]],
            "area_name": rows["name"],
            "area_type": rows["place_kind"],
            "period": rows["period"],
            "is_part_year": rows["is_part_year"],
            "value": rows["value"],
            "value_for_each_area": rows["drawn_value"],
            "lower_confidence_interval_95": rows["lower"],
            "upper_confidence_interval_95": rows["upper"],
            "numerator": rows["numerator"],
            "denominator": rows["denominator"],
            "areas_counted": rows["areas_counted"],
            "trend": rows["verdict"],
            "state": states,
            "code": [table_codes.cell_code(state, caution) for state, caution in zip(states, cautions, strict=True)],
            "data_version": build.version,
        }
    )
