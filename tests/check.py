"""Every check, in order, each with a line saying what it is; the first that fails ends the run with what it said.

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
"""What each check claims, and the module that proves it; all are started at once, as no two need each other."""
TESTS = ["pytest", "-m", "not prove", "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder", "tests"]
"""Two at a time, for machines of two cores; the tests of one file stay together and share what they build.

Files are taken in the order of their names: attacks and the browser first, which take longest, many short ones last, so that
neither core waits long for the other. Left to itself the runner begins with the files that have the most tests.
"""


def main() -> int:
    """Run all checks and tests; return 0 when everything holds, else the exit code of what did not."""
    say(f"A browser for the tests: {install_browser(say)}")
    started = {claim: start(command) for claim, command in CHECKS.items()}
    try:
        for claim, process in started.items():
            say(claim)
            said, _ = process.communicate()
            if process.returncode:
                say(said.rstrip())
                return process.returncode
    finally:
        for process in started.values():
            stop(process)
    say("The tests pass")
    return subprocess.run([sys.executable, "-m", *TESTS], cwd=ROOT, check=False).returncode


def start(command: list[str]) -> subprocess.Popen[str]:
    """Start a module of this environment with the arguments given, its words kept for later."""
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
    """End a process that nobody waits for any more, and let go of its words."""
    if process.poll() is None:
        process.kill()
    process.wait()
    if process.stdout:
        process.stdout.close()


def say(words: str) -> None:
    """Print a line at once, also where the output goes to a file."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
