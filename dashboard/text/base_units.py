"""What the base of a figure counts, in the singular and the plural: people, members, rounds, bids or pounds."""

from dataclasses import dataclass

from dashboard.text import words


@dataclass(frozen=True)
class BaseUnit:
    """What a base counts, in the singular and the plural, and the words for "had answered the other way"."""

    singular: str
    plural: str
    otherwise: str = "answered differently"

    @property
    def is_money(self) -> bool:
        """Whether the base counts pounds, "pounds awarded", and no people."""
        return self.plural.startswith("pounds")

    def number(self, number: float) -> str:
        """Return "43", or "£43" where pounds are counted."""
        return f"{'£' if self.is_money else ''}{round(number):,}"

    def of(self, number: float) -> str:
        """Return "1 person", "43 people" or "£43 awarded"."""
        if self.is_money:
            return f"{self.number(number)}{self.plural.removeprefix('pounds')}"
        return words.count_of(round(number), self.singular, self.plural)


PEOPLE = BaseUnit("person", "people")
MEMBERS = BaseUnit("member", "members")
ROUNDS = BaseUnit("round", "rounds")
