"""A real server on loopback to attack: what it starts and whom it connects to is written down, and so is its log."""

import http.client
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.util import calc_hash
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from tests.browser.serve import ROOT, answers_in_time, dashboard_environment, free_ports, stop

PATIENCE_S = 60
WATCHED = """
import os, sys
log = open(os.environ["EVENTS"], "a", buffering=1)
def note(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "subprocess.Popen"):
        print(event, arguments[-2:], file=log)
sys.addaudithook(note)
from dashboard.web import server
log.truncate(0)
sys.exit(server.main(sys.argv[1:]))
"""
"""The program that serves the dashboard and writes down each process it starts and each address it connects to."""


@dataclass(frozen=True)
class Target:
    """A running server: its port, process, the file of its log, and the file of what it started and whom it asked."""

    port: int
    process_id: int
    log: Path
    events: Path

    def get(self, address: str, source: str = "127.0.0.1", **headers: str) -> tuple[int, dict[str, str], str]:
        """Return status, headers and text of the answer to a request from a loopback address."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20, source_address=(source, 0))
        try:
            connection.request("GET", address, headers={name.replace("_", "-"): text for name, text in headers.items()})
            answer = connection.getresponse()
            return answer.status, {name.lower(): text for name, text in answer.getheaders()}, answer.read().decode()
        finally:
            connection.close()

    def session(
        self, source: str = "127.0.0.1", host: str = "127.0.0.1", origin: str | None = None
    ) -> ClientConnection:
        """Return a session that has begun but said nothing; raise InvalidStatus when it is refused."""
        return connect(
            f"ws://{host}:{self.port}/_stcore/stream",
            address=("127.0.0.1", self.port),
            source_address=(source, 0),
            subprotocols=[Subprotocol("streamlit")],
            additional_headers={"Origin": origin} if origin else {},
            max_size=None,
            proxy=None,
            ping_interval=None,
        )

    def memory_mb(self) -> float:
        """Return the memory of the server."""
        pages = int(Path(f"/proc/{self.process_id}/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


@contextmanager
def attacked(builds: Path, notes: Path, folder: Path = ROOT, open_files: int = 0, **settings: str) -> Iterator[Target]:
    """Serve the builds in a folder, started from a working folder; ``open_files`` limits the files of the process."""
    (port,) = free_ports(1)
    log, events = notes / f"{port}.log", notes / f"{port}.events"
    events.touch()
    command = [sys.executable, "-c", WATCHED, "--port", str(port)]
    if open_files:
        command = ["sh", "-c", f'ulimit -n {open_files}; exec "$@"', "sh", *command]
    environment = dashboard_environment(builds) | {"EVENTS": str(events)} | settings
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=output, stderr=output)
        try:
            assert answers_in_time(process, port), log.read_text(encoding="utf-8")
            yield Target(port, process.pid, log, events)
        finally:
            stop(process)


def run_of(page: str, query: str = "", color_scheme: str = "light") -> bytes:
    """Return the message with which a browser opens a page at an address."""
    message = BackMsg()
    message.rerun_script.query_string = query
    message.rerun_script.page_script_hash = calc_hash("" if page == "overview" else page)
    message.rerun_script.context_info.color_scheme = color_scheme
    return message.SerializeToString()


def answer_to(session: ClientConnection, message: bytes) -> list[ForwardMsg]:
    """Send the message that opens a page; return what comes back until the page is complete."""
    session.send(message)
    answers: list[ForwardMsg] = []
    while not answers or answers[-1].WhichOneof("type") != "script_finished":
        data = session.recv(PATIENCE_S)
        assert isinstance(data, bytes)
        answers.append(ForwardMsg.FromString(data))
    return answers


def text_of(answers: list[ForwardMsg]) -> str:
    """Return all that the messages of a page say, as text."""
    return "\n".join(str(answer) for answer in answers)
