"""Measures the dashboard with many readers at once: how long each waits, what goes wrong, and how much memory each costs.

Readers are socket clients, all in one separate process, so that they wait for the server and not for one another:
``python -m tests.bench.sessions ADDRESS PROCESS DATABASE`` lets them read and prints the figures as JSON. Half of them are
on the Map or the Area page, the others spread over the rest; every five seconds each chooses something else from a menu.
"""

import asyncio
import itertools
import json
import math
import os
import random
import statistics
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
from websockets.exceptions import WebSocketException

from tests.bench.data import current_database
from tests.bench.reader import Control, Reader
from tests.bench.servers import ROOT, running

PROCESSES = Path("/proc")
STAGES = (1, 10, 50)
"""The number of readers in each stage; the readers of a stage stay for the next."""
WARM_UP_S = 10
MEASURED_S = 60
EVERY_S = 5
FILTERS = ("Region", "Wave", "Deprivation")
MOST_FILTERS = 2
MOST_AREAS = 5
OFF = "All"
MENUS: dict[str, tuple[str, ...]] = {
    "map": ("Measure", "Period", *FILTERS),
    "area": ("Topic", "Measure over time"),
    "compare": ("Measure", "Period", "Second measure", "Topic", "What to show", "Areas and groups, up to 10"),
    "trends": ("Topic", "Measure", "Areas counted"),
    "funding": (*FILTERS, "Show"),
    "councils": (*FILTERS, "Council", "Show", "Round of the surveys"),
    "progress": (*FILTERS, "Show", "Prices"),
    "data": ("Which return",),
}
"""The menus that readers of each page use, by the first words of their labels; menus missing from the page are skipped."""
SEATS = ("map", "compare", "area", "trends", "map", "funding", "area", "councils", "map", "progress", "area", "data")
"""The page of each reader, repeated for as many readers as there are."""
WITH_AREA = ("area", "trends", "data")
"""The pages whose readers have an area chosen; on Compare each has two."""


@dataclass
class Stage:
    """The results of one stage: the milliseconds of each change by page, the bytes sent, and the problems."""

    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    sent: list[int] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def figures_of(self, number: int) -> dict[str, float]:
        """Return the figures of a stage with this many readers, by name."""
        milliseconds = sorted(itertools.chain.from_iterable(self.took.values()))
        figures = {
            "p50": statistics.median(milliseconds),
            "p95": nearly_longest(milliseconds),
            "changes": float(len(milliseconds)),
            "errors": float(len(self.problems)),
            "kB": statistics.mean(self.sent) / 1000,
        }
        figures |= {f"p95 {page}": nearly_longest(took) for page, took in self.took.items()}
        return {f"sessions {number} {name}": value for name, value in figures.items()}


def measure_sessions(
    measured: dict[str, list[float]], builds: Path, rounds: int, report_progress: Callable[[str], None]
) -> None:
    """Let readers read Practice in every round, each time from a server just started."""
    database = current_database(builds, "practice")
    for number in range(rounds):
        report_progress(f"{STAGES[-1]} readers at once, round {number + 1} of {rounds}")
        with running(builds, database, ("ours",)) as servers:
            server = servers["ours"]
            command = ["tests.bench.sessions", server.address, str(server.process_id), str(database)]
            done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, check=True, stdout=subprocess.PIPE)
        for name, value in json.loads(done.stdout).items():
            if not math.isnan(value):
                measured[name].append(value)


async def crowd_figures(address: str, process_id: int, areas: Sequence[str]) -> dict[str, float]:
    """Let the readers of each stage read, and return all figures."""
    readers: list[Reader] = []
    figures: dict[str, float] = {}
    megabytes: dict[int, float] = {}
    for number in STAGES:
        stage = Stage()
        for place in range(len(readers), number):
            readers.append(seated_reader(place, areas))
            stage.problems += (await readers[-1].open(address)).problems
        await run_stage(readers, stage, process_id, figures)
        megabytes[number] = memory_megabytes(process_id)
        figures |= stage.figures_of(number) | {f"sessions {number} megabytes": megabytes[number]}
        for problem in dict.fromkeys(stage.problems):
            sys.stderr.write(f"  {number} readers: {problem}\n")
    figures["sessions megabytes each"] = (megabytes[STAGES[-1]] - megabytes[1]) / (STAGES[-1] - 1)
    for reader in readers:
        await reader.close()
    return figures


def seated_reader(place: int, areas: Sequence[str]) -> Reader:
    """Return the reader of a place, on its page and with its areas chosen."""
    page = SEATS[place % len(SEATS)]
    mine, other = areas[place % len(areas)], areas[(place + len(areas) // 2) % len(areas)]
    if page == "compare":
        return Reader(page, f"programme=practice&areas={mine}.{other}")
    return Reader(page, f"programme=practice&area={mine}" if page in WITH_AREA else "programme=practice")


async def run_stage(readers: Sequence[Reader], stage: Stage, process_id: int, figures: dict[str, float]) -> None:
    """Let all readers choose every five seconds, spread evenly; changes during the warm-up do not count."""
    clock = asyncio.get_running_loop().time
    start = clock()
    busy = [
        asyncio.create_task(
            keep_choosing(reader, place, start + EVERY_S * place / len(readers), start + WARM_UP_S, stage)
        )
        for place, reader in enumerate(readers)
    ]
    await asyncio.sleep(WARM_UP_S)
    before = computing_seconds(process_id)
    await asyncio.gather(*busy)
    changes = sum(map(len, stage.took.values()))
    figures[f"sessions {len(readers)} work"] = (computing_seconds(process_id) - before) * 1000 / max(changes, 1)


async def keep_choosing(reader: Reader, place: int, due: float, counted_from: float, stage: Stage) -> None:
    """Choose something every five seconds until the stage ends, or as soon as the answer comes if that takes longer."""
    clock = asyncio.get_running_loop().time
    chance = random.Random(place)  # noqa: S311 (what to choose is no secret)
    while due < counted_from + MEASURED_S:
        await asyncio.sleep(max(0.0, due - clock()))
        requested_at = clock()
        chosen = next_choice(reader, chance)
        if chosen is None:
            stage.problems.append(f"{reader.page}: none of its menus is there at “{reader.address}”")
            return
        label, option = chosen
        try:
            run = await reader.choose(label, option)
        except (TimeoutError, WebSocketException) as error:
            stage.problems.append(f"{reader.page}: {type(error).__name__} after {label}: {option}")
            return
        stage.problems += [f"{reader.page}: {label}: {option}: {problem}" for problem in run.problems]
        if requested_at >= counted_from:
            stage.took[reader.page].append((clock() - requested_at) * 1000)
            stage.sent.append(run.size)
        due = max(due + EVERY_S, clock())


def next_choice(reader: Reader, chance: random.Random) -> tuple[str, str] | None:
    """Return what a reader chooses next: another option of any menu; with two filters on, one is cleared first."""
    menus = MENUS[reader.page]
    offered = [menu for menu in reader.controls.values() if menu.label.startswith(menus) and other_options(menu)]
    if not offered:
        return None
    filters = [menu for menu in offered if menu.options[0] == OFF and menu.chosen != [OFF]]
    if len(filters) >= MOST_FILTERS:
        return filters[0].label, OFF
    control = chance.choice(offered)
    return control.label, chance.choice(other_options(control))


def other_options(control: Control) -> list[str]:
    """Return the other options of a menu; if the most areas are chosen, those that can be removed."""
    if control.is_disabled:
        return []
    if control.kind == "multiselect" and len(control.chosen) >= MOST_AREAS:
        return control.chosen
    return [option for option in control.options if option not in control.chosen]


def nearly_longest(took: Sequence[float]) -> float:
    """Return the 95th percentile: the smallest of the figures that 95 in 100 of them do not exceed."""
    return sorted(took)[-(-95 * len(took) // 100) - 1]


def memory_megabytes(process_id: int) -> float:
    """Return the megabytes of memory that a process holds, or NaN if the system does not report it."""
    if not PROCESSES.exists():
        return math.nan
    lines = (PROCESSES / str(process_id) / "status").read_text(encoding="utf-8").splitlines()
    (held,) = (line.split()[1] for line in lines if line.startswith("VmRSS"))
    return int(held) * 1024 / 1e6


def computing_seconds(process_id: int) -> float:
    """Return the seconds of computing that a process has used, or NaN if the system does not report it."""
    if not PROCESSES.exists():
        return math.nan
    fields = (PROCESSES / str(process_id) / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main(address: str, process_id: str, database: str) -> None:
    """Let the readers read and print the figures."""
    with duckdb.connect(database, read_only=True) as db:
        areas = [name for (name,) in db.execute("SELECT area_id FROM area ORDER BY area_id").fetchall()]
    sys.stdout.write(json.dumps(asyncio.run(crowd_figures(address, int(process_id), areas))))


if __name__ == "__main__":
    main(*sys.argv[1:])
