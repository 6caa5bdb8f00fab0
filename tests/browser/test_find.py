"""A browser is found by its name, or a message says what to install."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from . import find

pytestmark = pytest.mark.browser


@pytest.fixture
def bare_computer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Make this computer one without any browser; return the only folder of its search path."""
    monkeypatch.delenv("BIGLOCAL_BROWSER", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(find, "usual_places", list)
    return tmp_path


def program(path: Path, lines: str = "") -> Path:
    """Write a program that can be run."""
    path.write_text(f"#!{shutil.which('sh', path=os.defpath)}\n{lines}\n")
    path.chmod(0o755)
    return path


def test_the_browser_named_in_the_environment_comes_first(bare_computer: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BIGLOCAL_BROWSER", sys.executable)
    assert find.browser_path() == Path(sys.executable)
    monkeypatch.setenv("BIGLOCAL_BROWSER", str(bare_computer / "missing"))
    with pytest.raises(find.NoBrowser, match="BIGLOCAL_BROWSER names"):
        find.browser_path()


def test_where_there_is_none_the_message_says_what_to_install(bare_computer: Path) -> None:  # noqa: ARG001
    with pytest.raises(find.NoBrowser, match="Install Chromium, Google Chrome or Microsoft Edge"):
        find.browser_path()
    with pytest.raises(SystemExit, match="Install Chromium"):
        find.install_browser(pytest.fail)


@pytest.mark.skipif(sys.platform == "win32", reason="the system of this test has apt-get")
def test_on_debian_the_administrator_gets_it_installed(bare_computer: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    program(
        bare_computer / "apt-get",
        f'echo "$@" >> {bare_computer}/arguments\ntest "$1" = update || echo > {bare_computer}/x',
    )
    messages: list[str] = []
    with pytest.raises(find.NoBrowser):
        find.install_browser(messages.append)
    assert (bare_computer / "arguments").read_text() == "update\ninstall -y chromium\n"
    assert len(messages) == 1
