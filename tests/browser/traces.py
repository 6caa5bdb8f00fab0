"""Finds a figure in what a page shows and receives, in whatever form it is written there."""

import base64
import re
import struct
from collections.abc import Iterator


def traces(value: float, words: str, sent: bytes, saved: str) -> set[str]:
    """Return where a percentage occurs: as digits in words, messages or a file, or as a number in messages."""
    digits = re.compile(rf"(?<![\w.])({value:.0f}%|{re.escape(f'{value:.1f}')})".encode())
    matches = {
        "words": digits.search(words.encode()),
        "message": digits.search(sent),
        "number": holds_number(sent, value),
        "file": digits.search(saved.encode()),
    }
    return {name for name, match in matches.items() if match}


def holds_number(sent: bytes, value: float) -> bool:
    """Whether messages hold the eight bytes of a number, as they are (tables) or in Base64 (charts)."""
    number = struct.pack("<d", value)
    return any(form in sent for form in (number, *in_base64(number)))


def in_base64(data: bytes) -> Iterator[bytes]:
    """Yield the three Base64 texts, one of which is in every Base64 text that encodes these bytes anywhere in it."""
    for before in range(3):
        text = base64.b64encode(bytes(before) + data)
        yield text[-(-8 * before // 6) : 8 * (before + len(data)) // 6]
