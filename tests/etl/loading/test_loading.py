"""Returns from a file to the figures and back: dry run, load, correction, history, roll back, as ``biglocal`` does it."""

import csv
import hashlib
import io
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from etl.contract import contracts
from etl.loading.load import check_files, exported_csv
from etl.loading.staging import Staging
from etl.programme import PROGRAMMES, read_programme
from tests.etl.desk import ROOT, Desk, new_desk

HEAD = "Area,Period from,Period to,Budget heading,Spent (£),State"
GARDEN = 'Alder Row,2019-04-01,2019-09-30,Garden,"1,200.50",paid'
HALL = "Birches,Q3 2019/20,Q3 2019/20,Hall,£300,paid"
SPENDING = "SELECT area_id, period_start::VARCHAR, budget_line, spent_gbp FROM spending ORDER BY ALL"
GARDEN_ROW, HALL_ROW = ("alder-row", "2019-04-01", "Garden", 1200.5), ("birch-end", "2019-10-01", "Hall", 300.0)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    desk = new_desk(tmp_path_factory.mktemp("built"))
    assert desk.run("build").returncode == 0
    return desk


@pytest.fixture
def desk(built: Desk, tmp_path: Path) -> Desk:
    shutil.copytree(built.folder, tmp_path, dirs_exist_ok=True)
    return Desk(tmp_path)


@pytest.fixture(scope="module")
def loaded_once(built: Desk, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    desk = Desk(Path(shutil.copytree(built.folder, tmp_path_factory.mktemp("loaded"), dirs_exist_ok=True)))
    assert desk.run("load", desk.file("spending.csv", HEAD, GARDEN, HALL), "--yes").returncode == 0
    return desk


@pytest.fixture
def loaded(loaded_once: Desk, tmp_path: Path) -> Desk:
    """Return a desk with one loaded file of spending, of two areas."""
    return Desk(Path(shutil.copytree(loaded_once.folder, tmp_path, dirs_exist_ok=True)))


def test_a_dry_run_reports_what_would_change_and_changes_nothing(desk: Desk):
    file = desk.file("spending.csv", HEAD, GARDEN, HALL)
    before = sorted(desk.folder.rglob("*"))
    done = desk.run_separately("load", file)
    assert done.returncode == 0
    assert "Spending: 2 new, 0 changed, 0 as before, 0 gone, in 2 areas." in done.stdout
    assert "Nothing was changed. To load the good rows, say --yes." in done.stdout
    assert sorted(desk.folder.rglob("*")) == before


def test_a_load_brings_the_good_rows_and_keeps_the_refused_ones_beside_their_reasons(desk: Desk):
    file = desk.file("spending.csv", HEAD, GARDEN, HALL, "Aldr Row,2019-20,2019-20,Van,3OO,paid")
    report = desk.json_output("load", file, "--yes", "--by", "staff")
    assert report["tables"] == [
        {"table": "spending", "title": "Spending", "read": 3, "accepted": 2, "warned": 0, "refused": 1}
    ]
    assert desk.rows(SPENDING) == [GARDEN_ROW, HALL_ROW]
    (load,) = desk.json_output("history")
    assert (load["number"], load["by"], load["rolled_back"]) == (1, "staff", None)
    (refused,) = csv.DictReader(io.StringIO(Path(load["refused"]).read_text(encoding="utf-8-sig")))
    assert refused["Area"] == "Aldr Row"
    assert "'Aldr Row' is not the name of an area" in refused["reason"]
    assert "'3OO' is not a number" in refused["reason"]
    kept = desk.programme / "loads" / "received" / load["files"][0]["kept_as"]
    assert kept.read_bytes() == file.read_bytes()
    assert load["files"][0]["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()


def test_loading_the_same_file_twice_changes_nothing(loaded: Desk):
    version, file = loaded.version, loaded.folder / "spending.csv"
    assert loaded.json_output("load", file, "--yes")["result"].startswith("Nothing changed")
    assert len(loaded.json_output("history")) == 1
    assert loaded.version == version


def test_a_corrected_file_replaces_the_earlier_rows_and_reports_it(loaded: Desk):
    mended = loaded.file("mended.csv", HEAD, GARDEN.replace("1,200.50", "12,005"))
    report = loaded.json_output("load", mended, "--yes")
    assert [(row["area_id"], row["new"], row["changed"], row["gone"]) for row in report["difference"]] == [
        ("alder-row", 0, 1, 0)
    ]
    (change,) = report["changes"]
    assert (change["column_name"], change["before"], change["after"], change["is_jump"]) == (
        "Spent (£)",
        "1200.5",
        "12005.0",
        True,
    )
    assert loaded.rows(SPENDING) == [("alder-row", "2019-04-01", "Garden", 12005.0), HALL_ROW]


def test_a_file_that_replaces_a_load_takes_away_the_rows_it_lacks(loaded: Desk):
    report = loaded.json_output("load", loaded.file("again.csv", HEAD, GARDEN), "--yes", "--replaces", "1")
    assert {(row["area_id"], row["same"], row["gone"]) for row in report["difference"]} == {
        ("alder-row", 1, 0),
        ("birch-end", 0, 1),
    }
    assert loaded.rows(SPENDING) == [GARDEN_ROW]


def test_a_load_that_is_rolled_back_no_longer_counts_and_can_be_loaded_again(loaded: Desk):
    assert "Load 1 counts no more" in loaded.json_output("rollback", "1", "--by", "staff")["result"]
    assert loaded.rows(SPENDING) == []
    assert loaded.json_output("history")[0]["rolled_back"]["by"] == "staff"
    assert "has been rolled back before" in loaded.run("rollback", "1").stderr
    assert "There is no load 7" in loaded.run("rollback", "7").stderr
    loaded.json_output("load", loaded.folder / "spending.csv", "--yes")
    assert loaded.rows(SPENDING) == [GARDEN_ROW, HALL_ROW]
    assert [load["number"] for load in loaded.json_output("history")] == [1, 2]


def test_a_load_that_others_need_is_not_rolled_back(desk: Desk):
    questions = desk.file("questions.csv", "Survey,Question,From round,Wording,Answers in order,Belongs to",
                          "partnership,influence,2016,We can influence,agree; disagree,influence")  # fmt: skip
    answers = desk.file(
        "answers.csv",
        "Survey,Round,Area,Respondent key,Question,Answer",
        "partnership,2018,Alder Row,R1,influence,Agree",
    )
    desk.json_output("load", questions, "--yes")
    desk.json_output("load", answers, "--yes")
    version = desk.version
    done = desk.run("rollback", "1")
    assert done.returncode == 1
    assert "is not in the codebook of the partnership survey" in done.stderr
    assert desk.version == version
    assert desk.json_output("history")[0]["rolled_back"] is None


def test_rows_that_need_each_other_come_in_together_from_two_files(desk: Desk):
    theme = desk.file("themes.csv", "Theme,Cost of delivery", "Green places,no")
    spending = desk.file("spending.csv", f"{HEAD},Theme", f"{GARDEN},Green places", f"{HALL},Red places")
    report = desk.json_output("load", spending, theme, "--yes")
    assert {table["table"]: table["refused"] for table in report["tables"]} == {"spending": 1, "theme": 0}
    assert desk.rows("SELECT area_id, theme FROM spending") == [("alder-row", "Green places")]


def test_rows_with_the_same_key_are_refused_unless_they_are_identical(desk: Desk):
    twice = [GARDEN, GARDEN, HALL, HALL.replace("300", "400")]
    report = desk.json_output("check", desk.file("spending.csv", HEAD, *twice))
    assert [(problem["row"], problem["says"]) for problem in report["problems"]] == [
        (3, "is the same as row 2, so it counts once"),
        (4, "has the same Area, Period from, Period to and Budget heading as row 5"),
        (5, "has the same Area, Period from, Period to and Budget heading as row 4"),
    ]
    assert report["tables"][0]["accepted"] == 1


def test_people_reach_the_database_as_no_row(desk: Desk):
    review = desk.file("review.csv", "Area,Date of review,Voting members,Women", "Alder Row,18/05/2016,12,7")
    desk.json_output("load", review, "--yes")
    assert desk.rows("SELECT table_name, area_id, row_count FROM returned") == [("review", "alder-row", None)]
    names = {name for (name,) in desk.rows("SELECT table_name FROM duckdb_tables()")}
    assert not names & {"review", "survey_answer", "membership", "attendance", "volunteer_time"}


def test_what_was_exported_loads_again_without_a_change(loaded: Desk):
    done = loaded.run("export", "spending", "--to", loaded.folder)
    assert "tiny-spending.csv: 2 rows" in done.stdout
    report = loaded.json_output("check", loaded.folder / "tiny-spending.csv")
    assert (report["problems"], [row["same"] for row in report["difference"]]) == ([], [1, 1])


def test_a_correction_whose_old_value_has_changed_stops_the_load(loaded: Desk):
    path = loaded.programme / "corrections.csv"
    key = "alder-row|2019-04-01|2019-09-30|Garden"
    path.write_text(
        f"table_name,row_key,column_name,old_value,new_value,reason\nspending,{key},spent_gbp,1200.5,1210,a slip\n"
    )
    assert loaded.run("build").returncode == 0
    assert loaded.rows(SPENDING) == [("alder-row", "2019-04-01", "Garden", 1210.0), HALL_ROW]
    done = loaded.run("load", loaded.file("other.csv", HEAD, GARDEN.replace("1,200.50", "99")), "--yes")
    assert done.returncode == 1
    assert "expects '1200.5' but finds '99.0'" in done.stderr
    assert loaded.rows(SPENDING) == [("alder-row", "2019-04-01", "Garden", 1210.0), HALL_ROW]


def test_two_who_load_at_once_queue_and_both_are_loaded(desk: Desk):
    files = [desk.file(f"{number}.csv", HEAD, GARDEN.replace("Garden", f"Line {number}")) for number in range(2)]
    running = [subprocess.Popen(desk.command("load", file, "--yes"), cwd=ROOT, env=desk.environment, stdout=subprocess.DEVNULL)
               for file in files]  # fmt: skip
    assert [process.wait(60) for process in running] == [0, 0]
    assert [row[2] for row in desk.rows(SPENDING)] == ["Line 0", "Line 1"]
    assert len(desk.json_output("history")) == 2


def test_a_load_that_is_killed_leaves_the_last_good_build_and_the_next_one_succeeds(desk: Desk):
    before, file = desk.version, desk.file("spending.csv", HEAD, GARDEN)
    for wait in (0.6, 1.2, 1.8):
        process = subprocess.Popen(
            desk.command("load", file, "--yes"), cwd=ROOT, env=desk.environment, stdout=subprocess.DEVNULL
        )
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert desk.version == before or desk.rows(SPENDING) == [GARDEN_ROW]
        for kept in (desk.programme / "loads" / "received").glob("*.csv"):
            assert hashlib.sha256(kept.read_bytes()).hexdigest() == kept.stem
    assert desk.run("load", file, "--yes").returncode == 0
    assert desk.run("build", "--if-changed").returncode == 0
    assert desk.rows(SPENDING) == [GARDEN_ROW]
    assert not list((desk.programme / "loads").glob("*.draft"))


@pytest.mark.parametrize("bytes_at_most", [20, 3_000, 200_000])
def test_a_file_that_cannot_be_written_is_a_sentence_and_changes_nothing(desk: Desk, bytes_at_most: int):
    before, file = desk.version, desk.file("spending.csv", HEAD, GARDEN)
    limited = ["prlimit", f"--fsize={bytes_at_most}", "--", *desk.command("load", file, "--yes")]
    done = subprocess.run(limited, cwd=ROOT, env=desk.environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.strip()
    assert desk.version == before
    assert desk.json_output("history") == []
    assert not list((desk.programme / "loads").rglob("*.draft*"))
    assert desk.run("load", file, "--yes").returncode == 0


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_file_whose_name_is_no_text_is_loaded_and_named_as_well_as_can_be(desk: Desk):
    file = desk.file("spending.csv", HEAD, GARDEN)
    path = file.rename(file.with_name(os.fsdecode(b"d\xe9penses.csv")))
    done = desk.run("load", path, "--yes")
    assert done.returncode == 0 and "Traceback" not in done.stderr
    assert "d\ufffdpenses.csv" in done.stdout
    ((loaded,),) = [record["files"] for record in desk.json_output("history")]
    assert loaded["name"] == "d\ufffdpenses.csv"
    missing = desk.run("check", path.with_name(os.fsdecode(b"\xff.csv")))
    assert missing.returncode == 1 and missing.stderr.strip().endswith("\ufffd.csv: there is no such file.")


def test_a_file_of_a_gigabyte_is_refused_by_its_size_and_not_kept(desk: Desk):
    path = desk.file("grants.json", HEAD)
    with path.open("r+b") as file:
        file.truncate(1_000_000_000)  # of nothing, which takes no room on the disk
    done = desk.run("load", path, "--yes")
    assert done.returncode == 1
    assert (
        done.stderr.strip() == "grants.json: is bigger than 300 MB. Split it into several files and give each of them."
    )
    assert not (desk.programme / "loads" / "received").exists()


def test_every_table_of_practice_that_is_exported_loads_again_without_a_change(tmp_path: Path):
    programme = read_programme(PROGRAMMES / "practice")
    files, row_counts, staging = [], {}, Staging(programme)
    for contract in (contract for contract in contracts() if contract.is_returned):
        body, row_counts[contract.table] = exported_csv(staging, contract)
        path = tmp_path / f"{contract.table}.csv"
        path.write_bytes(body)
        files.append((path, path.name))
    staged = check_files(programme, [file for file in files if row_counts[file[0].stem]], lambda _words: None)
    assert [problem.sentence for problem in staged.problems if problem.severity == "error"] == []
    difference = staged.difference.groupby("table_name")[["new", "changed", "gone", "same"]].sum()
    assert difference[["new", "changed", "gone"]].to_numpy().sum() == 0
    assert difference["same"].to_dict() == {table: number for table, number in row_counts.items() if number}
