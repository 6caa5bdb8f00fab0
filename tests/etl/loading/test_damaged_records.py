"""A damaged record of a load is named in a sentence; set aside as it says, the rest of the history is usable."""

from pathlib import Path

import pytest

from tests.etl.desk import Desk, new_desk

HEAD = "Area,Period from,Period to,Budget heading,Spent (£),State"
ROW = "Alder Row,2019-04-01,2019-09-30,Garden,100,paid"


def loaded_desk(folder: Path) -> tuple[Desk, Path]:
    desk = new_desk(folder)
    file = desk.file("spending.csv", HEAD, ROW)
    assert desk.run("load", file, "--yes").returncode == 0
    return desk, file


@pytest.mark.parametrize("body", ["null", "[]", "7", "", "{}", "[" * 10_000, '{"a":' * 10_000])
def test_a_damaged_record_is_named_and_can_be_set_aside(tmp_path: Path, body: str):
    desk, file = loaded_desk(tmp_path)
    folder = desk.programme / "loads" / "0001"
    (folder / "load.json").write_text(body)
    for words in (["history"], ["build"], ["check", file], ["load", file], ["export", "spending", "--to", tmp_path]):
        done = desk.run(*words)
        assert done.returncode == 1
        assert f"{folder / 'load.json'}: the record of this load is damaged." in done.stderr
    folder.rename(folder.with_name("0001.aside"))
    assert desk.run("history").returncode == 0


def test_damaged_rows_are_named(tmp_path: Path):
    desk, file = loaded_desk(tmp_path)
    path = desk.programme / "loads" / "0001" / "spending.parquet"
    whole = path.read_bytes()
    for damaged in (whole[:-20] + bytes(byte ^ 255 for byte in whole[-20:]), b"", whole[: len(whole) // 2]):
        path.write_bytes(damaged)
        for words in (["build"], ["check", file], ["export", "spending", "--to", tmp_path]):
            done = desk.run(*words)
            assert done.returncode == 1
            assert f"{path}: these rows are damaged" in done.stderr
