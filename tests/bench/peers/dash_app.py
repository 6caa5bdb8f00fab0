"""The Map page's content in Dash: ``python -m tests.bench.peers.dash_app DATABASE PORT``.

A good one: a filter change sends the points of the pictures only, the outlines stay in the browser.
"""

import logging
import sys
from pathlib import Path
from typing import Any

from dash import Dash, Input, Output, Patch, dash_table, dcc, html

from tests.bench.peers import content

PICTURES = ("dots", "tiles", "strip")


def app(database: Path) -> Dash:
    """Return the app, with all its content in the first layout."""
    areas = content.area_rows(database)
    dash_app = Dash(__name__, update_title="")
    graphs = [dcc.Graph(id=name, figure=figure, config={"displayModeBar": False})
              for name, figure in content.pictures(database).items()]  # fmt: skip
    columns: Any = [{"name": name, "id": name} for name in content.COLUMNS.values()]
    dash_app.layout = html.Div([
        html.H1("Where are the 150 areas, and how do they stand?"),
        dcc.Dropdown(["All", *sorted(areas["region_name"].unique())], "All", id="region", clearable=False),
        html.Div(graphs[:2], style={"display": "grid", "gridTemplateColumns": "1fr 1fr"}),
        graphs[2],
        dash_table.DataTable(content.table(areas), columns, id="table", page_size=10, sort_action="native"),
    ])  # fmt: skip

    @dash_app.callback(
        *(Output(name, "figure") for name in PICTURES),
        Output("table", "data"),
        Input("region", "value"),
        prevent_initial_call=True,
    )
    def filtered(region: str) -> tuple:
        shown = areas if region == "All" else areas[areas["region_name"] == region]
        return *(changed_points(content.points(shown, name)) for name in PICTURES), content.table(shown)

    return dash_app


def changed_points(trace: dict[str, Any]) -> Patch:
    """Return the change of one picture: other points, all else as it was."""
    change = Patch()
    for part in ("x", "y", "hovertext", "marker"):
        change["data"][content.POINTS][part] = trace[part]
    return change


if __name__ == "__main__":
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    app(Path(sys.argv[1])).run(port=int(sys.argv[2]), debug=False)
