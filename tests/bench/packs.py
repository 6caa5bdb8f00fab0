"""Measures one pack of six findings: the seconds and kilobytes of each form, and the peak of memory.

``python -m tests.bench.packs FOLDER`` makes the pack of one area of Practice once, from the builds in a folder, in this
process, and prints the figures as JSON.
"""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

AREA = "drubessel"


def measure_packs(
    measured: dict[str, list[float]], builds: Path, rounds: int, report_progress: Callable[[str], None]
) -> None:
    """Make the pack in every round, each time in a process of its own."""
    for number in range(rounds):
        report_progress(f"a pack, round {number + 1} of {rounds}")
        command = [sys.executable, "-m", "tests.bench.packs"]
        environment = {**os.environ, "BIGLOCAL_BUILDS": str(builds)}
        run = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
        for name, value in json.loads(run.stdout).items():
            measured[f"pack {name}"].append(value)


def main() -> None:
    """Make the pack once and print its figures: seconds and kilobytes by form, megabytes of memory at most."""
    from dashboard.model import db  # only here: BUILDS is read when the module is loaded
    from dashboard.model.state import View
    from dashboard.pack import forms, packs

    start = time.perf_counter()
    pack = packs.pack(db.public_build("practice"), View("practice", area=AREA))
    assert pack is not None
    assert len(pack.findings) == packs.SUGGESTED
    figures = {"findings seconds": time.perf_counter() - start}
    for form in forms.FORMS.values():
        start = time.perf_counter()
        content = form.write(pack)
        figures[f"{form.form_id} seconds"] = time.perf_counter() - start
        figures[f"{form.form_id} kilobytes"] = len(content) / 1000
    figures["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(json.dumps(figures))


if __name__ == "__main__":
    main()
