"""The Data page: what visitors see and what staff can do, and that visitors never see what is for staff."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.dashboard.visits import answer, links, page_text, ran_to_its_end, tables, visited

HEADINGS = "Area,Period from,Period to,Budget heading,Spent (£),State\n"
GOOD = (
    HEADINGS
    + "Alder Row,2019-04-01,2019-09-30,Youth work,5450.50,paid\nElm Green,2019-04-01,2019-09-30,Garden,1200,paid\n"
)
MESSY = HEADINGS + "Alder Row,2019-10-01,2020-03-31,Hall,lots,paid\nElm Gren,2019-10-01,2020-03-31,Hall,12,finished\n"
WARNING = "nothing to report is said"


def button(test: AppTest, key: str) -> AppTest:
    """Press a button and return the page after it."""
    test.button(key=key).click().run()
    assert [element.value for element in test.exception] == []
    return test


def upload(test: AppTest, **files: str) -> AppTest:
    """Choose files, and check them."""
    given = [(f"{name}.csv", text.encode(), "text/csv") for name, text in files.items()]
    test.file_uploader[0].set_value(given).run()
    return button(test, "check")


@pytest.mark.usefixtures("on_returned")
@pytest.mark.parametrize("page", ["overview", "area", "data", "about"])
def test_in_public_no_page_takes_a_file_or_speaks_of_staff_mode(page: str):
    test = visited(page)
    assert ran_to_its_end(test)
    assert not test.file_uploader
    assert "**Staff mode**" not in [element.value for element in test.markdown]
    if page != "about":  # which says that staff read another file
        assert "staff mode" not in page_text(test).lower()


@pytest.mark.usefixtures("on_returned", "staff", "desk")
@pytest.mark.parametrize("page", ["overview", "data"])
def test_in_staff_mode_every_page_says_so_and_only_the_data_page_takes_files(page: str):
    test = visited(page)
    assert ran_to_its_end(test)
    assert "**Staff mode**" in [element.value for element in test.markdown]
    assert bool(test.file_uploader) == (page == "data")


@pytest.mark.usefixtures("on_tiny")
def test_without_returns_the_page_opens_on_what_is_published_and_says_what_returns_would_add():
    test = visited("data")
    text = page_text(test).replace("**", "")
    assert "No returns of Tiny Programme are loaded. Returns would add a table of what each area has sent" in text
    assert "make staff" not in text
    assert [header.value for header in test.header] == ["Published facts", "Measures and sources"]
    assert answer(test).endswith("No returns are loaded, so we do not know which are overdue.")


def test_without_returns_an_invented_programme_that_has_some_is_a_link_away(
    big_local_build: Path, returned_build: Path, tmp_path: Path, read_from: Callable[[Path], None]
):
    shutil.copytree(big_local_build / "big_local", tmp_path / "big_local")
    shutil.copytree(returned_build / "tiny", tmp_path / "tiny")
    read_from(tmp_path)
    assert links(visited("data"))["See it with tiny programme data"]["programme"] == ["tiny"]
    assert "See it with" not in "".join(links(visited("data", programme="tiny")))


@pytest.mark.usefixtures("on_returned")
def test_with_returns_visitors_see_what_came_and_what_is_missing_but_no_warning_about_rows():
    test = visited("data")
    assert ran_to_its_end(test)
    # alder-row, kiln-lane, elm-green and larch-way sent spending; juniper-park a plan
    assert "5 of 12 areas have sent a return." in answer(test)
    # of spending 7 for 2016 (birch-end's partial) and 9 for 2017, of volunteer time 8: all but complete, received, nothing due
    assert "All 12 areas shown.** 23 returns are overdue and 1 is partial." in page_text(test)
    # of 30 due, 7 are in: spending of 2016 for 5 areas and of 2017 for 1 (one of them partial), volunteer time of 2
    assert "are in: 7 of 30. 23 returns are overdue." in answer(test)
    assert "- Host organisations: 1 area\n- Plans: 1 area" in page_text(test)
    assert test.selectbox(key="covered-table").value == "spending"
    rows = "".join(table.to_csv() for table in tables(test))
    assert WARNING not in rows + page_text(test)


@pytest.mark.usefixtures("on_returned")
def test_the_measures_are_counted_once():
    test = visited("data")
    (measures,) = [table for table in tables(test) if "Newest period" in table]
    assert f" of {len(measures)} measures have a figure for all 12 areas." in page_text(test)


@pytest.mark.usefixtures("on_returned", "staff", "desk")
def test_staff_see_what_was_odd_in_rows_that_were_kept(
    on_returned: object, read_from: Callable[[Path], None], returned_build: Path
):
    read_from(returned_build)
    test = visited("data")
    assert ran_to_its_end(test)
    assert any(WARNING in table.to_csv() for table in tables(test))
    assert on_returned


@pytest.mark.usefixtures("on_returned")
def test_the_picture_follows_the_return_that_is_chosen():
    test = visited("data")
    test.selectbox(key="covered-table").select("volunteer_time").run()
    assert ran_to_its_end(test)
    assert ("**Volunteer time, 2018: 1 complete, 1 received, 8 overdue, 2 nothing due**") in page_text(test)


@pytest.mark.usefixtures("desk", "staff")
def test_good_rows_are_checked_loaded_shown_and_listed_and_nobody_takes_them_back_by_one_click():
    test = visited("data")
    assert "Nothing has been loaded yet." in page_text(test)
    version = test.caption[-1].value  # the foot names the data version
    assert ", data version " in version
    upload(test, spending=GOOD, messy=MESSY)
    assert "Refused: these rows are not loaded until they are mended" in page_text(test)
    assert "**Spent (£)**: “lots” is not a number" in page_text(test)
    assert "No returns of Tiny Programme are loaded." in page_text(test)
    assert test.button(key="load").label == "Load 2 rows"
    button(test, "load")
    (done,) = test.success
    assert test.toast[0].value == done.value
    assert done.value.startswith("Load 1 is done: 2 rows. The data version is now ")
    assert ", data version " in test.caption[-1].value
    assert test.caption[-1].value != version
    assert "2 of 12 areas have sent a return. " in answer(test)
    assert "spending.csv, messy.csv" in tables(test)[0].to_csv()
    assert ", 2 files: 2 rows loaded, 2 rows refused." in page_text(test)
    assert not test.file_uploader[0].value
    assert "Spending: 2 new, 2 refused" in tables(test)[0].to_csv()
    upload(test, again=GOOD)
    assert "All good rows are loaded already." in page_text(test)
    assert test.button(key="load").disabled
    button(test, "roll-back-1")
    assert "No list of what was due is loaded (State of returns)" in page_text(test)
    (warning,) = test.warning
    assert warning.value.startswith("Roll back load 1? Load 1 brought 2 new rows of spending in 2 areas")
    button(test, "keep-load")
    assert not test.warning


@pytest.mark.usefixtures("desk", "staff")
def test_a_file_of_no_known_table_is_reported_and_the_table_can_be_chosen():
    test = upload(visited("data"), odd="Colour,Shape\nred,round\n")
    assert "its headings are not those of a table we know" in page_text(test)
    assert "None of the files could be taken for a table of returns." in page_text(test)
    assert test.button(key="load").disabled
    assert test.selectbox(key="named-table").value == ""
    test.selectbox(key="named-table").select("spending").run()
    assert not [element for element in test.button if element.key == "load"]  # the report was of another question
    button(test, "check")
    assert test.button(key="load").disabled


@pytest.mark.usefixtures("desk", "staff")
def test_a_column_in_doubt_is_a_question_whose_answer_loads_its_rows():
    rows = "Alder Row;2019-04-01;2019-09-30;Tools;1.250;paid\nElm Green;2019-04-01;2019-09-30;Rent;80;paid\n"
    test = upload(visited("data"), doubt=HEADINGS.replace(",", ";") + rows)
    assert test.button(key="load").label == "Load 1 row"
    (question,) = [radio for radio in test.radio if "may be thousands or decimals" in radio.label]
    assert question.value is None
    assert question.options == ["decimal point \\(1.250 is £1.25\\)", "decimal comma \\(1.250 is £1,250\\)"]
    assert test.button(key="answer-questions").disabled
    question.set_value("decimal comma").run()
    button(test, "answer-questions")
    assert test.button(key="load").label == "Load 2 rows"
    button(test, "load")
    assert test.success[0].value.startswith("Load 1 is done: 2 rows.")


@pytest.mark.usefixtures("desk", "staff")
def test_a_hostile_name_of_a_file_is_shown_just_as_it_is():
    test = upload(visited("data"), **{"../<img src=x onerror=alert(1)>[x](http://e)\n" + "x" * 100: GOOD})
    (shown,) = [str(element.value) for element in test.markdown if "onerror" in str(element.value)]
    assert "\\<img src=x onerror=alert\\(1\\)\\>\\[x\\]\\(http\\://e\\)" in shown
    assert len(shown.splitlines()[0]) < 150
    assert test.button(key="load").label == "Load 2 rows"


@pytest.mark.usefixtures("staff")
def test_where_the_history_cannot_be_read_a_sentence_says_so(desk: Path):
    (desk / "loads" / "0001").mkdir(parents=True)
    (desk / "loads" / "0001" / "load.json").write_text("{half", encoding="utf-8")
    test = visited("data")
    assert ran_to_its_end(test)
    (error,) = test.error
    assert "the record of this load is damaged." in error.value
    assert "Traceback" not in error.value
