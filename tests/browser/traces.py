"""Finds a figure in what a page shows and is sent, in whatever form it may hide there."""

import base64
import re
import struct
from collections.abc import Iterator


def traces(value: float, words: str, sent: bytes, saved: str) -> set[str]:
    """Return where a percentage is to be found: in words, messages or a file as digits, in messages as a number."""
    digits = re.compile(rf"(?<![\w.])({value:.0f}%|{re.escape(f'{value:.1f}')})".encode())
    found = {
        "words": digits.search(words.encode()),
        "message": digits.search(sent),
        "number": holds_number(sent, value),
        "file": digits.search(saved.encode()),
    }
    return {name for name, hit in found.items() if hit}


def holds_number(sent: bytes, value: float) -> bool:
    """Whether messages hold the eight bytes of a number, as they are (tables) or within Base64 (charts)."""
    number = struct.pack("<d", value)
    return any(one in sent for one in (number, *in_base64(number)))


def in_base64(data: bytes) -> Iterator[bytes]:
    """Give the three texts, one of which every Base64 text holds that has these bytes anywhere in it."""
    for before in range(3):
        text = base64.b64encode(bytes(before) + data)
        yield text[-(-8 * before // 6) : 8 * (before + len(data)) // 6]
