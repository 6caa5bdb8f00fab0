"""The Map page's content as one static page: ``python -m tests.bench.peers.static_page DATABASE PORT``.

All data is in the page and filtering happens in the browser, so no server can be faster. Both files are sent compressed.
"""

import gzip
import json
import sys
from pathlib import Path

import plotly
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.bench.peers import content

LIBRARY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
PAGE = """<!doctype html><meta charset="utf-8"><title>static</title><link rel="icon" href="data:,">
<style>body{font:14px sans-serif} .maps{display:grid;grid-template-columns:1fr 1fr} .rows{height:388px;overflow:auto}</style>
<h1>Where are the 150 areas, and how do they stand?</h1>
<label>Region <select id="region"></select></label>
<div class="maps"><div id="dots"></div><div id="tiles"></div></div><div id="strip"></div>
<div class="rows"><table><thead id="head"></thead><tbody id="table"></tbody></table></div>
<script src="plotly.min.js"></script>
<script>
const {pictures, rows, labels} = CONTENT;
const options = {displayModeBar: false};
const at = name => document.getElementById(name);
const cells = (row, kind) => '<tr>' + Object.values(row).map(cell => `<${kind}>${cell}</${kind}>`).join('') + '</tr>';
const draw = region => {
  const kept = rows.map((row, place) => region === 'All' || row.Region === region ? place : -1).filter(place => place >= 0);
  const pick = list => Array.isArray(list) ? kept.map(place => list[place]) : list;
  for (const [name, {data: [behind, marks], layout}] of Object.entries(pictures)) {
    const marker = {...marks.marker, color: pick(marks.marker.color)};
    const shown = {...marks, x: pick(marks.x), y: pick(marks.y), hovertext: pick(marks.hovertext), marker};
    Plotly.react(at(name), [behind, shown], layout, options);
  }
  at('table').innerHTML = kept.map(place => cells(rows[place], 'td')).join('');
};
at('head').innerHTML = cells(labels, 'th');
const regions = ['All', ...new Set(rows.map(row => row.Region))];
at('region').innerHTML = regions.map(name => `<option>${name}</option>`).join('');
at('region').onchange = event => draw(event.target.value);
draw('All');
</script>
"""


def app(database: Path) -> Starlette:
    """Return the server of the page and of plotly.js."""
    page_content = {"pictures": content.pictures(database), "rows": content.table(content.area_rows(database)),
            "labels": list(content.COLUMNS.values())}  # fmt: skip
    page = PAGE.replace("CONTENT", json.dumps(page_content).replace("</", "<\\/"))
    return Starlette(routes=[
        Route("/", compressed_endpoint(page.encode(), "text/html")),
        Route("/plotly.min.js", compressed_endpoint(LIBRARY.read_bytes(), "text/javascript")),
    ])  # fmt: skip


def compressed_endpoint(body: bytes, kind: str):
    """Return an endpoint that answers with these bytes, compressed once."""
    answer = Response(gzip.compress(body), media_type=kind, headers={"Content-Encoding": "gzip"})

    async def endpoint(_: Request) -> Response:
        return answer

    return endpoint


if __name__ == "__main__":
    uvicorn.run(app(Path(sys.argv[1])), port=int(sys.argv[2]), log_level="warning", access_log=False)
