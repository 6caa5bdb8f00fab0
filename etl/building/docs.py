"""Writes ``data/README.md``, the data dictionary for people, from the contracts and the measures' headers."""

from pathlib import Path

from etl.contract import Contract, contracts
from etl.measuring.measures import Measure, measures
from etl.programme import ROOT

HEAD = """# The data

This file is written by `biglocal docs`; change the contracts in `data/dictionary` or the headers in `queries/indicators`
instead.

`programmes/<programme>/` holds what is particular to one programme: `programme.yml` (its name, state and waves),
`reference/` (areas, councils, outlines, context), `published/` (facts with their addresses), `corrections.csv` (mended
values with reasons) and `returns/` (what areas send; never committed). Beside each table stands a YAML file that tells
its sources: publisher, title, address, licence, date and what was done. A table may also have rows kept by hand in
`<table>-by-hand.csv`.

`biglocal reference --from FOLDER` compiles Big Local's `reference` and `published` from a folder of public files; the
YAML files give the address of each. `build/` holds the databases and is made anew at any time.
"""
YEARS = """How the methods below count years, exactly:

- A *complete* year: each of its months, from the month of the area's first return of that table on, falls in a return whose
  state is complete or nothing to report, to the last month of the year; and no return of another state has a day in it. All
  years are complete when every return of the table is. See `queries/macros/return_years.sql`.
- A return is *missing* for a year when one whose state is not sent has a day in it. No return is missing for all years.
- Sums and counts of a year in which rows were returned are shown unless a return is missing for it.
- A period is *not due* from an area, where the measure is due while areas are open, when the area has no figure for it and
  closed before it began: by the earliest date of the state closed, compared as precisely as that date is given. All years
  are always due. See `queries/macros/is_over.sql`.
"""


def documents() -> dict[Path, str]:
    """Return the text of each generated document by its path."""
    parts = [HEAD, "## Tables\n", *map(_table, contracts()), "## Measures\n", YEARS, *map(_measure, measures())]
    return {ROOT / "data" / "README.md": "\n".join(parts)}


def write_documents() -> None:
    """Write all generated documents."""
    for path, text in documents().items():
        path.write_text(text, encoding="utf-8")


def stale_documents() -> list[Path]:
    """Return the paths of the documents that differ from what would be generated now."""
    return [
        path for path, text in documents().items() if not path.is_file() or path.read_text(encoding="utf-8") != text
    ]


def _table(contract: Contract) -> str:
    rows = [
        f"| `{column.name}` | {column.type}{f' ({column.unit})' if column.unit else ''} | {_cell(column.description)} | "
        f"{_cell(column.empty) or 'never'} |"
        for column in contract.columns
    ]
    return "\n".join([
        f"### {contract.table}\n",
        f"{contract.description} Each row is {contract.each_row_is}. File: `{contract.folder}/{contract.table}.csv`"
        f"{' (optional)' if contract.optional else ''}. Key: {', '.join(f'`{name}`' for name in contract.key)}.\n",
        "| column | type | meaning | empty when |",
        "|---|---|---|---|",
        *rows,
        "",
    ])  # fmt: skip


def _measure(measure: Measure) -> str:
    return (
        f"### {measure.name}\n\n`{measure.measure_id}`, {measure.unit}, {measure.kind}. {measure.method} {measure.caveat} "
        f"Sources: {measure.sources}.\n"
    )


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
