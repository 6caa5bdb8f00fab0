"""Finds a Chromium-like browser on this computer, or installs one with the system's own package manager."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
)
MACOS = (
    "Chromium.app/Contents/MacOS/Chromium",
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
WINDOWS = (
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)
WINDOWS_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
WHAT_TO_INSTALL = (
    "Install Chromium, Google Chrome or Microsoft Edge (on Debian or Ubuntu: sudo apt-get install chromium), "
    "or name the program of one in the environment variable BIGLOCAL_BROWSER."
)
OPTIONS = ["--no-sandbox", "--disable-background-networking"]
"""The options with which tests start it: without the sandbox, which a container does not allow, and without calls home."""

Say = Callable[[str], None]


class NoBrowser(Exception):
    """No browser to test with is installed; the message says which would do."""


def browser_path() -> Path:
    """Return the program of a browser: the one BIGLOCAL_BROWSER names, else the first there is. Raises NoBrowser if none."""
    named = os.environ.get("BIGLOCAL_BROWSER")
    if named:
        program = shutil.which(named)
        if program is None:
            raise NoBrowser(f"BIGLOCAL_BROWSER names {named!r}, not a program on this computer.")
        return Path(program)
    on_path = (Path(program) for program in map(shutil.which, NAMES) if program)
    existing = (path for path in usual_places() if path.is_file())
    path = next(on_path, None) or next(existing, None)
    if path is None:
        raise NoBrowser(f"No browser was found to test with. {WHAT_TO_INSTALL}")
    return path


def usual_places() -> list[Path]:
    """Return the places where macOS and Windows keep browsers, which are not on the search path there."""
    folders = [Path(os.environ[name]) for name in WINDOWS_FOLDERS if name in os.environ]
    applications = (Path("/Applications"), Path.home() / "Applications")
    return [
        *(folder / place for folder in applications for place in MACOS),
        *(folder / place for folder in folders for place in WINDOWS),
    ]


def install_browser(say: Say) -> Path:
    """Return the program of a browser, installed first on Debian and Ubuntu if that is allowed. Exits if there is none."""
    try:
        return browser_path()
    except NoBrowser as why:
        before = as_administrator()
        if os.environ.get("BIGLOCAL_BROWSER") or before is None or not shutil.which("apt-get"):
            sys.exit(str(why))
    say("No browser was found to test with: installing Chromium with apt-get (once, a minute or two)")
    for step in (["update"], ["install", "-y", "chromium"]):
        done = subprocess.run([*before, "apt-get", *step], capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"apt-get {' '.join(step)} did not work:\n{done.stdout}{done.stderr}\n{WHAT_TO_INSTALL}")
    return browser_path()


def as_administrator() -> list[str] | None:
    """Return the prefix that runs a command as the administrator, or None if that needs a password."""
    if sys.platform == "win32":
        return None
    if os.geteuid() == 0:
        return []
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        return ["sudo", "-n"]
    return None
