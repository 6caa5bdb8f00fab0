"""Finds a Chromium-like browser on this computer, so that no test has to download one."""

import os
import shutil
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge")
MACOS = ("Chromium.app/Contents/MacOS/Chromium", "Google Chrome.app/Contents/MacOS/Google Chrome",
         "Microsoft Edge.app/Contents/MacOS/Microsoft Edge")  # fmt: skip
WINDOWS = (
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)
WINDOWS_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")


class NoBrowser(Exception):
    """No browser to test with is installed; the message says which would do."""


def browser_path() -> str:
    """Return the path of the first browser found on the search path or in the usual places. Raises NoBrowser."""
    found = next(filter(None, map(shutil.which, NAMES)), None) or next(
        (str(path) for path in usual_places() if path.is_file()), None
    )
    if found is None:
        raise NoBrowser("No browser was found to test with. Install Chromium, Google Chrome or Microsoft Edge.")
    return found


def usual_places() -> list[Path]:
    """Return where macOS and Windows keep browsers, which are not on the search path there."""
    folders = [Path(os.environ[name]) for name in WINDOWS_FOLDERS if name in os.environ]
    applications = (Path("/Applications"), Path.home() / "Applications")
    return [
        *(folder / place for folder in applications for place in MACOS),
        *(folder / place for folder in folders for place in WINDOWS),
    ]
