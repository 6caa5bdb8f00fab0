"""Grants in the 360Giving form are the same rows from a spreadsheet as from JSON; nothing is kept of a grant to a person."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.contract import DICTIONARY, read_contract
from etl.errors import DataError
from etl.loading.templates import template_csv
from etl.reading.forms.grant import from_json, from_sheet
from etl.reading.part import Part
from etl.reading.sheets import Sheet, sheets

GRANT: dict[str, Any] = {
    "id": "360G-example-0001",
    "title": "Garden for everybody",
    "description": "Plants; tools",
    "currency": "GBP",
    "amountAwarded": 5000,
    "awardDate": "2018-06-01T00:00:00+00:00",
    "plannedDates": [{"startDate": "2018-07", "endDate": "2019"}],
    "recipientOrganization": [
        {"id": "GB-CHC-1", "name": "Example Gardeners", "postalCode": "ZZ1 1AA", "location": [{"geoCode": "E05000001"}]}
    ],
    "beneficiaryLocation": [
        {"name": "Alder Row", "geoCode": "E01000001", "geoCodeType": "LSOA"},
        {"name": "Birch End", "geoCode": "E01000002", "geoCodeType": "LSOA"},
    ],
    "fundingOrganization": [{"id": "GB-CHC-2", "name": "Example Fund"}],
    "grantProgramme": [{"title": "Green places"}],
    "dateModified": "2019-01-31T12:00:00Z",
}
ROW = {
    "grant_id": "360G-example-0001",
    "title": "Garden for everybody",
    "description": "Plants; tools",
    "currency": "GBP",
    "awarded": "5000",
    "award_date": "2018-06-01T00:00:00+00:00",
    "planned_from": "2018-07",
    "planned_to": "2019",
    "recipient_id": "GB-CHC-1",
    "recipient_name": "Example Gardeners",
    "recipient_postcode": "ZZ1 1AA",
    "recipient_codes": "E05000001",
    "beneficiary_names": "Alder Row; Birch End",
    "beneficiary_codes": "E01000001; E01000002",
    "funder_id": "GB-CHC-2",
    "funder_name": "Example Fund",
    "programme_title": "Green places",
    "modified_on": "2019-01-31T12:00:00Z",
}
FEW = {"Identifier": "1", "Amount Awarded": "10", "Recipient Org:Name": "Gardeners"}


def sheet(*rows: dict[str, str], above: tuple[str, ...] = ()) -> Sheet:
    """Return a sheet with the titles of the first row and, above them, lines of one cell."""
    titles = list(rows[0])
    lines = [[text] + [""] * (len(titles) - 1) for text in above]
    lines += [titles, *([row.get(title, "") for title in titles] for row in rows)]
    return Sheet("grants.xlsx", "grants", pd.DataFrame(lines, dtype="str"), ())


def part_of(*rows: dict[str, str], above: tuple[str, ...] = ()) -> Part:
    grant_part = from_sheet(sheet(*rows, above=above))
    assert grant_part is not None
    return grant_part


@pytest.fixture
def json_part(tmp_path: Path):
    """Return a function that gives the one part of a JSON file with that content."""

    def part(content: Any) -> Part:
        path = tmp_path / "grants.json"
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        (grant_part,) = from_json(path, "grants.json")
        return grant_part

    return part


def test_json_becomes_rows_of_text(json_part):
    part = json_part({"version": "1.4", "grants": [GRANT]})
    assert part.contract.table == "grant" and (part.file, part.sheet) == ("grants.json", "")
    assert part.rows.to_dict("records") == [ROW]
    assert part.extras.to_dict("records") == [{"beneficiaryLocation/geoCodeType": "LSOA; LSOA"}]
    assert part.headings["recipient_name"] == "recipientOrganization/name"


@pytest.mark.parametrize(
    "titles",
    [
        ["Recipient Org:Name", "Recipient Org:Location:0:Geographic Code", "Beneficiary Location:0:Geographic Code",
         "Beneficiary Location:1:Geographic Code", "Planned Dates:Start Date"],
        ["Recipient Org:0:Name", "Recipient Org:0:Location:0:Geographic Code", "Beneficiary Location:0:Geographic Code",
         "Beneficiary Location:1:Geographic Code", "Planned Dates:0:Start Date"],
        ["recipientOrganization/0/name", "recipientOrganization/0/location/0/geoCode", "beneficiaryLocation/0/geoCode",
         "beneficiaryLocation/1/geoCode", "plannedDates/0/startDate"],
        ["recipient org : name", "RECIPIENT ORG:Location:GEOGRAPHIC CODE", "Beneficiary  Location:0:GeographicCode",
         "beneficiary location:1:geographic code", "Planned Dates: Start date"],
    ],
    ids=["rolled up", "numbered", "paths", "spacing and capitals"],
)  # fmt: skip
def test_titles_of_all_versions_are_recognised(titles: list[str]):
    cells = dict(zip(titles, ["Gardeners", "E05000001", "E01000001", "E01000002", "2018"], strict=True))
    part = part_of({"identifier": "1", "Amount awarded": "10"} | cells)
    assert part.rows.to_dict("records") == [
        {
            "grant_id": "1",
            "awarded": "10",
            "recipient_name": "Gardeners",
            "recipient_codes": "E05000001",
            "beneficiary_codes": "E01000001; E01000002",
            "planned_from": "2018",
        }
    ]
    assert part.extras.empty and part.headings["recipient_name"] == titles[0]


def test_rows_are_numbered_as_the_spreadsheet_shows_them_below_titles():
    part = part_of(FEW, FEW | {"Identifier": "2"}, above=("Grants of the Example Fund", "2018"))
    assert part.rows["grant_id"].to_dict() == {3: "1", 4: "2"}


def test_several_recipients_are_joined_each_name_once():
    part = part_of(
        FEW | {"Recipient Org:1:Name": "Cooks", "Recipient Org:2:Name": "Gardeners", "Recipient Org:3:Name": ""}
    )
    assert part.rows["recipient_name"].tolist() == ["Gardeners; Cooks"]


def test_of_several_dates_the_first_is_taken_and_the_others_are_kept_beside(json_part):
    part = json_part([GRANT | {"plannedDates": [{"startDate": "2018"}, {"startDate": "2019"}, {"startDate": "2020"}]}])
    assert part.rows["planned_from"].tolist() == ["2018"]
    assert part.extras["plannedDates/startDate/further"].tolist() == ["2019; 2020"]
    part = part_of(FEW | {"Planned Dates:0:Start Date": "2018", "Planned Dates:1:Start Date": "2019"})
    assert part.rows["planned_from"].tolist() == ["2018"]
    assert part.extras.to_dict("records") == [{"Planned Dates:1:Start Date": "2019"}]


def test_the_standards_own_title_comes_before_another_spelling():
    part = part_of({"Amount": "1"} | FEW)
    assert part.rows["awarded"].tolist() == ["10"] and part.extras.to_dict("records") == [{"Amount": "1"}]


def test_columns_of_no_table_are_kept_beside_the_rows_under_distinct_headings():
    rows = pd.DataFrame([[*FEW, "Note", "Note", ""], ["1", "10", "Gardeners", "a", "b", "c"]], dtype="str")
    part = from_sheet(Sheet("grants.csv", "", rows, ("read as Windows-1252",)))
    assert part is not None and part.notes == ("read as Windows-1252",)
    assert part.extras.to_dict("records") == [{"Note": "a", "Note (column 5)": "b", "column 6": "c"}]


@pytest.mark.parametrize(
    "title", ["Recipient Ind:Name", "Recipient Ind:0:Identifier", "To Individuals Details:Grant Purpose"]
)
def test_grants_to_people_are_left_out_of_a_sheet_and_counted(title: str):
    part = part_of(
        FEW | {title: ""}, FEW | {"Identifier": "2", title: "A person"}, FEW | {"Identifier": "3", title: "Another"}
    )
    assert part.rows["grant_id"].tolist() == ["1"] and part.left_out == {"grants to individuals": 2}
    assert part.extras.empty and "A person" not in repr(part)


@pytest.mark.parametrize(
    "about", [{"recipientIndividual": {"name": "A person"}}, {"toIndividualsDetails": {"grantPurpose": ["x"]}}]
)
def test_grants_to_people_are_left_out_of_json_and_counted(json_part, about: dict[str, Any]):
    part = json_part([GRANT | about, GRANT | {"id": "2"}])
    assert part.rows["grant_id"].to_dict() == {1: "2"} and part.left_out == {"grants to individuals": 1}


def test_a_title_that_only_begins_like_one_about_people_is_kept():
    part = part_of(FEW | {"Recipient Industry": "Gardening"})
    assert part.left_out == {} and part.extras.to_dict("records") == [{"Recipient Industry": "Gardening"}]


def test_names_and_addresses_of_people_at_organisations_are_left_out_with_a_note():
    part = part_of(
        FEW
        | {
            "Recipient Org:Contact Name": "A person",
            "Funding Org:0:Email": "a@example.org",
            "Funding Org:Phone Number": "",
        }
    )
    assert part.extras.empty and "A person" not in repr(part)
    assert part.notes == ("left out, since they may tell of people: Recipient Org:Contact Name, Funding Org:0:Email",)


def test_a_missing_currency_stays_empty_and_pounds_are_not_assumed(json_part):
    part = json_part([{key: value for key, value in GRANT.items() if key != "currency"}, GRANT | {"currency": "EUR"}])
    assert part.rows["currency"].tolist() == ["", "EUR"]


def test_numbers_of_json_are_written_as_people_write_them(json_part):
    amounts = '[{"amountAwarded": 1.5e3, "id": "a", "fundingOrganization": []}, {"amountAwarded": 1234.50, "id": 7}, '
    part = json_part(amounts + '{"amountAwarded": 1e999, "id": true}, {"amountAwarded": NaN, "id": null}]')
    assert part.rows["awarded"].tolist() == ["1500", "1234.50", "1e999", ""]
    assert part.rows["grant_id"].tolist() == ["a", "7", "yes", ""]


def test_lone_surrogates_in_json_become_question_marks(json_part):
    part = json_part([GRANT | {"title": "\ud83d garden", "\udc00": "x"}])
    assert part.rows["title"].tolist() == ["? garden"] and part.extras["?"].tolist() == ["x"]


def test_records_that_are_not_a_grant_are_counted_and_the_others_keep_their_number(json_part):
    part = json_part([None, GRANT, "text", {}, GRANT | {"id": "2"}])
    assert part.rows["grant_id"].to_dict() == {1: "360G-example-0001", 4: "2"}
    assert part.left_out == {"records that are not of a grant": 3}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_json_in_each_encoding_is_read(tmp_path: Path, encoding: str):
    path = tmp_path / "grants.json"
    path.write_bytes(json.dumps([GRANT | {"title": "Café"}], ensure_ascii=False).encode(encoding))
    assert from_json(path, "grants.json")[0].rows["title"].tolist() == ["Café"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('{"grants": [{"id": "1",\n', "something is wrong in line 2"),
        ('{"type": "FeatureCollection"}', "holds no list of grants"),
        ('{"grants": []}', "none of its 0 records is a grant"),
        ('[{"id": "1", "amountAwarded": 1}]', "none of its 1 records is a grant"),
        ("12", "holds no list of grants"),
        ("[" * 100_000, "is nested too deeply"),
        (json.dumps([GRANT | {f"field {number}": "x" for number in range(500)}]), "more than 500 different fields"),
    ],
    ids=["cut off", "an outline", "no grant", "no side", "a number", "deep", "many fields"],
)  # fmt: skip
def test_json_without_grants_is_refused_with_a_sentence(json_part, content: str, message: str):
    with pytest.raises(DataError, match=message) as refused:
        json_part(content)
    assert str(refused.value).startswith("grants.json: ") and str(refused.value).endswith(".")


def test_a_file_that_is_not_text_or_not_there_is_refused_with_a_sentence(tmp_path: Path):
    path = tmp_path / "grants.json"
    with pytest.raises(DataError, match="cannot be opened"):
        from_json(path, "grants.json")
    path.write_bytes(b'{"grants": "\xff\xff\xff"}')
    with pytest.raises(DataError, match="cannot be read as text"):
        from_json(path, "grants.json")


@pytest.mark.parametrize("lacking", list(FEW))
def test_a_sheet_without_the_titles_that_make_a_grant_is_left_to_others(lacking: str):
    assert from_sheet(sheet({title: text for title, text in FEW.items() if title != lacking})) is None


def test_the_template_is_read_without_its_example_row(tmp_path: Path):
    path = tmp_path / "grant.csv"
    lines = template_csv(read_contract(DICTIONARY / "grant.yml"), {}).decode("utf-8-sig").splitlines()
    own = lines[1].replace("360G-example-0001", "360G-example-0002")
    path.write_text("\n".join([*lines, own]), encoding="utf-8")
    part = from_sheet(sheets(path, "grant.csv")[0])
    assert part is not None and part.rows["grant_id"].to_dict() == {2: "360G-example-0002"}
    assert part.left_out == {"example row of the template": 1}


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text() | st.sampled_from(list(GRANT)), inner, max_size=6)
    ),
    max_leaves=15,
)


@given(
    anything
    | st.lists(anything.map(lambda inner: GRANT | {"recipientOrganization": inner, "beneficiaryLocation": inner}))
)
def test_any_json_gives_rows_of_text_or_a_sentence(tmp_path_factory: pytest.TempPathFactory, content: Any):
    path = tmp_path_factory.getbasetemp() / "any.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    try:
        (part,) = from_json(path, "any.json")
    except DataError as error:
        assert error.sentences[0].startswith("any.json")
        return
    assert len(part.rows) + sum(part.left_out.values()) == len(content)
    assert all(isinstance(text, str) for text in [*part.rows.to_numpy().ravel(), *part.extras.to_numpy().ravel()])
    assert part.headings.keys() == set(part.rows.columns) and part.extras.index.equals(part.rows.index)


titles = (
    st.sampled_from([*FEW, "Recipient Org:0:Name", "Recipient Ind:Name", "Beneficiary Location:0:Name", "Title", ""])
    | st.text()
)


@given(st.lists(titles, min_size=1, max_size=8), st.lists(st.lists(st.text(max_size=5), max_size=8), max_size=4))
def test_any_sheet_gives_rows_of_text_or_nothing(some_titles: list[str], cells: list[list[str]]):
    wide = max(map(len, [some_titles, *cells]))
    grid = pd.DataFrame([row + [""] * (wide - len(row)) for row in [some_titles, *cells]])
    part = from_sheet(
        Sheet("any.csv", "", grid.map(lambda text: text.encode("utf-8", "replace").decode()).astype("str"), ())
    )
    if part is not None:
        assert len(part.rows) + sum(part.left_out.values()) <= len(cells)
        assert part.headings.keys() == set(part.rows.columns) and part.extras.index.equals(part.rows.index)
