"""Big Local with a few returns loaded: every page works, for an area that sent some and for one that sent none."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from etl.programme import PROGRAMMES

from .conftest import Serve, Visit
from .test_loading import A_BUILD_MS
from .test_pages import NAMES
from .visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.prove]

MADE_UP = "Made up for a test"
"""Words in every row, since the names of the areas are those of real places."""
RETURNS = {
    "spending": (
        "Area,Period from,Period to,Budget heading,Spent (£),State",
        f"Whitley Bay,2019-04-01,2019-09-30,{MADE_UP},1000,paid",
        f"Whitley Bay,2019-10-01,2020-03-31,{MADE_UP},2000,paid",
        f"Dyke House,2019-04-01,2019-09-30,{MADE_UP},4000,paid",
        f"Littlemoor,2019-04-01,2019-09-30,{MADE_UP},8000,paid",
    ),
    "funding": (
        "Area,Project,From whom,Route,Linked to the programme,Decided on,Outcome,Kind,Asked for (£),Awarded (£)",
        f"Whitley Bay,{MADE_UP},{MADE_UP},bid,yes,2019-06,won,cash,500,500",
        f"Whitley Bay,{MADE_UP} again,{MADE_UP},bid,yes,2019-07,won,cash,100,100",
        f"Whitley Bay,{MADE_UP} too,{MADE_UP},bid,yes,2019-08,lost,cash,900,",
        f"Dyke House,{MADE_UP},{MADE_UP},bid,yes,2019-06,pending,cash,700,",
    ),
    "meeting": (
        "Area,Date,Kind of meeting,People present",
        "Whitley Bay,2019-05-01,partnership,10",
        "Whitley Bay,2019-09-01,community event,200",
        "Littlemoor,2019-05-01,partnership,20",
    ),
    "council_event": (
        "Area,Council,Date,What kind,Role the council took,Which commitment,Due by,What happened,Source",
        f"Whitley Bay,,2019-05,joint statement,connected,,,{MADE_UP},{MADE_UP}",
        f"Dyke House,,2019-05,commitment made,supported,{MADE_UP},2020-01,{MADE_UP},{MADE_UP}",
    ),
}
MONEY = "£3,000 has been reported as spent; 2 wins from other funders are recorded, with £600 in cash."
"""The sentence expected on the page of Whitley Bay: 1,000 and 2,000 pounds spent, bids of 500 and 100 pounds won."""
ROWS = sum(len(lines) - 1 for lines in RETURNS.values())


@pytest.fixture
def desk(tmp_path: Path, big_local_build: Path) -> tuple[Path, Path]:
    """Return the folders of the programmes and of the builds of a copy of Big Local that a test may load into."""
    programmes = Path(shutil.copytree(PROGRAMMES / "big_local", tmp_path / "programmes" / "big_local")).parent
    return programmes, Path(shutil.copytree(big_local_build, tmp_path / "builds"))


def test_with_a_few_returns_loaded_every_page_of_big_local_holds(
    visit: Visit, serve: Serve, desk: tuple[Path, Path], tmp_path: Path
) -> None:
    programmes, builds = desk
    staff = serve(builds, BIGLOCAL_STAFF="yes", BIGLOCAL_PROGRAMMES=str(programmes))
    load(visit(staff, "/data"), tmp_path)
    everyone = serve(builds)
    for area_id, sentence in (
        ("whitley-bay", MONEY),
        (
            "arches-local",
            "No returns of Arches Local (Central Chatham, Luton Arches) are loaded, though 3 areas sent some.",
        ),
    ):
        visitor = visit(everyone, f"/?area={area_id}")
        for name in NAMES:
            open_page(visitor, name)
            if name == "Area":
                expect(visitor.page.locator(".stMain")).to_contain_text(sentence)


def load(visitor: Visitor, folder: Path) -> None:
    """Load the returns through the Data page, as staff do."""
    page = visitor.page
    paths = [folder / f"{table}.csv" for table in RETURNS]
    for path in paths:
        path.write_text("\n".join(RETURNS[path.stem]) + "\n", encoding="utf-8")
    page.locator("input[type=file]").set_input_files(paths)
    page.get_by_role("button", name="Check these files").click()
    page.locator(".st-key-report").get_by_role("button", name=f"Load {ROWS} rows").click(timeout=A_BUILD_MS)
    expect(page.get_by_test_id("stAlert").get_by_text(f"Load 1 is done: {ROWS} rows.")).to_be_visible(
        timeout=A_BUILD_MS
    )
    expect(page.locator(".st-key-answer")).to_contain_text("3 of 150 areas have sent a return")


def open_page(visitor: Visitor, name: str) -> None:
    """Go to a page by its link; it has an answer and meets no fault."""
    visitor.go_to(name)
    expect(visitor.page.locator(".st-key-answer")).not_to_be_empty()
    expect(visitor.page.get_by_test_id("stAlert")).to_have_count(0)
    visitor.see_no_fault()
