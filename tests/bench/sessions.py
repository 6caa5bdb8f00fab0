"""Measures the dashboard with many readers at once: how long each waits, what goes wrong, and how much memory each costs.

Readers are socket clients, all in one process of their own, so that they wait for the server and not for one another:
``python -m tests.bench.sessions ADDRESS PROCESS DATABASE`` lets them read and prints the figures as JSON. Half of them are
on the Map or the Area page, the others spread over the rest; every five seconds each chooses something else from a menu.
"""

import asyncio
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
"""How many readers there are, one stage after another; those of a stage stay for the next."""
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
    "funding": (*FILTERS, "What to look at closer"),
    "councils": (*FILTERS, "Council", "Show", "Round of the surveys"),
    "progress": (*FILTERS, "Show", "Prices"),
    "data": ("Which return",),
}
"""The menus that readers of each page use, by the first words of their labels; those that are not there are passed over."""
SEATS = ("map", "compare", "area", "trends", "map", "funding", "area", "councils", "map", "progress", "area", "data")
"""On which page each reader sits, over and over."""
WITH_AREA = ("area", "trends", "data")
"""The pages whose readers have an area chosen; on Compare each has two."""


@dataclass
class Stage:
    """What came of one stage: the milliseconds of each change by page, what went wrong, and the bytes sent."""

    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    sent: list[int] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def figures(self, number: int) -> dict[str, float]:
        """Return the figures of a stage with so many readers, by what they are."""
        everything = sorted(one for page in self.took.values() for one in page)
        told = {
            "p50": statistics.median(everything),
            "p95": nearly_longest(everything),
            "changes": float(len(everything)),
            "errors": float(len(self.problems)),
            "kB": statistics.mean(self.sent) / 1000,
        }
        told |= {f"p95 {page}": nearly_longest(took) for page, took in self.took.items()}
        return {f"sessions {number} {name}": value for name, value in told.items()}


def measure_sessions(measured: dict[str, list[float]], builds: Path, rounds: int, tell: Callable[[str], None]) -> None:
    """Let readers read Practice so many times, each time from a server just started."""
    database = current_database(builds, "practice")
    for number in range(rounds):
        tell(f"{STAGES[-1]} readers at once, round {number + 1} of {rounds}")
        with running(builds, database, ("ours",)) as servers:
            server = servers["ours"]
            command = ["tests.bench.sessions", server.address, str(server.process_id), str(database)]
            done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, check=True, stdout=subprocess.PIPE)
        for name, value in json.loads(done.stdout).items():
            if not math.isnan(value):
                measured[name].append(value)


async def crowd(address: str, process_id: int, areas: Sequence[str]) -> dict[str, float]:
    """Let the readers of each stage read, and return all figures."""
    readers: list[Reader] = []
    figures: dict[str, float] = {}
    megabytes: dict[int, float] = {}
    for number in STAGES:
        stage = Stage()
        for place in range(len(readers), number):
            readers.append(seated(place, areas))
            stage.problems += (await readers[-1].open(address)).problems
        await held(readers, stage, process_id, figures)
        megabytes[number] = memory(process_id)
        figures |= stage.figures(number) | {f"sessions {number} megabytes": megabytes[number]}
        for problem in dict.fromkeys(stage.problems):
            sys.stderr.write(f"  {number} readers: {problem}\n")
    figures["sessions megabytes each"] = (megabytes[STAGES[-1]] - megabytes[1]) / (STAGES[-1] - 1)
    for reader in readers:
        await reader.close()
    return figures


def seated(place: int, areas: Sequence[str]) -> Reader:
    """Return the reader of a place: on which page, with which of the areas chosen."""
    page = SEATS[place % len(SEATS)]
    mine, other = areas[place % len(areas)], areas[(place + len(areas) // 2) % len(areas)]
    if page == "compare":
        return Reader(page, f"programme=practice&areas={mine}.{other}")
    return Reader(page, f"programme=practice&area={mine}" if page in WITH_AREA else "programme=practice")


async def held(readers: Sequence[Reader], stage: Stage, process_id: int, figures: dict[str, float]) -> None:
    """Let all readers choose every five seconds, spread evenly; what they do while warming up does not count."""
    clock = asyncio.get_running_loop().time
    start = clock()
    busy = [
        asyncio.create_task(reading(reader, place, start + EVERY_S * place / len(readers), start + WARM_UP_S, stage))
        for place, reader in enumerate(readers)
    ]
    await asyncio.sleep(WARM_UP_S)
    before = work(process_id)
    await asyncio.gather(*busy)
    changes = sum(map(len, stage.took.values()))
    figures[f"sessions {len(readers)} work"] = (work(process_id) - before) * 1000 / max(changes, 1)


async def reading(reader: Reader, place: int, due: float, counted_from: float, stage: Stage) -> None:
    """Choose something every five seconds until the stage ends; whoever waits longer chooses as soon as the answer is there."""
    clock = asyncio.get_running_loop().time
    chance = random.Random(place)  # noqa: S311 (what to choose is no secret)
    while due < counted_from + MEASURED_S:
        await asyncio.sleep(max(0.0, due - clock()))
        asked = clock()
        chosen = choice(reader, chance)
        if chosen is None:
            stage.problems.append(f"{reader.page}: none of its menus is there at “{reader.address}”")
            return
        label, option = chosen
        try:
            run = await reader.choose(label, option)
        except (TimeoutError, WebSocketException) as error:
            stage.problems.append(f"{reader.page}: {type(error).__name__} after {label}: {option}")
            return
        stage.problems += [f"{reader.page}: {label}: {option}: {one}" for one in run.problems]
        if asked >= counted_from:
            stage.took[reader.page].append((clock() - asked) * 1000)
            stage.sent.append(run.size)
        due = max(due + EVERY_S, clock())


def choice(reader: Reader, chance: random.Random) -> tuple[str, str] | None:
    """Return what a reader chooses next: anything else in any menu; with two filters on, one is taken off first."""
    offered = [one for one in reader.controls.values() if one.label.startswith(MENUS[reader.page]) and others(one)]
    if not offered:
        return None
    on = [one for one in offered if one.options[0] == OFF and one.chosen != [OFF]]
    if len(on) >= MOST_FILTERS:
        return on[0].label, OFF
    control = chance.choice(offered)
    return control.label, chance.choice(others(control))


def others(control: Control) -> list[str]:
    """Return what else can be chosen in a menu; of many areas chosen one can be given up."""
    if control.is_disabled:
        return []
    if control.kind == "multiselect" and len(control.chosen) >= MOST_AREAS:
        return control.chosen
    return [one for one in control.options if one not in control.chosen]


def nearly_longest(took: Sequence[float]) -> float:
    """Return the 95th percentile: of the figures in their order the first that is as long as 95 in 100 of them."""
    return sorted(took)[-(-95 * len(took) // 100) - 1]


def memory(process_id: int) -> float:
    """Return the megabytes of memory that a process holds, or not a number where the system does not tell."""
    if not PROCESSES.exists():
        return math.nan
    lines = (PROCESSES / str(process_id) / "status").read_text(encoding="utf-8").splitlines()
    (held,) = (line.split()[1] for line in lines if line.startswith("VmRSS"))
    return int(held) * 1024 / 1e6


def work(process_id: int) -> float:
    """Return the seconds of computing that a process has used, or not a number where the system does not tell."""
    if not PROCESSES.exists():
        return math.nan
    told = (PROCESSES / str(process_id) / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def main(address: str, process_id: str, database: str) -> None:
    """Let the readers read and print the figures."""
    with duckdb.connect(database, read_only=True) as db:
        areas = [name for (name,) in db.execute("SELECT area_id FROM area ORDER BY area_id").fetchall()]
    sys.stdout.write(json.dumps(asyncio.run(crowd(address, int(process_id), areas))))


if __name__ == "__main__":
    main(*sys.argv[1:])
