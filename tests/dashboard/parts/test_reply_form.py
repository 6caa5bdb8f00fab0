"""The right of reply on the screen: beside the figure, kept by staff, as a file for visitors, and on the Data page."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard.model import db, replies
from dashboard.model.catalogue import catalogue_of
from dashboard.model.replies import Reply
from dashboard.parts import reply_form
from tests.dashboard.visits import page_text, tables, visited

pytestmark = pytest.mark.usefixtures("on_practice")


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep replies in a file of the test alone."""
    monkeypatch.setenv("BIGLOCAL_REPLIES", str(tmp_path / "replies.sqlite"))


def query(**changes: Any) -> Reply:
    """Return a query about the people at events of Drubessel in 2025, which its build gives as 75."""
    version = db.public_build("practice").version
    reply = Reply(
        "practice", "drubessel", "event_attendance", "2025", "75", version, "query", "We counted 80.", "2026-03-04"
    )
    return replace(reply, **changes)


def opened_box(**address: str) -> AppTest:
    """Return the Area page of Drubessel with "About this figure" of its chart of people at events open."""
    test = visited("area", programme="practice", area="drubessel", beside="event_attendance", **address)
    (button,) = [button for button in test.button if button.key == "about-over-time-people"]
    return button.click().run()


def test_a_visitor_saves_a_file_that_names_the_figure(monkeypatch: pytest.MonkeyPatch):
    offered: dict[str, Any] = {}
    button = st.download_button

    def offer(label: str, data: Any, file_name: str, *rest: Any, **options: Any) -> Any:
        offered[file_name] = data
        return button(label, data, file_name, *rest, **options)

    monkeypatch.setattr(st, "download_button", offer)
    test = opened_box()
    assert not test.text_area
    text = offered["practice-drubessel-event_attendance-query.txt"]
    assert text.startswith("We think this figure is wrong.\r\n")
    for line in ("Programme: Practice", "Area: Drubessel", "Period: 2025", "Figure as shown: 75"):
        assert f"\r\n{line}\r\n" in text
    assert f"Data version: {db.public_build('practice').version}" in text
    assert "practice-drubessel-event_attendance-confirmation.txt" in offered
    assert replies.replies("practice") == []


def form_alone() -> None:
    """Show the form alone, as the test kit closes a box at each run."""
    import streamlit as st

    from dashboard.model.catalogue import read_context
    from dashboard.parts.reply_form import Subject, show_form

    st.session_state["context"] = read_context()
    show_form(Subject("drubessel", ("event_attendance",)))


@pytest.mark.usefixtures("staff")
def test_staff_keep_a_reply_and_refused_words_are_named():
    test = AppTest.from_function(form_alone, default_timeout=60).run()
    assert test.selectbox[0].options[0] == "People counted at community events, 2025: 75"
    test.text_area[0].set_value("<script>").run()
    test.button[0].click().run()
    assert "plain words" in test.error[0].value
    assert replies.replies("practice") == []
    test.text_area[0].set_value("We counted 80.").run()
    test.button[0].click().run()
    (kept,) = replies.replies("practice")
    assert replace(kept, reply_id=0, made_on="2026-03-04") == query(version=db.current_build("practice").version)


@pytest.mark.usefixtures("staff")
def test_a_figure_for_staff_only_is_kept_as_suppressed():
    build = db.current_build("practice")
    cursor = db.connection(build.path, build.stamp).cursor()
    rows = cursor.execute("SELECT area_id, measure_id FROM indicator_area WHERE reliability = 'staff only'").fetchall()
    assert rows
    context = SimpleNamespace(build=build, catalogue=catalogue_of(build))
    for area_id, measure_id in rows[:20]:
        hidden = db.query(build, "area_figures", area_id=area_id)
        of_measure = hidden[(hidden["measure_id"] == measure_id) & (hidden["reliability"] == "staff only")]
        offered = reply_form.figures(context, reply_form.Subject(area_id, (measure_id,)))  # type: ignore[arg-type]
        shown = {reply.period: reply.figure for reply in offered}
        assert {shown[period] for period in of_measure["period"]} <= {"suppressed [c]"}


def test_a_figure_is_marked_as_queried_until_it_is_answered():
    replies.add(query())
    test = visited("area", programme="practice", area="drubessel", beside="event_attendance")
    assert "2025 queried on 4 March 2026" in page_text(test)
    assert "We counted 80." not in page_text(test)
    replies.answer(1, "The return was corrected.", date(2026, 3, 9))
    test = visited("area", programme="practice", area="drubessel", beside="event_attendance")
    assert "queried on" not in page_text(test)


def test_the_file_of_a_chart_has_the_day_of_the_query(monkeypatch: pytest.MonkeyPatch):
    replies.add(query())
    offered: dict[str, Any] = {}
    monkeypatch.setattr(
        st, "download_button", lambda _label, data, file_name, *_rest, **_options: offered.update({file_name: data})
    )
    test = visited("area", programme="practice", area="drubessel", beside="event_attendance")
    (button,) = [button for button in test.button if "over-time" in str(button.key) and "event" in str(button.key)]
    button.click().run()
    (csv,) = [data for name, data in offered.items() if name.endswith(".csv")]
    heading, *rows = csv().decode("utf-8-sig").splitlines()
    place = heading.split(",").index("Queried on")
    assert {row.split(",")[0]: row.split(",")[place] for row in rows if row.split(",")[place]} == {"2025": "2026-03-04"}


def test_the_data_page_lists_replies_and_gives_the_words_of_those_that_are_answered():
    assert "Replies of areas" not in page_text(visited("data", programme="practice"))
    replies.add(query())
    replies.add(query(kind="confirmation", period="2023", figure="73", words="Right."))
    test = visited("data", programme="practice")
    assert "Areas sent 2 replies; 1 query waits for an answer." in page_text(test)
    (listed,) = [table for table in tables(test) if "Reply" in table]
    assert list(listed["Words"]) == ["", ""]
    assert not [box for box in test.selectbox if box.label == "Open query"]


@pytest.mark.usefixtures("staff")
def test_staff_read_an_open_query_and_answer_it():
    replies.add(query())
    test = visited("data", programme="practice")
    assert "What the area wrote: We counted 80." in page_text(test)
    (field,) = [area for area in test.text_area if area.label.startswith("Answer.")]
    field.set_value("The return was corrected.").run()
    next(button for button in test.button if button.label == "Answer this query").click().run()
    (answered,) = replies.replies("practice")
    assert answered.answer == "The return was corrected."
    assert "0 queries wait for an answer" in page_text(test)
