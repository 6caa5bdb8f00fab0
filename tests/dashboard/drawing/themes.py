"""The two themes of the dashboard as ``dashboard/.streamlit/config.toml`` has them."""

import tomllib
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[3]
Contrast = Callable[[str, str], float]
THEMES = ("light", "dark")
CONFIG = tomllib.loads((ROOT / "dashboard" / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]


def ground(theme: str) -> str:
    """Return the background colour of the charts of a theme."""
    return CONFIG[theme]["backgroundColor"]
