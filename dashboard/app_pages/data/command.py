"""Runs the command ``biglocal`` for staff, as a process of its own: the dashboard itself changes no file.

Files that people choose are written into a folder that is thrown away, under numbers; the names they came with are only
ever passed on as names.
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
"""How long a command may take: one that reads no files of the user's, and one that does."""
LONGEST_NAME = 255
"""No file system has longer names."""
FAULT = (
    "The command that does this stopped with a fault of its own. Loads are done in one step, so what is loaded is what the "
    "history says; the words of the fault stand in the window in which the dashboard was started."
)
PROGRESS = re.compile(r"[a-z]+ing\b.*[^.]|")
"""What a line looks like that only tells how far a command has come: "reading spending.csv"."""

Tell = Callable[[str], None]


class NotDone(Exception):
    """A command did not do what was asked; ``sentences`` say why, in words for the screen."""

    def __init__(self, *sentences: str):
        super().__init__("\n".join(sentences))
        self.sentences = sentences


@dataclass(frozen=True)
class ChosenFile:
    """A file that somebody chose: the name it came with, and what is in it."""

    name: str
    body: bytes


@dataclass(frozen=True)
class Request:
    """What is to be checked or loaded: for which programme, which files, as which table, in place of which load."""

    programme_id: str
    files: Sequence[ChosenFile]
    table: str = ""
    replaces: int = 0

    def options(self) -> list[str]:
        """Return the options of the command that say so."""
        table = [f"--table={self.table}"] if self.table else []
        return [f"--programme={self.programme_id}", *table, *(f"--as={name}" for name in told_apart(self.files))]


def told_apart(files: Sequence[ChosenFile]) -> list[str]:
    """Return a name for each file as a process can take it, no two alike."""
    names: list[str] = []
    for file in files:
        name = file.name.replace("\0", "").encode("utf-8", "replace").decode()[-LONGEST_NAME:] or "file"
        names.append(f"{name} ({names.count(name) + 1})" if name in names else name)
    return names


def report(request: Request, tell: Tell) -> dict[str, Any]:
    """Return what loading the files would change, and all that is wrong with them. Raises NotDone."""
    with written(request.files) as paths:
        return answer(["load", *paths, *request.options(), *_replaces(request)], tell, LONG_S)


def load_files(request: Request, tell: Tell) -> dict[str, Any]:
    """Load the good rows and return the report with the number of the load. It goes on when the reader turns away.

    Raises NotDone when nothing was loaded.
    """
    with written(request.files) as paths:
        options = ["load", "--yes", *paths, *request.options(), *_replaces(request)]
        return answer(options, tell, LONG_S, to_its_end=True)


def _replaces(request: Request) -> list[str]:
    return [f"--replaces={request.replaces}"] if request.replaces else []


def marked_files(request: Request, tell: Tell) -> list[ChosenFile]:
    """Return the files with what to mend beside each row. Raises NotDone when they cannot be written so."""
    names = told_apart(request.files)
    with written(request.files) as paths, tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        said = answer(["check", *paths, *request.options(), f"--mark={folder}"], tell, LONG_S)
        made = [Path(path) for path in said.get("marked", [])]
        return [
            ChosenFile(f"{Path(names[int(path.name.partition('-')[0]) - 1]).stem}-what-to-mend{path.suffix}", path.read_bytes())
            for path in made
        ]  # fmt: skip


def history(programme_id: str) -> list[dict[str, Any]]:
    """Return the record of every load, the oldest first. Raises NotDone."""
    return answer(["history", f"--programme={programme_id}"], silent, SHORT_S)


def roll_back(programme_id: str, load: int, tell: Tell) -> dict[str, Any]:
    """Take one load back and return the new version. It goes on when the reader turns away. Raises NotDone."""
    return answer(["rollback", str(load), f"--programme={programme_id}"], tell, LONG_S, to_its_end=True)


def template(programme_id: str, table: str, form: str) -> bytes:
    """Return the blank template of a table as ``csv`` or ``xlsx``. Raises NotDone."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        run(["template", table, f"--{form}", f"--programme={programme_id}", f"--to={folder}"], silent, SHORT_S)
        made = list(Path(folder).iterdir())
        if len(made) != 1:
            raise NotDone(FAULT)
        return made[0].read_bytes()


def kept_file(programme_id: str, kept_as: str) -> Path | None:
    """Return where a received file is kept, or None when it is not there. ``kept_as`` is its checksum and its ending."""
    if not re.fullmatch(r"[0-9a-f]{64}(\.[a-z]+)?", kept_as):
        return None
    path = PROGRAMMES / programme_id / "loads" / "received" / kept_as
    return path if path.is_file() else None


def silent(_words: str) -> None:
    """Take the place of what shows how far a command has come."""


@contextmanager
def written(files: Sequence[ChosenFile]) -> Iterator[list[str]]:
    """Give the paths of the files, written into a folder that is thrown away afterwards."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        paths = [Path(folder) / f"{number}.bin" for number, _ in enumerate(files)]
        for path, file in zip(paths, files, strict=True):
            path.write_bytes(file.body)
        yield [str(path) for path in paths]


def answer(arguments: Sequence[str], tell: Tell, seconds: float, to_its_end: bool = False) -> Any:
    """Run a command and return what it answers in JSON. Raises NotDone with its sentences when it gives no answer."""
    said = run([*arguments, "--json"], tell, seconds, to_its_end)
    try:
        return json.loads(said)
    except ValueError:
        raise NotDone(FAULT) from None


def run(arguments: Sequence[str], tell: Tell, seconds: float, to_its_end: bool = False) -> str:
    """Run a command and return its output; each line on its error stream goes to ``tell`` at once.

    When the reader turns away meanwhile, ``tell`` raises: the command is ended then, or seen through ``to_its_end``.
    Raises NotDone when it takes too long, ends with a fault or says nothing but why it could not.
    """
    last = time.monotonic() + seconds
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "etl", *arguments],
            cwd=ROOT,
            env=os.environ | {"PYTHONUTF8": "1"},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
        )
        lines = followed(process, tell, seconds, to_its_end)
        output.seek(0)
        said = output.read().decode("utf-8", "replace")
    if time.monotonic() > last:
        raise NotDone(f"This took longer than {seconds / 60:.0f} minutes and was stopped. Try fewer rows at once.")
    if process.returncode not in (0, 1) or "Traceback (most recent call last):" in lines:
        sys.stderr.write("\n".join(lines) + "\n")
        raise NotDone(FAULT)
    if not said.strip():
        raise NotDone(*([line for line in lines if not PROGRESS.fullmatch(line)] or [FAULT]))
    return said


def followed(process: subprocess.Popen[str], tell: Tell, seconds: float, to_its_end: bool) -> list[str]:
    """Return the lines of a process's error stream once it has ended; it is ended by force after so many seconds."""
    stream: IO[str] | None = process.stderr
    assert stream is not None  # noqa: S101 (asked for when the process was started)
    late = threading.Timer(seconds, process.kill)
    late.start()
    lines = []
    try:
        for line in stream:
            lines.append(line.rstrip("\n"))
            tell(lines[-1])
    except BaseException:  # Streamlit turns away from a page by an exception of its own
        if not to_its_end:
            process.kill()
        raise
    finally:
        stream.read()
        process.wait()
        late.cancel()
        stream.close()
    return lines
