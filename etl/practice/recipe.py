"""The ingredients of Practice: the parameters beside its data, the words beside this file, and a seed."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etl.contract import yaml_mapping
from etl.practice.chance import Dice
from etl.programme import PROGRAMMES

PARAMETERS = PROGRAMMES / "practice" / "parameters.yml"
WORDS = Path(__file__).with_name("words.yml")
BIG_LOCAL = PROGRAMMES / "big_local"
"""The source of region outlines and of public figures; no invented name may resemble a name in it."""

Row = dict[str, Any]
"""One row of a table: values by the column names of its contract."""


@dataclass(frozen=True)
class Recipe:
    """The parameters by topic, the words by topic, and the seed."""

    rules: dict[str, Any]
    words: dict[str, Any]
    seed: int

    def dice(self, topic: str, subject: str = "") -> Dice:
        """Return the draws of one topic, or of one subject within it, such as an area."""
        return Dice(self.seed, topic, subject)


def read_recipe(seed: int) -> Recipe:
    """Return the recipe. Raises DataError if one of its two files cannot be read."""
    return Recipe(yaml_mapping(PARAMETERS), yaml_mapping(WORDS), seed)
