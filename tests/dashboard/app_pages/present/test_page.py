"""The Present page: its slides in their order, the buttons that change it, and its files."""

import io

import pytest
from pptx import Presentation
from streamlit.testing.v1 import AppTest

from dashboard.model import db
from dashboard.model.state import View
from dashboard.pack import packs
from tests.dashboard.visits import page_text, ran_to_its_end, visited

pytestmark = pytest.mark.usefixtures("on_real_builds")


def titles(test: AppTest) -> list[str]:
    """Return the titles of the slides shown, without their numbers."""
    cards = [html.proto.body for html in test.get("html") if html.proto.body.startswith('<div class="slide-card">')]
    return [card.partition("<h3>")[2].partition("</h3>")[0].partition(". ")[2] for card in cards]


def parameter(test: AppTest, name: str) -> str:
    """Return a part of the address, which the test kit holds as a text or as a list of one."""
    value = test.query_params[name]
    return value if isinstance(value, str) else value[0]


def press(test: AppTest, label: str, number: int) -> None:
    """Press the button of that label on the slide of that number."""
    buttons = [button for button in test.button if button.label.startswith(label)]
    buttons[number - 1].click().run()


@pytest.mark.parametrize("programme", ["practice", "big_local"])
def test_it_opens_with_the_first_set_for_all_areas(programme: str):
    test = visited("present", programme=programme)
    assert ran_to_its_end(test)
    assert 3 <= len(titles(test)) <= 8
    assert test.selectbox(key="present-place").value == "programme:all"


def test_the_first_set_of_an_area_is_that_of_its_pack():
    pack = packs.pack(db.public_build("practice"), View("practice", area="drubessel"))
    assert pack is not None
    assert titles(visited("present", programme="practice", area="drubessel")) == [f.title for f in pack.findings]


def test_buttons_move_and_remove_a_slide_and_the_address_keeps_the_order():
    test = visited("present", programme="practice", area="drubessel")
    before = titles(test)
    press(test, "Later", 1)
    assert titles(test) == [before[1], before[0], *before[2:]]
    press(test, "Earlier", 2)
    assert titles(test) == before
    press(test, "Remove", 1)
    assert titles(test) == before[1:]
    assert parameter(test, "findings").count(".") == len(before) - 2


def test_a_finding_is_added_at_the_end_and_the_first_set_comes_back():
    test = visited("present", programme="practice", area="drubessel")
    before = titles(test)
    (menu,) = [box for box in test.selectbox if box.label == "Add a finding"]
    menu.select_index(0).run()
    assert titles(test)[:-1] == before
    next(button for button in test.button if button.label == "Back to the first set").click().run()
    assert titles(test) == before


def test_another_audience_begins_with_another_theme():
    test = visited("present", programme="practice", area="drubessel")
    board = titles(test)
    test.button_group(key="present-audience").set_value("councillors").run()
    assert titles(test) != board
    assert parameter(test, "audience") == "councillors"


def test_near_an_election_the_page_says_what_is_left_out():
    test = visited("present", programme="practice", area="drubessel")
    test.toggle(key="present-election").set_value(True).run()
    assert "Left out because an election is near" in page_text(test)
    assert not [title for title in titles(test) if "council" in title.lower()]


def test_another_place_is_chosen_by_its_name():
    test = visited("present", programme="practice")
    test.selectbox(key="present-place").select("wave:2").run()
    assert parameter(test, "wave") == "2"
    test.selectbox(key="present-place").select("drubessel").run()
    assert (parameter(test, "area"), "wave" in test.query_params) == ("drubessel", False)


def test_two_filters_together_have_no_pack_and_the_page_says_so():
    test = visited("present", programme="practice", region="London", wave="1")
    assert "not for several filters together" in str(test.info[0].value)
    test.button[-1].click().run()
    assert titles(test)


def test_there_is_a_button_for_each_file_and_a_link_to_present():
    test = visited("present", programme="practice", area="drubessel")
    labels = [button.proto.label for button in test.get("download_button")]
    assert labels == [
        "Slides (PowerPoint)",
        "Handout (PDF)",
        "Large-print handout (PDF)",
        "One file for the hall (HTML)",
        "Tables (XLSX)",
    ]
    (link,) = [html.proto.body for html in test.get("html") if html.proto.body.startswith('<a class="present-link"')]
    version = db.public_build("practice").version
    assert f'href="/present?programme=practice&amp;area=drubessel&amp;v={version}&amp;present=1"' in link


def test_the_slides_hold_the_titles_of_the_page():
    test = visited("present", programme="practice", area="drubessel", findings="account.event_attendance")
    pack = packs.pack(
        db.public_build("practice"), View("practice", area="drubessel", findings="account.event_attendance")
    )
    assert pack is not None
    from dashboard.pack.slides import slides

    deck = Presentation(io.BytesIO(slides(pack)))
    assert [slide.shapes.title.text_frame.text for slide in deck.slides][1:3] == titles(test)  # pyright: ignore[reportOptionalMemberAccess]


def test_a_finding_can_be_embedded_with_a_line_to_copy():
    test = visited("present", programme="practice", area="drubessel", findings="account.new", since="2024-01-01")
    assert not test.code
    test.session_state["present-embed"] = True
    test.run()
    lines = [code.value for code in test.code]
    assert lines == [
        f'<iframe src="/embed/practice/drubessel/account" title="Drubessel: {titles(test)[0]}" width="100%" '
        'height="600" style="border: 0"></iframe>'
    ]
    assert "cannot be embedded" in page_text(test)
