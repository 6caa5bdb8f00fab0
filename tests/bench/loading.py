"""Measures check, load and build of large returns against a bare ``read_csv`` of the same file, each in a process of its own."""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.etl.desk import ROOT, Desk, new_desk

BARE = (
    "import duckdb, sys; db = duckdb.connect(sys.argv[2]); "
    "db.execute('CREATE TABLE bare AS SELECT * FROM read_csv($path)', {'path': sys.argv[1]})"
)
NOTHING = "import duckdb, sys; duckdb.connect(sys.argv[2])"
AREAS = (
    "Alder Row",
    "Birches",
    "Elm Green",
    "Gorse Lea",
    "Hazel Court",
    "Ivy Street",
    "Juniper Park",
    "Kiln Lane",
    "Larch Way",
)
ANSWERS = ("strongly agree", "agree", "neither", "disagree", "strongly disagree", "")
QUESTIONS = tuple(f"question_{number}" for number in range(10))
SIZES = {"10^4 answers": 10_000, "10^5 answers": 100_000, "10^6 answers": 1_000_000, "10^5 grants": 100_000}


def measure_loading(measured: dict[str, list[float]], rounds: int, report_progress: Callable[[str], None]) -> None:
    """Load every size in every round, each time into a fresh copy of the tiny programme, beside the bare reading."""
    for name, rows in SIZES.items():
        for number in range(rounds):
            report_progress(f"loading {name}, round {number + 1} of {rounds}")
            with tempfile.TemporaryDirectory() as folder:
                desk = prepared(Path(folder))
                file = answers_file(desk, rows) if "answers" in name else grants_file(desk, rows)
                for what, command in commands(desk, file):
                    seconds, megabytes = cost(command, desk)
                    measured[f"{what} {name} seconds"].append(seconds)
                    measured[f"{what} {name} megabytes"].append(megabytes)
                done = json.loads(desk.run("history", "--json").stdout)[-1]
                if sum(table["accepted"] for table in done["tables"].values()) != rows:
                    raise AssertionError(f"{name}: not every row was loaded: {done['tables']}")


def commands(desk: Desk, file: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield the commands to measure, in order: bare reading, starting Python alone, check, load with its build."""
    yield "bare", [sys.executable, "-c", BARE, str(file), str(desk.folder / "bare.duckdb")]
    yield "nothing", [sys.executable, "-c", NOTHING, str(file), str(desk.folder / "empty.duckdb")]
    yield "check", desk.command("check", file)
    yield "load", desk.command("load", file, "--yes")


def cost(command: list[str], desk: Desk) -> tuple[float, float]:
    """Return the seconds and the peak of memory (MB) of one process."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=ROOT, env=desk.environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status:
        raise AssertionError(process.stderr.read().decode() if process.stderr else command)
    return seconds, usage.ru_maxrss / 1024


def prepared(folder: Path) -> Desk:
    """Return a desk with a build, into which the questions have been loaded."""
    desk = new_desk(folder)
    desk.run("build")
    scale = "; ".join(filter(None, ANSWERS))
    lines = [f"resident,{code},2016,Invented question,{scale},other" for code in QUESTIONS]
    file = desk.file("questions.csv", "Survey,Question,From round,Wording,Answers in order,Belongs to", *lines)
    done = desk.run("load", file, "--yes")
    if done.returncode:
        raise AssertionError(done.stderr)
    return desk


def answers_file(desk: Desk, rows: int) -> Path:
    """Write this many invented survey answers, ten per respondent, and return the file."""
    chance = random.Random(1)  # noqa: S311 (invented answers, no secret)
    path = desk.folder / "answers.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("Survey,Round,Area,Respondent key,Question,Answer\n")
        for respondent in range(rows // len(QUESTIONS)):
            area, year = AREAS[respondent % len(AREAS)], 2016 + 2 * (respondent % 5)
            for code in QUESTIONS:
                file.write(f"resident,{year},{area},R{respondent},{code},{chance.choice(ANSWERS)}\n")
    return path


def grants_file(desk: Desk, rows: int) -> Path:
    """Write this many invented grants under the standard's headings, and return the file."""
    chance = random.Random(1)  # noqa: S311 (invented grants, no secret)
    path = desk.folder / "grants.csv"
    titles = (
        "Identifier,Title,Description,Currency,Amount Awarded,Award Date,Recipient Org:Identifier,Recipient Org:Name,"
        "Recipient Org:Postal Code,Funding Org:Identifier,Funding Org:Name,Beneficiary Location:0:Geographic Code"
    )
    with path.open("w", encoding="utf-8") as file:
        file.write(titles + "\n")
        for number in range(rows):
            day = f"{2013 + number % 10}-{1 + number % 12:02}-{1 + number % 28:02}T00:00:00+00:00"
            what = f"360G-invented-{number},Invented grant {number},For an invented group,GBP"
            who = f"XX-{number % 5000},Invented group {number % 5000},ZZ1 1ZZ,XX-F,Invented fund,E01999001"
            file.write(f"{what},{chance.randrange(100, 90000)},{day},{who}\n")
    return path
