"""The dictionary for people is generated, complete, and the same as the committed file."""

from pathlib import Path

import pytest

import etl.building.docs
from etl.building.docs import documents, stale_documents, write_documents
from etl.contract import contracts
from etl.measuring.measures import measures


def dictionary() -> str:
    (text,) = documents().values()
    return text


def test_the_committed_dictionary_is_the_generated_one():
    assert stale_documents() == [], "run: biglocal docs"


def test_the_dictionary_holds_every_table_and_column_with_its_meaning():
    text = dictionary()
    for contract in contracts():
        assert f"### {contract.table}\n" in text
        for column in contract.columns:
            assert f"| `{column.name}` | {column.type}" in text
            assert column.description.replace("|", "\\|") in text


def test_the_dictionary_holds_every_measure_with_its_method():
    text = dictionary()
    for measure in measures():
        assert f"### {measure.name}\n\n`{measure.measure_id}`" in text and measure.method in text


def test_a_bar_in_a_meaning_does_not_end_the_cell_of_the_table():
    rows = [line for line in dictionary().splitlines() if line.startswith("| `")]
    assert rows and {line.replace("\\|", "").count("|") for line in rows} == {5}


def test_a_changed_or_missing_document_is_stale_until_it_is_written_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(etl.building.docs, "ROOT", tmp_path)
    path = tmp_path / "data/README.md"
    path.parent.mkdir()
    assert stale_documents() == [path]
    write_documents()
    assert stale_documents() == []
    path.write_text(path.read_text(encoding="utf-8") + "more\n", encoding="utf-8")
    assert stale_documents() == [path]
