"""A load and a build, killed at 30 moments each and run on a full disk: the last good build stays, no file is lost."""

import hashlib
import random
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.etl.desk import ROOT, Desk, new_desk

pytestmark = pytest.mark.prove
MOMENTS = 30
ROWS = 2_000


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a desk with a good build and one load, and a file to load next."""
    desk = new_desk(tmp_path)
    assert desk.run("build").returncode == 0
    spending(desk, "first.csv", 100)
    assert desk.run("load", desk.folder / "first.csv", "--yes").returncode == 0
    spending(desk, "next.csv", ROWS)
    return desk


def spending(desk: Desk, name: str, rows: int) -> None:
    lines = [f"Alder Row,2019-04-01,2019-09-30,Line {number},{number},paid" for number in range(rows)]
    desk.file(name, "Area,Period from,Period to,Budget heading,Spent (£),State", *lines)


def assert_nothing_is_lost(desk: Desk, allowed: set[int]) -> None:
    """Open the current database, which has the rows of before or after; read the history; compare every file received."""
    assert desk.rows("SELECT count(*) FROM spending")[0][0] in allowed
    for kept in (desk.programme / "loads" / "received").glob("*.csv"):
        assert hashlib.sha256(kept.read_bytes()).hexdigest() == kept.stem
    assert desk.run("history").returncode == 0


@pytest.mark.parametrize("what", ["load", "build"])
def test_a_process_that_is_killed_at_any_moment_loses_nothing(desk: Desk, what: str):
    command = desk.command("load", desk.folder / "next.csv", "--yes") if what == "load" else desk.command("build")
    whole = time.monotonic()
    assert (
        subprocess.run(command, cwd=ROOT, env=desk.environment, stdout=subprocess.DEVNULL, check=False).returncode == 0
    )
    whole = time.monotonic() - whole
    chance, after_next = random.Random(7), 0  # noqa: S311 (moments to stop at, no secret)
    for _ in range(MOMENTS):
        if what == "load":
            last = max(
                (
                    load["number"]
                    for load in desk.json_output("history")
                    if not load["rolled_back"] and load["number"] > 1
                ),
                default=0,
            )
            if last:
                assert desk.run("rollback", str(last)).returncode == 0
        process = subprocess.Popen(command, cwd=ROOT, env=desk.environment, stdout=subprocess.DEVNULL)
        time.sleep(chance.uniform(0, whole))
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert_nothing_is_lost(desk, {100, ROWS})
        after_next += desk.rows("SELECT count(*) FROM spending")[0][0] == ROWS
    assert desk.run("load", desk.folder / "next.csv", "--yes").returncode == 0
    assert desk.run("build", "--if-changed").returncode == 0
    assert desk.rows("SELECT count(*) FROM spending")[0][0] == ROWS
    print(f"{what}: killed {MOMENTS} times within {whole:.1f} s, {after_next} times after the new rows were in place")


def test_a_full_disk_is_a_sentence_and_loses_nothing(desk: Desk, tmp_path: Path):
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=160m", "tmpfs", small], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("a small disk cannot be made here: it takes the right to mount one")
    try:
        full_disk(
            Desk(Path(shutil.copytree(desk.folder, small / "desk", ignore=shutil.ignore_patterns("small")))), small
        )
    finally:
        subprocess.run(["umount", small], check=True)


def full_disk(desk: Desk, disk: Path) -> None:
    messages = set()
    for left in (0, 2_000, 20_000, 400_000, 1_500_000, 5_000_000, 12_000_000):
        filler = disk / "filler"
        free = shutil.disk_usage(disk).free
        with filler.open("wb") as file:
            file.write(b"\0" * max(0, free - left))
        done = desk.run_separately("load", desk.folder / "next.csv", "--yes")
        filler.unlink()
        assert done.returncode == 1, left
        assert "Traceback" not in done.stderr
        messages.add(done.stderr.strip().splitlines()[-1][:80])
        assert_nothing_is_lost(desk, {100})
    assert desk.run("load", desk.folder / "next.csv", "--yes").returncode == 0
    assert desk.rows("SELECT count(*) FROM spending")[0][0] == ROWS
    print(*sorted(messages), sep="\n")
