"""How many connections a reader may hold, and how long: a flood on a real server, bounded in count and time."""

import socket
import time
from contextlib import ExitStack
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from dashboard.web import connections
from dashboard.web.log import MOST_CHARACTERS
from tests.attack.target import Target, answer_to, attacked, run_of

FULL = (503, connections.FULL)
FEW_FILES = 256


def opened(target: Target, number: int, source: str, data: bytes, stack: ExitStack) -> None:
    """Open this many sockets from a loopback address, and send each the beginning of something."""
    for _ in range(number):
        idle = stack.enter_context(socket.socket())
        idle.settimeout(20)
        idle.bind((source, 0))
        idle.connect(("127.0.0.1", target.port))
        if data:
            idle.sendall(data)


def answer(target: Target, source: str = "127.0.0.1") -> tuple[int, str]:
    """Return status and text of a request."""
    status, _, text = target.get("/robots.txt", source)
    return status, text


@pytest.mark.prove
@pytest.mark.parametrize("data", [b"", b"GET / HTTP/1.1\r\nHost: a\r\n"], ids=["silent", "half a request"])
def test_idle_sockets_lock_nobody_out_for_long(data: bytes, tiny_build: Path, tmp_path: Path):
    with attacked(tiny_build, tmp_path, open_files=FEW_FILES) as target, ExitStack() as stack:
        opened(target, FEW_FILES - connections.SPARE_FILES + 5, "127.0.0.2", data, stack)
        assert answer(target) == FULL
        opened(target, FEW_FILES, "127.0.0.2", data, stack)
        time.sleep(connections.REQUEST_S + 2)
        assert answer(target)[0] == 200
        assert target.log.stat().st_size < 60_000


def test_the_sockets_of_an_address_are_limited_and_another_is_answered(tiny_build: Path, tmp_path: Path):
    with attacked(tiny_build, tmp_path) as target, ExitStack() as stack:
        opened(target, connections.MOST_SOCKETS_OF_ADDRESS, "127.0.0.2", b"", stack)
        assert answer(target, "127.0.0.2") == FULL
        assert answer(target, "127.0.0.3")[0] == 200


def test_the_sessions_of_an_address_are_limited_and_another_gets_one(tiny_build: Path, tmp_path: Path):
    with attacked(tiny_build, tmp_path) as target, ExitStack() as stack:
        for _ in range(connections.MOST_SESSIONS_OF_ADDRESS):
            stack.enter_context(target.session("127.0.0.2"))
        with pytest.raises(InvalidStatus) as refused:
            target.session("127.0.0.2")
        assert (refused.value.response.status_code, refused.value.response.body) == (503, connections.FULL.encode())
        assert target.get("/area", "127.0.0.2")[::2] == FULL
        with target.session("127.0.0.3") as other:
            assert answer_to(other, run_of("about"))


@pytest.mark.prove
def test_a_session_that_says_nothing_ends_and_one_that_reads_lasts(tiny_build: Path, tmp_path: Path):
    with attacked(tiny_build, tmp_path) as target, target.session() as silent, target.session() as reading:
        answer_to(reading, run_of("about"))
        with pytest.raises(ConnectionClosed):
            silent.recv(connections.REQUEST_S + 5)
        assert answer_to(reading, run_of("about"))


def test_a_flood_of_bad_requests_does_not_swell_the_log(tiny_build: Path, tmp_path: Path):
    with attacked(tiny_build, tmp_path) as target:
        for _ in range(4_000):
            with socket.create_connection(("127.0.0.1", target.port), timeout=20) as bad:
                bad.sendall(b"\xff\xfe no request\r\n\r\n")
                bad.recv(1_000)
        assert target.get("/health")[0] == 200
        assert 1_000 < target.log.stat().st_size < 2 * MOST_CHARACTERS
