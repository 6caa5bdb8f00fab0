"""The log of the server, which no flood of requests can swell."""

import io
import sys
import time
from collections.abc import Callable
from typing import TextIO

from streamlit import logger

MOST_CHARACTERS = 30_000
PERIOD_S = 60


class BoundedLog(io.TextIOBase):
    """A stream that passes on so many characters a minute and leaves out the rest, with a sentence about it."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic):
        self.stream = stream
        self.clock = clock
        self.began, self.left = clock(), MOST_CHARACTERS

    def write(self, text: str) -> int:
        """Write a text, or leave it out when this minute's share is used up."""
        if self.clock() - self.began >= PERIOD_S:
            self.began, self.left = self.clock(), MOST_CHARACTERS
        if self.left > 0:
            self.stream.write(text[: self.left])
            self.left -= len(text)
            if self.left <= 0:
                self.stream.write("\nThe log is full for this minute: further messages are left out.\n")
        return len(text)

    def flush(self) -> None:
        """Write out what is kept back."""
        self.stream.flush()

    def isatty(self) -> bool:
        """Whether the stream is a terminal."""
        return self.stream.isatty()


def bound_log() -> None:
    """Let everything that the process writes to its log go through a bounded stream."""
    sys.stderr = BoundedLog(sys.stderr)
    logger.update_formatter()  # Streamlit's loggers keep the stream that they began with
