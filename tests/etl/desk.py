"""A desk for loading returns: a copy of the tiny programme in a folder of its own, and ``biglocal`` commands on it."""

import io
import json
import os
import shutil
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from etl.__main__ import main
from etl.commands import Folders

ROOT = Path(__file__).parents[2]
TINY = ROOT / "tests" / "fixtures" / "tiny"


@dataclass(frozen=True)
class Desk:
    """The folders of one copy of the tiny programme."""

    folder: Path

    @property
    def programme(self) -> Path:
        """The programme's folder."""
        return self.folder / "programmes" / "tiny"

    @property
    def builds(self) -> Path:
        """The folder of its builds."""
        return self.folder / "builds" / "tiny"

    @property
    def environment(self) -> dict[str, str]:
        """The environment in which ``biglocal`` works here."""
        return {
            **os.environ,
            "BIGLOCAL_PROGRAMMES": str(self.folder / "programmes"),
            "BIGLOCAL_BUILDS": str(self.folder / "builds"),
        }

    @property
    def folders(self) -> Folders:
        """The same folders for a command run in this process."""
        return Folders(self.folder / "programmes", self.folder / "builds")

    def arguments(self, *words: str | Path) -> list[str]:
        """Return the arguments of ``biglocal``, with the programme."""
        return [*map(str, words), *(() if words[0] == "build" else ("--programme", "tiny"))]

    def command(self, *words: str | Path) -> list[str]:
        """Return a command line of ``biglocal``."""
        return [sys.executable, "-m", "etl", *self.arguments(*words)]

    def run(self, *words: str | Path) -> subprocess.CompletedProcess[str]:
        """Run a command to its end in this process, which saves a second of starting another; see :meth:`run_separately`."""
        output, errors = io.StringIO(), io.StringIO()
        with redirect_stdout(output), redirect_stderr(errors):
            code = main(self.arguments(*words), self.folders)
        return subprocess.CompletedProcess(self.arguments(*words), code, output.getvalue(), errors.getvalue())

    def run_separately(self, *words: str | Path) -> subprocess.CompletedProcess[str]:
        """Run a command to its end in a process of its own, as people do."""
        return subprocess.run(
            self.command(*words), cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )

    def json_output(self, *words: str | Path) -> Any:
        """Return the JSON output of a command."""
        done = self.run(*words, "--json")
        assert done.stdout, done.stderr
        return json.loads(done.stdout)

    def file(self, name: str, *lines: str) -> Path:
        """Write a file of these lines and return its path."""
        path = self.folder / name
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Return the result of a query on the current database."""
        current = (self.builds / "current").read_text(encoding="utf-8").strip()
        with duckdb.connect(str(self.builds / current), read_only=True) as db:
            return db.sql(sql).fetchall()

    @property
    def version(self) -> str:
        """The current version."""
        return self.rows("SELECT version FROM build")[0][0]


def new_desk(folder: Path) -> Desk:
    """Return a desk in this folder with the tiny programme, not yet built."""
    shutil.copytree(TINY, folder / "programmes" / "tiny")
    return Desk(folder)
