"""The measures of meetings and of what councils did: what each counts, year by year, expected by hand."""

from tests.queries.returned_rows import (
    Database,
    add,
    counts,
    figures,
    say,
)


def test_meetings_are_counted_by_kind_and_calendar_year(db: Database):
    for day, kind in (
        ("2016-12-31", "partnership"), ("2017-01-01", "partnership"), ("2017-05-01", "partnership"),
        ("2017-05-02", "council liaison"), ("2017-05-03", "community event"), ("2017-05-04", "other"),
    ):  # fmt: skip
        add(db, "meeting", met_on=day, kind=kind)
    assert counts(db, "meetings_partnership") == {"2016": 1, "2017": 2, "all years": 3}
    assert counts(db, "meetings_liaison") == {"2017": 1, "all years": 1}
    assert counts(db, "events_held") == {"2017": 1, "all years": 1}


def test_no_liaison_meeting_is_0_only_where_the_list_is_declared_complete(db: Database):
    for area, state in (("alder-row", "complete"), ("birch-end", "partial"), ("cedar-way", "not sent")):
        say(db, "meeting", "2016-17", state, area_id=area)
        add(db, "meeting", area, met_on="2016-05-01")
    assert figures(db, "meetings_liaison") == {("alder-row", "2016"): (0, None), ("alder-row", "all years"): (0, None)}
    assert figures(db, "meetings_partnership") == {
        ("alder-row", "2016"): (1, None),
        ("alder-row", "all years"): (1, None),
        ("birch-end", "2016"): (1, None),
        ("birch-end", "all years"): (1, None),
        ("cedar-way", "all years"): (1, None),
    }


def test_the_council_is_present_with_a_councillor_or_an_officer(db: Database):
    for councillors, officers in ((1, 0), (0, 2), (None, 1), (0, 0), (0, None), (None, None)):
        add(db, "meeting", met_on="2016-05-01", councillors_present=councillors, officers_present=officers)
    assert figures(db, "council_present", "alder-row") == {"2016": (3, 5), "all years": (3, 5)}


def test_a_commitment_is_due_when_it_was_answered_or_its_date_has_passed(db: Database):
    def made(name: str | None, on: str, due: str | None = None) -> None:
        add(db, "council_event", happened_on=on, kind="commitment made", commitment=name, due_on=due)

    made("Lease", "2016-05", "2017-05")
    add(db, "council_event", happened_on="2017-09", kind="commitment kept", commitment="Lease")
    made("Lights", "2016-06")
    add(db, "council_event", happened_on="2016-08", kind="commitment kept", commitment="Lights")
    add(db, "council_event", happened_on="2016-09", kind="commitment not kept", commitment="Lights")
    made("Bins", "2017-01", "2018")  # the last entry of the list is of 2018, so the year has not passed
    made("Paths", "2017-01", "2018-02")  # it has passed, and nobody answered
    made("Trees", "2017-01")  # no date, no answer
    made(None, "2017-01", "2017-02")
    add(db, "council_event", happened_on="2017-09", kind="commitment kept", commitment="Never told as made")
    add(db, "council_event", happened_on="2018-03-01", kind="staff")
    assert figures(db, "commitments_kept") == {
        ("alder-row", "2016"): (1, 2),
        ("alder-row", "2017"): (0, 1),
        ("alder-row", "all years"): (1, 3),
    }


def test_facts_about_the_council_are_counted_whatever_they_say(db: Database):
    add(db, "council_event", happened_on="2016", kind="disagreement")
    add(db, "council_event", happened_on="2016-05-02", kind="staff")
    say(db, "council_event", "2017-18", "not sent")
    say(db, "council_event", "2016-17", "nothing to report", area_id="birch-end")
    assert counts(db, "council_facts") == {"2016": 2, "all years": 2}
    assert counts(db, "council_facts", "birch-end") == {"2016": 0, "all years": 0}


def test_what_stays_is_counted_once_for_all_years(db: Database):
    add(db, "legacy", name="Hall", since="2019")
    add(db, "legacy", name="Fund", kind="fund")
    say(db, "legacy", "2019-20", "nothing to report", area_id="birch-end")
    say(db, "legacy", "2019-20", "not sent", area_id="cedar-way")
    assert figures(db, "legacy_count") == {("alder-row", "all years"): (2, None), ("birch-end", "all years"): (0, None)}


def test_how_far_the_list_of_another_area_reaches_changes_nothing(db: Database):
    made = {"kind": "commitment made", "commitment": "Lease", "due_on": "2017-05"}
    for area in ("alder-row", "birch-end"):
        add(db, "council_event", area, happened_on="2016-05", **made)
    add(db, "council_event", "alder-row", happened_on="2017-06", kind="staff")
    add(db, "council_event", "cedar-way", happened_on="2107-06-01", kind="staff")  # mistyped
    assert figures(db, "commitments_kept") == {("alder-row", "2016"): (0, 1), ("alder-row", "all years"): (0, 1)}
