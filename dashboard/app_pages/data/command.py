"""Runs the command ``biglocal`` for staff in a process of its own: the dashboard itself changes no file.

Files that people choose are written into a temporary folder under numbers; their own names are passed on as text only.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).parents[3]
PROGRAMMES = Path(os.environ.get("BIGLOCAL_PROGRAMMES") or ROOT / "data" / "programmes")
SHORT_S, LONG_S = 120, 1200
"""The longest a command may take: one that reads no files of the user, and one that does."""
LONGEST_NAME = 255
"""No file system has longer names."""
FAULT = (
    "The command that does this stopped with a fault of its own. Loads are done in one step, so what is loaded is what the "
    "history says; the error message is in the window where the dashboard was started."
)
PROGRESS = re.compile(r"[a-z]+ing\b.*[^.]|")
"""The form of a line that only reports progress: "reading spending.csv"."""

OnProgress = Callable[[str], None]
"""A function that is called with each line a command writes on its error stream."""


class NotDone(Exception):
    """A command failed; ``sentences`` give the reason in words for the screen."""

    def __init__(self, *sentences: str):
        super().__init__("\n".join(sentences))
        self.sentences = sentences


@dataclass(frozen=True)
class ChosenFile:
    """A file that somebody chose: its own name and its content."""

    name: str
    body: bytes


@dataclass(frozen=True)
class Request:
    """What to check or load: the programme, the files, the table to take them for, and the load that they replace.

    ``answers`` choose how columns are read, in the form "Date=month first".
    """

    programme_id: str
    files: Sequence[ChosenFile]
    table: str = ""
    replaces: int = 0
    answers: Sequence[str] = ()

    def options(self) -> list[str]:
        """Return the options of the command for this request."""
        table = [f"--table={self.table}"] if self.table else []
        names = [f"--as={name}" for name in distinct_names(self.files)]
        return [f"--programme={self.programme_id}", *table, *names, *(f"--read={answer}" for answer in self.answers)]


def distinct_names(files: Sequence[ChosenFile]) -> list[str]:
    """Return a name for each file that can be passed to a process, no two alike."""
    names: list[str] = []
    for file in files:
        name = file.name.replace("\0", "").encode("utf-8", "replace").decode()[-LONGEST_NAME:] or "file"
        names.append(f"{name} ({names.count(name) + 1})" if name in names else name)
    return names


def report(request: Request, on_progress: OnProgress) -> dict[str, Any]:
    """Return the report on the files: what loading them would change, and every problem. Raise NotDone."""
    with written_files(request.files) as paths:
        return run_json(["load", *paths, *request.options(), *_replaces(request)], on_progress, LONG_S)


def load_files(request: Request, on_progress: OnProgress) -> dict[str, Any]:
    """Load the good rows and return the report with the number of the load. It goes on when the user leaves the page.

    Raise NotDone if nothing was loaded.
    """
    with written_files(request.files) as paths:
        options = ["load", "--yes", *paths, *request.options(), *_replaces(request)]
        return run_json(options, on_progress, LONG_S, to_its_end=True)


def _replaces(request: Request) -> list[str]:
    return [f"--replaces={request.replaces}"] if request.replaces else []


def marked_files(request: Request, on_progress: OnProgress) -> list[ChosenFile]:
    """Return the files with the corrections to make beside each row. Raise NotDone if they cannot be written so."""
    names = distinct_names(request.files)
    with written_files(request.files) as paths, tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        output = run_json(["check", *paths, *request.options(), f"--mark={folder}"], on_progress, LONG_S)
        made = [Path(path) for path in output.get("marked", [])]
        return [
            ChosenFile(f"{Path(names[int(path.name.partition('-')[0]) - 1]).stem}-what-to-mend{path.suffix}", path.read_bytes())
            for path in made
        ]  # fmt: skip


def history(programme_id: str) -> list[dict[str, Any]]:
    """Return the record of every load, the oldest first. Raise NotDone."""
    return run_json(["history", f"--programme={programme_id}"], silent, SHORT_S)


def roll_back(programme_id: str, load: int, on_progress: OnProgress) -> dict[str, Any]:
    """Take one load back and return the new version. It goes on when the user leaves the page. Raise NotDone."""
    return run_json(["rollback", str(load), f"--programme={programme_id}"], on_progress, LONG_S, to_its_end=True)


def template(programme_id: str, table: str, form: str) -> bytes:
    """Return the blank template of a table as ``csv`` or ``xlsx``. Raise NotDone."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        run(["template", table, f"--{form}", f"--programme={programme_id}", f"--to={folder}"], silent, SHORT_S)
        made = list(Path(folder).iterdir())
        if len(made) != 1:
            raise NotDone(FAULT)
        return made[0].read_bytes()


def kept_file(programme_id: str, kept_as: str) -> Path | None:
    """Return the path of a received file, or None if it is not there. ``kept_as`` is its checksum and its ending."""
    if not re.fullmatch(r"[0-9a-f]{64}(\.[a-z]+)?", kept_as):
        return None
    path = PROGRAMMES / programme_id / "loads" / "received" / kept_as
    return path if path.is_file() else None


def silent(_line: str) -> None:
    """Ignore a line of progress."""


@contextmanager
def written_files(files: Sequence[ChosenFile]) -> Iterator[list[str]]:
    """Yield the paths of the files, written into a temporary folder that is deleted afterwards."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        paths = [Path(folder) / f"{number}.bin" for number, _ in enumerate(files)]
        for path, file in zip(paths, files, strict=True):
            path.write_bytes(file.body)
        yield [str(path) for path in paths]


def run_json(arguments: Sequence[str], on_progress: OnProgress, seconds: float, to_its_end: bool = False) -> Any:
    """Run a command and return its output from JSON. Raise NotDone with the sentences of the command if it gives none."""
    output = run([*arguments, "--json"], on_progress, seconds, to_its_end)
    try:
        return json.loads(output)
    except ValueError:
        raise NotDone(FAULT) from None


def run(arguments: Sequence[str], on_progress: OnProgress, seconds: float, to_its_end: bool = False) -> str:
    """Run a command and return its output; each line on its error stream is passed to ``on_progress`` at once.

    If the user leaves the page meanwhile, ``on_progress`` raises: the command is then ended, unless ``to_its_end``.
    Raise NotDone if it takes too long, ends with a fault or writes nothing but the reason why it could not run.
    """
    last = time.monotonic() + seconds
    with tempfile.TemporaryFile() as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "etl", *arguments],
            cwd=ROOT,
            env=os.environ | {"PYTHONUTF8": "1"},
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
        )
        lines = error_lines(process, on_progress, seconds, to_its_end)
        file.seek(0)
        output = file.read().decode("utf-8", "replace")
    if time.monotonic() > last:
        raise NotDone(f"This took longer than {seconds / 60:.0f} minutes and was stopped. Try fewer rows at once.")
    if process.returncode not in (0, 1) or "Traceback (most recent call last):" in lines:
        sys.stderr.write("\n".join(lines) + "\n")
        raise NotDone(FAULT)
    if not output.strip():
        raise NotDone(*([line for line in lines if not PROGRESS.fullmatch(line)] or [FAULT]))
    return output


def error_lines(process: subprocess.Popen[str], on_progress: OnProgress, seconds: float, to_its_end: bool) -> list[str]:
    """Return the lines of the error stream of a process once it has ended; after so many seconds it is killed."""
    stream: IO[str] | None = process.stderr
    assert stream is not None  # noqa: S101 (asked for when the process was started)
    late = threading.Timer(seconds, process.kill)
    late.start()
    lines = []
    try:
        for line in stream:
            lines.append(line.rstrip("\n"))
            on_progress(lines[-1])
    except BaseException:  # Streamlit leaves a page by an exception of its own
        if not to_its_end:
            process.kill()
        raise
    finally:
        stream.read()
        process.wait()
        late.cancel()
        stream.close()
    return lines
