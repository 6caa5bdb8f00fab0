"""Starts the dashboard and its peers, each as a process of its own, and stops them."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.browser.serve import ROOT, answers_in_time, dashboard_command, dashboard_environment, free_ports, stop

NAMES = ("ours", "plain", "hello", "dash", "static")


@dataclass(frozen=True)
class Server:
    """A running server: its address, such as "http://127.0.0.1:8501/", and the id of its process."""

    address: str
    process_id: int


def commands(database: Path, ports: dict[str, int]) -> dict[str, list[str]]:
    """Return the command line that starts each server on its port, by name."""
    port = {name: str(number) for name, number in ports.items()}
    module = [sys.executable, "-m"]
    streamlit = [*module, "streamlit", "run", "--server.headless=true", "--browser.gatherUsageStats=false"]
    return {
        "ours": dashboard_command(ports["ours"]),
        "plain": [*streamlit, f"--server.port={port['plain']}", "dashboard/app.py"],
        "hello": [*streamlit, f"--server.port={port['hello']}", str(ROOT / "tests/bench/peers/hello.py")],
        "dash": [*module, "tests.bench.peers.dash_app", str(database), port["dash"]],
        "static": [*module, "tests.bench.peers.static_page", str(database), port["static"]],
    }


@contextmanager
def running(builds: Path, database: Path, names: Sequence[str] = NAMES) -> Iterator[dict[str, Server]]:
    """Start servers on the builds in a folder, yield them by name, and stop them afterwards.

    Raises RuntimeError if a server does not start, or if one ended before an error occurred.
    """
    ports: dict[str, int] = dict(zip(NAMES, free_ports(len(NAMES)), strict=True))
    environment = dashboard_environment(builds)
    with ExitStack() as stack:
        started: dict[str, subprocess.Popen] = {}
        command_lines = commands(database, ports)
        for name in names:
            folder = "/" if name == "hello" else ROOT  # the bare app runs where Streamlit finds none of our settings
            started[name] = subprocess.Popen(command_lines[name], cwd=folder, env=environment,
                                             stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
            stack.callback(stop, started[name])
        for name, process in started.items():
            if not answers_in_time(process, ports[name]):
                raise RuntimeError(f"The server {name!r} did not start (exit code {process.poll()}).")
        try:
            yield {name: Server(f"http://127.0.0.1:{ports[name]}/", process.pid) for name, process in started.items()}
        except Exception as error:
            ended = [
                f"{name} (exit code {process.poll()})"
                for name, process in started.items()
                if process.poll() is not None
            ]
            if ended:
                raise RuntimeError(f"Servers that ended while they were measured: {', '.join(ended)}.") from error
            raise
