"""A damaged record of a load is named in a sentence; set aside as it says, the rest of the history is usable."""

import json
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from etl.errors import DataError
from etl.history import fill, history
from etl.loading.staging import Staging
from etl.programme import read_programme
from tests.etl.desk import ROOT, Desk, new_desk

HEAD = "Area,Period from,Period to,Budget heading,Spent (£),State,Colour"
ROW = "Alder Row,2019-04-01,2019-09-30,Garden,100,paid,red"
REFUSED = "Birches,2019-04-01,2019-09-30,Garden,some,paid,blue"
SECOND = "Alder Row,2019-04-01,2019-09-30,Benches,20,paid,red"
FLIPS = 60
"""In so many places a byte of each file of a record is changed."""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a desk with one load that no test changes."""
    desk = new_desk(tmp_path_factory.mktemp("loaded") / "desk")
    assert desk.run("load", desk.file("spending.csv", HEAD, ROW, REFUSED), "--yes").returncode == 0
    return desk.folder


@pytest.fixture
def desk(loaded: Path, tmp_path: Path) -> Desk:
    """Return a copy of the desk with one load."""
    return Desk(Path(shutil.copytree(loaded, tmp_path / "desk")))


def loads_of(desk: Desk) -> Path:
    return desk.programme / "loads"


def uses(file: Path, folder: Path) -> tuple[list[str | Path], ...]:
    """Return the commands that read what was loaded."""
    return (["check", file], ["load", file], ["load", file, "--yes"], ["export", "spending", "--to", folder], ["build"])


@pytest.mark.parametrize(
    "body",
    ["null", "[]", "7", "", "{}", "[" * 10_000, '{"a":' * 10_000, "\x00" * 200,
     '{"loaded_at": 1, "by": 2, "files": 3, "tables": 4}'],
)  # fmt: skip
@pytest.mark.parametrize("has_checksums", [True, False])
def test_a_damaged_record_is_named_and_can_be_set_aside(desk: Desk, tmp_path: Path, body: str, has_checksums: bool):
    file = desk.folder / "spending.csv"
    folder = loads_of(desk) / "0001"
    (folder / "load.json").write_text(body)
    if not has_checksums:
        (folder / "checksums.sha256").unlink()
    others = (["history", "--json"], ["rollback", "1"], *uses(file, tmp_path)) if body in ("null", "[" * 10_000) else ()
    for words in (["history"], *others):
        done = desk.run(*words)
        assert done.returncode == 1
        assert f"{folder / 'load.json'}: the record of this load is damaged." in done.stderr
    folder.rename(folder.with_name("0001.aside"))
    assert desk.run("history").returncode == 0


def test_the_other_loads_are_listed_and_stay_usable(desk: Desk, tmp_path: Path):
    assert desk.run("load", desk.file("more.csv", HEAD, SECOND), "--yes").returncode == 0
    (loads_of(desk) / "0001" / "load.json").write_text("null")
    done = desk.run("history")
    assert done.returncode == 1
    assert "more.csv" in done.stdout
    assert "0001/load.json: the record of this load is damaged." in done.stderr
    (loads_of(desk) / "0001").rename(loads_of(desk) / "0001.aside")
    assert desk.run("export", "spending", "--to", tmp_path).returncode == 0
    (exported,) = tmp_path.glob("*-spending.csv")
    assert "Benches" in exported.read_text(encoding="utf-8")
    assert desk.run("rollback", "2").returncode == 0
    assert desk.run("load", desk.folder / "spending.csv", "--yes").returncode == 0
    assert [load["number"] for load in desk.json_output("history")] == [2, 3]  # 1 may be put back from a backup


def test_damaged_rows_are_named(desk: Desk, tmp_path: Path):
    file = desk.folder / "spending.csv"
    path = loads_of(desk) / "0001" / "spending.parquet"
    whole = path.read_bytes()
    for has_checksums in (True, False):
        if not has_checksums:
            (path.parent / "checksums.sha256").unlink()
        for damaged in (whole[:-20] + bytes(byte ^ 255 for byte in whole[-20:]), b"", whole[: len(whole) // 2]):
            path.write_bytes(damaged)
            for words in uses(file, tmp_path):
                done = desk.run(*words)
                assert done.returncode == 1
                assert f"{path}: these rows are damaged" in done.stderr
    path.unlink()
    for words in uses(file, tmp_path):
        done = desk.run(*words)
        assert done.returncode == 1
        assert f"{path}: the rows of this load are not there." in done.stderr


@pytest.mark.parametrize("name", ["load.json", "spending.parquet", "rolled_back.json", "checksums.sha256"])
def test_no_changed_byte_of_a_record_goes_unnoticed(desk: Desk, tmp_path: Path, name: str):
    file = desk.folder / "spending.csv"
    if name == "rolled_back.json":
        assert desk.run("rollback", "1").returncode == 0
    path = loads_of(desk) / "0001" / name
    whole = path.read_bytes()
    programme = read_programme(desk.programme)
    staging = Staging(programme, [])
    staging.prepare_tables(["spending"])
    read_lines = [line for line in whole.splitlines() if line.endswith((b"  load.json", b"  spending.parquet"))]
    chance = random.Random(13)  # noqa: S311 (places of damage, no secret)
    for number in range(FLIPS):
        place, bit = chance.randrange(len(whole)), 1 << chance.randrange(8)
        body = whole[:place] + bytes([whole[place] ^ bit]) + whole[place + 1 :]
        path.write_bytes(body)
        is_of_kept_only = name == "checksums.sha256" and set(read_lines) <= set(body.splitlines())
        if not is_of_kept_only:
            with pytest.raises(DataError, match=r"0001\.aside"):
                fill(staging.db, staging.contracts["spending"], history(programme), "spending__loaded")
        if number % 30 == 0:
            for words in (["history"], *uses(file, tmp_path)):
                done = desk.run(*words)
                assert is_of_kept_only or done.returncode == 0 or "0001.aside" in done.stderr, (place, bit, words, done)


@pytest.mark.parametrize("name", ["refused.csv", "spending-extras.parquet"])
def test_damage_of_what_is_only_kept_is_named_and_stops_nothing(desk: Desk, tmp_path: Path, name: str):
    file = desk.folder / "spending.csv"
    path = loads_of(desk) / "0001" / name
    whole = path.read_bytes()
    aside = path.with_name(f"{name}.aside")
    for is_there, body in ((True, b"\x00" + whole[1:]), (True, b""), (False, b"")):
        path.write_bytes(body)
        if not is_there:
            path.unlink()
        sentence = f"{path}: this file is {'damaged' if is_there else 'not there'}. It is only kept"
        done = desk.run("history")
        assert (done.returncode, "spending.csv" in done.stdout, done.stderr.count(sentence)) == (1, True, 1)
        assert str(aside.name) in done.stderr
        (load,) = desk.json_output("history")
        assert [line.startswith(sentence) for line in load["damaged"]] == [True]
        for words in uses(file, tmp_path)[:3]:
            done = desk.run(*words)
            assert done.stderr.count(sentence) == 1
            assert words[0] == "check" or done.returncode == 0
        done = desk.run("build")
        assert (done.returncode, done.stderr.count(sentence)) == (0, 1)
        assert desk.run("export", "spending", "--to", tmp_path).returncode == 0
    assert desk.run("rollback", "1").returncode == 0
    assert sentence in desk.run("history").stderr
    aside.touch()
    assert (desk.run("history").returncode, desk.run("history").stderr) == (0, "")
    assert desk.run("build").stderr == ""


def test_damaged_rows_are_named_in_the_history_and_those_of_a_load_rolled_back_stop_nothing(desk: Desk):
    path = loads_of(desk) / "0001" / "spending.parquet"
    whole = path.read_bytes()
    path.write_bytes(whole[:-9])
    done = desk.run("history")
    assert (done.returncode, done.stderr.count(f"{path}: these rows are damaged. Put 0001 back")) == (1, 1)
    assert desk.run("build").stderr.count(f"{path}: these rows are damaged") == 1
    path.write_bytes(whole)
    assert desk.run("rollback", "1").returncode == 0
    path.write_bytes(whole[:-9])
    done = desk.run("build")
    assert (done.returncode, done.stderr.count(f"{path}: this file is damaged. It is only kept")) == (0, 1)


def test_a_check_of_all_programmes_names_damaged_files(desk: Desk):
    path = loads_of(desk) / "0001" / "refused.csv"
    path.write_bytes(b"damaged")
    done = subprocess.run(
        [sys.executable, "-m", "etl", "check"],
        cwd=ROOT,
        env=desk.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert f"{path}: this file is damaged." in done.stderr


def test_loads_from_before_there_were_checksums_are_read(desk: Desk):
    file = desk.folder / "spending.csv"
    (loads_of(desk) / "0001" / "checksums.sha256").unlink()
    assert "Nothing would change" in desk.run("load", file).stdout
    assert desk.run("rollback", "1").returncode == 0
    assert "ROLLED BACK" in desk.run("history").stdout
    path = loads_of(desk) / "0001" / "rolled_back.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({"by": record["by"], "at": record["at"]}), encoding="utf-8")
    assert "ROLLED BACK" in desk.run("history").stdout


def test_a_damaged_copy_of_a_received_file_is_mended_when_the_file_is_loaded_again(desk: Desk):
    file = desk.folder / "spending.csv"
    (copy,) = (loads_of(desk) / "received").iterdir()
    copy.write_bytes(b"damaged")
    desk.run("load", file, "--yes")
    assert copy.read_bytes() == file.read_bytes()


def test_a_table_all_of_whose_rows_were_refused_is_in_the_history(tmp_path: Path):
    desk = new_desk(tmp_path)
    good = desk.file("spending.csv", HEAD, ROW)
    bad = desk.file(
        "funding.csv", "Area,Funder,What for,Amount awarded (£),Date decided,Kind,Status", "Alder Row,,,x,x,x,x"
    )
    done = desk.run("load", good, bad, "--yes")
    assert done.returncode == 0, done
    assert "0 new, 0 changed, 0 as before, 0 gone, 1 refused" in desk.run("history").stdout
