"""Sheets as people keep them are recognised: titles above, columns in another order, other headings, extra columns."""

from pathlib import Path

import pandas as pd
import pytest
from openpyxl import Workbook

from etl.contract import contracts
from etl.errors import DataError
from etl.loading.templates import template_csv, template_xlsx
from etl.reading.own_sheets import EXAMPLE_AREA
from etl.reading.part import Part
from etl.reading.recognise import parts

RETURNED = [contract for contract in contracts() if contract.is_returned]
NO_QUESTIONS = pd.DataFrame()


def read(path: Path) -> list[Part]:
    return parts(path, path.name, RETURNED, NO_QUESTIONS)[0]


def file(folder: Path, text: str, name: str = "file.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("contract", RETURNED, ids=lambda contract: contract.table)
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_blank_template_is_recognised_and_its_example_left_out(contract, form: str, tmp_path: Path):
    path = tmp_path / f"x.{form}"
    path.write_bytes((template_csv if form == "csv" else template_xlsx)(contract, {"area": ["Alder Row"]}))
    (part,) = read(path)
    assert part.contract.table == contract.table
    assert list(part.rows.columns) == [column.name for column in contract.columns]
    assert part.rows.empty


def test_titles_order_case_and_other_spellings_of_headings_do_not_matter(tmp_path: Path):
    text = "Spending return 2019,,,\n,,,\nACTUAL SPEND,partnership,Quarter,Budgetted\n5,Alder Row,Q3 2019/20,7\n"
    (part,) = read(file(tmp_path, text, "return.csv"))
    assert part.contract.table == "spending"
    assert part.headings == {"spent_gbp": "ACTUAL SPEND", "area_id": "partnership", "period_start": "Quarter",
                             "period_end": "Quarter", "planned_gbp": "Budgetted"}  # fmt: skip
    assert "“Budgetted” was taken for Planned (£)" in part.notes
    assert part.rows.index.tolist() == [3]


def test_columns_of_no_table_are_kept_beside_the_rows_and_listed(tmp_path: Path):
    (part,) = read(file(tmp_path, "Area,Date,Kind,Weather,,\nAlder Row,2018-01-02,partnership,rain,,x\n"))
    assert part.contract.table == "meeting"
    assert part.extras.to_dict("list") == {"Weather": ["rain"], "column 6": ["x"]}
    assert "kept with their rows, though no table uses them: Weather, column 6" in part.notes


def test_repeated_headings_are_not_a_row(tmp_path: Path):
    (part,) = read(
        file(tmp_path, "Area,Date,Kind\nAlder Row,2018-01-02,other\nArea,Date,Kind\nIvy Street,2018-01-03,other\n")
    )
    assert part.rows["area_id"].tolist() == ["Alder Row", "Ivy Street"]
    assert part.rows.index.tolist() == [1, 3]
    assert "the headings stand again in row 3" in part.notes


def test_sheets_of_a_workbook_are_tables_of_their_own(tmp_path: Path):
    book = Workbook()
    first, second, third = book.active, book.create_sheet("Themes"), book.create_sheet("Letters")
    assert first is not None
    for row in (["Report of the year"], [], ["Area", "Date", "Kind of meeting"], ["Alder Row", "2018-01-02", "other"]):
        first.append(row)
    first.merge_cells("A1:C1")
    for row in (["Theme", "Cost of delivery"], ["Green places", False]):
        second.append(row)
    third.append(["Dear all", "see you soon"])
    book.save(tmp_path / "year.xlsx")
    file_parts, unrecognised = parts(tmp_path / "year.xlsx", "year.xlsx", RETURNED, NO_QUESTIONS)
    assert [(part.contract.table, part.sheet, len(part.rows)) for part in file_parts] == [
        ("meeting", "Sheet", 1),
        ("theme", "Themes", 1),
    ]
    (sentence,) = unrecognised
    assert sentence.startswith("year.xlsx, sheet Letters: its headings are not those of a table we know")


def test_the_names_of_sheet_and_file_decide_between_tables_with_the_same_headings(tmp_path: Path):
    text = "Area,Kind,Name,Source\nAlder Row,asset,Hall,Report\n"
    assert read(file(tmp_path, text, "legacy.csv"))[0].contract.table == "legacy"


def test_a_column_of_messages_from_an_earlier_check_is_passed_over(tmp_path: Path):
    (part,) = read(file(tmp_path, "Area,Date,Kind,What to mend\nAlder Row,2018-01-02,other,Refused: the date\n"))
    assert part.extras.empty


def test_a_file_without_a_table_gives_a_sentence_that_says_what_to_do(tmp_path: Path):
    with pytest.raises(
        DataError, match=r"its headings are not those of a table we know.*Take the template of its table"
    ):
        read(file(tmp_path, "one,two\n1,2\n"))


def test_a_table_that_lacks_columns_is_named_with_what_it_lacks(tmp_path: Path):
    text = "Area,Alder Row\nYear,2018-19\n\nBudget heading,Spent (£)\nTools,120\n"
    with pytest.raises(
        DataError, match=r"looks like Spending, but .* it has no column Area, Period from and Period to"
    ):
        read(file(tmp_path, text))


def test_the_example_row_is_recognised_by_its_area_alone(tmp_path: Path):
    (part,) = read(file(tmp_path, f"Area,Date,Kind\n{EXAMPLE_AREA},2018-01-02,other\nAlder Row,2018-01-02,other\n"))
    assert part.rows["area_id"].tolist() == ["Alder Row"]


def test_totals_and_notes_under_a_table_are_left_out_and_reported(tmp_path: Path):
    text = "Area,Date,Kind,People present\nAlder Row,2018-01-02,other,5\nTOTAL,,,5\n,Total,,5\n* counted by hand,,,\n"
    (part,) = read(file(tmp_path, text))
    assert part.rows["area_id"].tolist() == ["Alder Row"]
    assert "left out as totals: rows 3, 4" in part.notes
    assert "left out as a note, with one cell filled: row 5" in part.notes


def test_a_period_without_an_end_gives_both_its_ends_and_a_day_does_not(tmp_path: Path):
    text = "Area,Period from,Period to,Budget heading\nAlder Row,Q3 2019/20,,Hall\nAlder Row,2019-04-01,,Van\n"
    (part,) = read(file(tmp_path, text))
    assert part.rows["period_end"].tolist() == ["Q3 2019/20", ""]


def test_a_heading_that_asks_whether_it_was_paid_is_not_an_amount(tmp_path: Path):
    text = "Area,Quarter,What was it spent on,Amount (£),Paid?\nAlder Row,Q3 2019/20,Hall,5,Y\n"
    (part,) = read(file(tmp_path, text))
    assert part.headings["spent_gbp"] == "Amount (£)"
    assert list(part.extras.columns) == ["Paid?"]
