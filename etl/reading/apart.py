"""A received file is read in a process of its own, so that one that was made to hurt ends that process and nothing else.

The process has a limit on memory and one on time. It is forked from one that has loaded all that is needed, where the system
can do that, so it costs a few hundredths of a second. Without limits on memory (Windows) that on time remains.
"""

import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

from etl.errors import DataError

MOST_BYTES = 1_000_000_000
MOST_SECONDS = 60
_BY_FORK = "forkserver" in multiprocessing.get_all_start_methods()
_CONTEXT = multiprocessing.get_context("forkserver") if _BY_FORK else multiprocessing.get_context("spawn")
T = TypeVar("T")


def read_apart(
    reader: Callable[[Path, str], T],
    path: Path,
    name: str,
    most_bytes: int = MOST_BYTES,
    most_seconds: float = MOST_SECONDS,
) -> T:
    """Return what a function of a module reads from a file; ``name`` is how the user knows the file.

    Raise DataError when reading takes too much memory or time, or ends the process that does it, and whatever the function
    raises.
    """
    if _BY_FORK:
        _CONTEXT.set_forkserver_preload(["etl.reading.recognise"])
    receiver, sender = _CONTEXT.Pipe(duplex=False)
    process = _CONTEXT.Process(target=_read, args=(sender, reader, path, name, most_bytes), daemon=True)
    with _no_main_module():
        process.start()
    sender.close()
    try:
        if not receiver.poll(most_seconds):
            raise DataError(
                f"{name}: took longer than {most_seconds:g} seconds to read. Copy the table, values only, into a new workbook."
            )
        outcome = receiver.recv()
    except EOFError:
        raise DataError(
            f"{name}: ended the program that reads it: it is damaged, or needs more than {most_bytes // 1_000_000:,} MB of "
            "memory. Open it in a spreadsheet program, copy the table, values only, into a new workbook and load that."
        ) from None
    finally:
        receiver.close()
        process.kill()
        process.join()
        process.close()
    if isinstance(outcome, MemoryError):
        raise DataError(
            f"{name}: needs more than {most_bytes // 1_000_000:,} MB of memory to read. Copy the table, values only, into a new "
            "workbook, or split it into several files."
        )
    if isinstance(outcome, BaseException):
        raise outcome
    return outcome[0]


@contextmanager
def _no_main_module() -> Iterator[None]:
    """Hide the main module: a new process would run it again, and it may be a page of the dashboard."""
    main_module = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main_module


def _read(sender: Connection, reader: Callable[[Path, str], Any], path: Path, name: str, most_bytes: int) -> None:
    """Send what is read, in a list of its own, or the error that reading raises."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stderr__.fileno() if sys.__stderr__ else 2)
    try:
        _limit_memory(most_bytes)
        outcome: Any = [reader(path, name)]
    except BaseException as error:
        too_big = isinstance(error, MemoryError) or isinstance(error.__cause__, MemoryError)
        outcome = MemoryError() if too_big else error
    try:
        sender.send(outcome)
    except MemoryError as error:
        sender.send(error)


def _limit_memory(most_bytes: int) -> None:
    """Let this process take that much more memory than it has, where the system knows such a limit."""
    try:
        import resource  # there is none on Windows

        used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + most_bytes, resource.RLIM_INFINITY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, OSError, ValueError):
        return
