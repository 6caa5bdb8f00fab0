"""Starts the dashboard and its peers, each as a process of its own, and stops them."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE_S = 60
NAMES = ("ours", "plain", "hello", "dash", "static")


@dataclass(frozen=True)
class Server:
    """A server that runs: its address, such as "http://127.0.0.1:8501/", and the number of its process."""

    address: str
    process_id: int


def commands(database: Path, ports: dict[str, int]) -> dict[str, list[str]]:
    """Return what starts each server, by name, with the ports given."""
    port = {name: str(number) for name, number in ports.items()}
    streamlit = ["streamlit", "run", "--server.headless=true", "--browser.gatherUsageStats=false"]
    return {
        "ours": ["dashboard.web.server", "--port", port["ours"]],
        "plain": [*streamlit, f"--server.port={port['plain']}", "dashboard/app.py"],
        "hello": [*streamlit, f"--server.port={port['hello']}", str(ROOT / "tests/bench/peers/hello.py")],
        "dash": ["tests.bench.peers.dash_app", str(database), port["dash"]],
        "static": ["tests.bench.peers.static_page", str(database), port["static"]],
    }


@contextmanager
def running(builds: Path, database: Path, names: Sequence[str] = NAMES) -> Iterator[dict[str, Server]]:
    """Start servers on the builds in a folder, give them by name, and stop them afterwards."""
    ports: dict[str, int] = dict(zip(NAMES, free_ports(len(NAMES)), strict=True))
    environment = os.environ | {"BIGLOCAL_BUILDS": str(builds)}
    with ExitStack() as stack:
        started: dict[str, subprocess.Popen] = {}
        known = commands(database, ports)
        for name in names:
            folder = "/" if name == "hello" else ROOT  # where no settings of ours are found: Streamlit as it comes
            started[name] = subprocess.Popen([sys.executable, "-m", *known[name]], cwd=folder, env=environment,
                                             stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
            stack.callback(stop, started[name])
        for name, process in started.items():
            wait_until_ready(name, process, ports[name])
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


def free_ports(number: int) -> list[int]:
    """Return so many ports that nobody listens on, all different."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(number)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


def wait_until_ready(name: str, process: subprocess.Popen, port: int) -> None:
    """Wait until a server answers. Raises RuntimeError when it ended or does not answer in a minute."""
    last = time.monotonic() + PATIENCE_S
    while time.monotonic() < last and process.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.2)
        finally:
            connection.close()
    raise RuntimeError(f"The server {name!r} did not start (exit code {process.poll()}).")


def stop(process: subprocess.Popen) -> None:
    """Stop a server, by force when it does not go."""
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
