"""Grants as funders' files have them, through check and load: currencies, amounts, recipients in a sheet of their own."""

import csv
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from etl.loading.load import check_files
from etl.loading.staging import Staged
from etl.programme import programmes
from etl.reading.forms.grant_money import ISO_4217, currency_code
from tests.etl.desk import Desk, new_desk

HEAD = ["Identifier", "Title", "Currency", "Amount Awarded", "Award Date", "Recipient Org:Name", "Funding Org:Name"]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    new = new_desk(tmp_path_factory.mktemp("grants"))
    assert new.run("build").returncode == 0
    return new


def book(desk: Desk, **sheets: list[list[Any]]) -> Path:
    path = desk.folder / "grants.xlsx"
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    workbook.save(path)
    return path


def staged_file(desk: Desk, path: Path) -> Staged:
    (programme,) = programmes(desk.folder / "programmes")
    return check_files(programme, [(path, path.name)], lambda _words: None)


def staged_grants(desk: Desk, *money: tuple[str, str], ending: str = "csv") -> Staged:
    """Return what loading grants of these currencies and amounts would give."""
    rows = [HEAD] + [[f"360G-{number}", "Garden", currency, amount, "01/04/2019", "Group A", "Fund A"]
                     for number, (currency, amount) in enumerate(money)]  # fmt: skip
    if ending == "xlsx":
        return staged_file(desk, book(desk, grants=rows))
    path = desk.folder / "grants.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return staged_file(desk, path)


def money(staged: Staged) -> list[tuple[str, float]]:
    table = staged.accepted["grant"].to_pydict() if "grant" in staged.accepted else {"currency": [], "awarded": []}
    return list(zip(table["currency"], table["awarded"], strict=True))


def sentences(staged: Staged) -> list[str]:
    return [problem.sentence for problem in staged.problems]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("currency", ["GBP", "gbp", "Gbp ", "£", "UKP", "826", "GBP\u200b", "pounds sterling"])
def test_every_spelling_of_pounds_is_pounds(desk: Desk, currency: str, ending: str):
    assert money(staged_grants(desk, (currency, "5000"), ending=ending)) == [("GBP", 5000.0)]


@pytest.mark.parametrize(("currency", "code"), [("EUR", "EUR"), ("€", "EUR"), ("usd", "USD"), ("978", "EUR")])
def test_other_currencies_are_kept_with_a_note(desk: Desk, currency: str, code: str):
    staged = staged_grants(desk, (currency, "5000"), ("GBP", "10"))
    assert money(staged) == [(code, 5000.0), ("GBP", 10.0)]
    notes = staged.checked_parts[0].part.notes
    assert f"only grants in pounds are added up; others are kept: 1 in {code}" in notes
    assert (f"currency “{currency}” was read as {code}" in notes) == (currency != code)


@pytest.mark.parametrize(("currency", "words"), [("GPB", "Perhaps GBP is meant."), ("BGP", "Perhaps GBP is meant."),
                                                 ("XYZ", "Write its code, such as GBP."), ("$", ""), ("", "")])  # fmt: skip
def test_what_is_no_currency_is_refused_alone(desk: Desk, currency: str, words: str):
    staged = staged_grants(desk, (currency, "5000"), ("GBP", "10"))
    assert money(staged) == [("GBP", 10.0)]
    (sentence,) = sentences(staged)
    assert "row 2, Currency" in sentence and words in sentence


@pytest.mark.parametrize(
    ("currency", "amount", "value"),
    [
        ("GBP", "0", 0.0), ("GBP", "-500", -500.0), ("GBP", "£5,000", 5000.0), ("GBP", "5000.00 GBP", 5000.0),
        ("EUR", "€5000", 5000.0), ("EUR", "5,000.50 EUR", 5000.5), ("EUR", "5000 euros", 5000.0), ("USD", "$5,000", 5000.0),
        ("USD", "US$5,000", 5000.0), ("AUD", "$12", 12.0), ("EUR", "-€500", -500.0), ("gbp", "3 thousand pounds", 3000.0),
        ("£", "5000 pounds", 5000.0),
    ],
)  # fmt: skip
def test_an_amount_may_have_the_sign_of_its_currency(desk: Desk, currency: str, amount: str, value: float):
    assert [number for _, number in money(staged_grants(desk, (currency, amount)))] == [value]


@pytest.mark.parametrize(
    ("currency", "amount"),
    [("EUR", "£5000"), ("EUR", "5000 GBP"), ("USD", "€5000"), ("GBP", "€5000"), ("GBP", "$5000"), ("EUR", "5000 pounds"),
     ("GBP", "tbc"), ("GBP", "5000 EUR")],
)  # fmt: skip
def test_an_amount_in_another_currency_is_refused_alone(desk: Desk, currency: str, amount: str):
    staged = staged_grants(desk, (currency, amount), ("GBP", "10"))
    assert money(staged) == [("GBP", 10.0)]
    assert [("row 2, Amount Awarded" in sentence and amount in sentence) for sentence in sentences(staged)] == [True]


def test_codes_are_those_of_iso_4217():
    assert all(currency_code(code.lower()) == code for code in ISO_4217) and len(ISO_4217) > 150
    assert not {"UKP", "GPB", "XXX", "DEM"} & ISO_4217


GRANTS = [
    ["Identifier", "Title", "Currency", "Amount Awarded", "Award Date", "Funding Org:Name"],
    ["360G-1", "Garden", "GBP", 100, "2019-04-01", "Fund"],
    ["360G-2", "Hall", "GBP", 200, "2019-04-02", "Fund"],
]
RECIPIENTS = [
    ["Identifier", "Recipient Org:0:Name", "Recipient Org:0:Identifier"],
    ["360G-2", "Builders", "GB-CHC-9"],
    ["360G-1", "Gardeners", "GB-CHC-1"],
    ["360G-1", "Cooks", "GB-CHC-2"],
    ["360G-7", "Nobody", "GB-CHC-7"],
]


@pytest.mark.parametrize("order", [("grants", "recipients"), ("recipients", "grants")])
def test_recipients_of_another_sheet_are_joined_by_identifier(desk: Desk, order: tuple[str, str]):
    content = {"grants": [["Grants of the Fund"], *GRANTS], "recipients": RECIPIENTS}
    path = book(desk, **{name: content[name] for name in order})
    staged = staged_file(desk, path)
    table = staged.accepted["grant"].to_pydict()
    assert dict(zip(table["grant_id"], table["recipient_name"], strict=True)) == {
        "360G-1": "Gardeners; Cooks", "360G-2": "Builders",
    }  # fmt: skip
    assert dict(zip(table["grant_id"], table["recipient_id"], strict=True))["360G-1"] == "GB-CHC-1; GB-CHC-2"
    assert table["source_row"] == [3, 4]
    assert (
        "sheet recipients: 1 rows were left out, since no grant has their identifier"
        in staged.checked_parts[0].part.notes
    )
    assert staged.files[0].unknown_sheets == [] and staged.problems == []


def test_a_grant_without_a_recipient_in_the_other_sheet_is_refused_alone(desk: Desk):
    staged = staged_file(desk, book(desk, grants=GRANTS, recipients=RECIPIENTS[:2]))
    assert staged.accepted["grant"].to_pydict()["grant_id"] == ["360G-2"]
    assert any("Name" in sentence and "is empty" in sentence for sentence in sentences(staged))


def test_people_in_a_sheet_of_their_own_are_left_out(desk: Desk):
    people = [["Identifier", "Recipient Ind:0:Name"], ["360G-1", "A person"]]
    staged = staged_file(desk, book(desk, grants=GRANTS, recipients=RECIPIENTS[:3], individuals=people))
    assert staged.accepted["grant"].to_pydict()["grant_id"] == ["360G-2"]
    assert staged.checked_parts[0].part.left_out == {"grants to individuals": 1}


def test_joined_grants_are_loaded(desk: Desk):
    assert desk.run("load", book(desk, grants=GRANTS, recipients=RECIPIENTS), "--yes").returncode == 0
    assert desk.run("export", "grant", "--to", desk.folder).returncode == 0
    with (desk.folder / "tiny-grant.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert [(row["Amount Awarded"], row["Recipient Org:Name"]) for row in rows] == [
        ("100", "Gardeners; Cooks"), ("200", "Builders"),
    ]  # fmt: skip
