"""Starts the real server of the dashboard as a process of its own, and stops it."""

import http.client
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

ROOT = Path(__file__).parents[2]
PATIENCE_S = 60


@contextmanager
def served(builds: Path, **settings: str) -> Iterator[str]:
    """Serve the builds in a folder and give the address, without a slash at its end; settings are of its environment."""
    port = free_port()
    with tempfile.TemporaryFile(mode="w+", encoding="utf-8") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "dashboard.web.server", "--port", str(port)],
            cwd=ROOT,
            env=os.environ | {"BIGLOCAL_BUILDS": str(builds)} | settings,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_until_ready(process, port, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            stop(process)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def wait_until_ready(process: subprocess.Popen, port: int, log: IO[str]) -> None:
    """Wait until the server answers. Raises RuntimeError with what it said when it ended or does not answer in a minute."""
    last = time.monotonic() + PATIENCE_S
    while time.monotonic() < last and process.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    log.seek(0)
    raise RuntimeError(f"The server did not start (exit code {process.poll()}):\n{log.read()}")


def stop(process: subprocess.Popen) -> None:
    """Stop a server, by force when it does not go."""
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
