"""JSON files as people send them: read, or refused with a sentence that says what to do."""

import gc
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from etl.errors import DataError


def read(path: Path, name: str, most_mb: int, whole: Callable[[str], Any], decimal: Callable[[str], Any]) -> Any:
    """Return the content of a JSON file; ``whole`` and ``decimal`` read the two kinds of number, and NaN becomes None.

    ``name`` is how the user knows the file. Raise DataError when it is not JSON, too big or cannot be opened.
    """
    try:
        if path.stat().st_size > most_mb * 1_000_000:
            raise DataError(
                f"{name}: is bigger than {most_mb} MB, the most that is read at once. Divide it into parts."
            )
        raw = path.read_bytes()
        text = raw.decode(json.detect_encoding(raw))
        return json.loads(text, parse_int=whole, parse_float=decimal, parse_constant=_nothing)
    except json.JSONDecodeError as error:
        where = f"something is wrong in line {error.lineno}"
        raise DataError(f"{name}: cannot be read as JSON; {where}. Export the file again.") from None
    except UnicodeDecodeError:
        raise DataError(f"{name}: cannot be read as text. Export the file again, in UTF-8.") from None
    except RecursionError:
        raise DataError(f"{name}: is nested too deeply to be read. Export the file again.") from None
    except OSError:
        raise DataError(f"{name}: the file cannot be opened. Close it elsewhere, or choose it again.") from None


def _nothing(_constant: str) -> None:
    """Return None for NaN and infinity, which some programs write for a missing number."""


@contextmanager
def no_collector() -> Iterator[None]:
    """Switch the garbage collector off while millions of small objects are made, since it would scan them repeatedly."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def writable_text(text: str) -> str:
    """Return a text without lone surrogates, which JSON can hold and a file cannot."""
    return text.encode("utf-8", "replace").decode()
