"""Starts the real server of the dashboard as a process of its own, and stops it."""

import http.client
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE_S = 60


@contextmanager
def served(builds: Path, **settings: str) -> Iterator[str]:
    """Serve the builds in a folder and yield the address, without a slash at its end; settings go into its environment.

    Raises RuntimeError with the server's output if the server ends or does not answer within a minute.
    """
    (port,) = free_ports(1)
    with tempfile.TemporaryFile(mode="w+", encoding="utf-8") as log:
        process = subprocess.Popen(
            dashboard_command(port),
            cwd=ROOT,
            env=dashboard_environment(builds) | settings,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            if not answers_in_time(process, port):
                log.seek(0)
                raise RuntimeError(f"The server did not start (exit code {process.poll()}):\n{log.read()}")
            yield f"http://127.0.0.1:{port}"
        finally:
            stop(process)


def dashboard_command(port: int) -> list[str]:
    """Return the command line that starts the dashboard on a port."""
    return [sys.executable, "-m", "dashboard.web.server", "--port", str(port)]


def dashboard_environment(builds: Path) -> dict[str, str]:
    """Return the environment in which the dashboard shows the builds in a folder."""
    return os.environ | {"BIGLOCAL_BUILDS": str(builds)}


def free_ports(number: int) -> list[int]:
    """Return this many ports that nobody listens on, all different."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(number)]
        for port_socket in sockets:
            port_socket.bind(("127.0.0.1", 0))
        return [port_socket.getsockname()[1] for port_socket in sockets]


def answers_in_time(process: subprocess.Popen, port: int) -> bool:
    """Wait until a server answers; return False if it ended or does not answer within a minute."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline and process.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/")
            if connection.getresponse().status == 200:
                return True
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    return False


def stop(process: subprocess.Popen) -> None:
    """Stop a server, by force if it does not end."""
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
