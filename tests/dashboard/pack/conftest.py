"""Packs are made of the builds of Practice and Big Local."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def both_programmes(on_real_builds: Path) -> Path:
    """Let every test of this folder read both programmes."""
    return on_real_builds
