"""Runs every check in order, each with a line naming it; the first that fails ends the run with its output.

``make test`` runs ``python -m tests.check``. The tests come last, so that the last line is theirs.
"""

import subprocess
import sys
from pathlib import Path

from tests.browser.find import install_browser

ROOT = Path(__file__).parents[1]
CHECKS = {
    "The code is formatted": ["ruff", "format", "--check", "."],
    "The code is clean": ["ruff", "check", "."],
    "The types fit": ["pyright"],
    "The queries are clean": ["sqlfluff", "lint", "queries"],
    "The generated documents are up to date": ["etl", "docs", "--check"],
}
"""The claim of each check, and the command that proves it; all are started at once, as they are independent."""
TESTS = ["pytest", "-m", "not prove", "-n", "3", "--dist", "loadfile", "--no-loadscope-reorder", "tests"]
"""Three at a time, for machines with two cores, as many tests wait for a browser or a process of their own; the tests of one
file run together and share what they build.

Files are taken in the order of their names: attacks and the browser first, which take longest, many short ones last, so that
neither core waits long for the other. By default the runner begins with the files that have the most tests.
"""


def main() -> int:
    """Run all checks and tests; return 0 if all pass, else the exit code of the first that failed."""
    say(f"A browser for the tests: {install_browser(say)}")
    started = {claim: start(command) for claim, command in CHECKS.items()}
    try:
        for claim, process in started.items():
            say(claim)
            output, _ = process.communicate()
            if process.returncode:
                say(output.rstrip())
                return process.returncode
    finally:
        for process in started.values():
            stop(process)
    say("The tests pass")
    return subprocess.run([sys.executable, "-m", *TESTS], cwd=ROOT, check=False).returncode


def start(command: list[str]) -> subprocess.Popen[str]:
    """Start a module of this environment with its arguments, and capture its output."""
    return subprocess.Popen(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    )


def stop(process: subprocess.Popen[str]) -> None:
    """Stop a process whose result is no longer needed, and close its output."""
    if process.poll() is None:
        process.kill()
    process.wait()
    if process.stdout:
        process.stdout.close()


def say(line: str) -> None:
    """Print a line immediately, even if the output goes to a file."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
