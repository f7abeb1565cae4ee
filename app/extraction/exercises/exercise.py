"""An exercise of the article in the making, and the phrases that mean it."""

from dataclasses import dataclass

from app.extraction.annotations import Named
from app.records import Form


@dataclass(slots=True, eq=False)
class Exercise:
    """An exercise of the article in the making."""

    named: Named
    is_past: bool = False
    """Whether it is an earlier edition that the article mentions in passing."""
    is_void: bool = False
    """Whether it only keeps facts about unknown editions from landing on another exercise."""

    @property
    def has_name(self) -> bool:
        """Tell whether the article names it or its series."""
        return self.named.series is not None


@dataclass(frozen=True, slots=True)
class Reference:
    """A phrase that means an exercise; positions are tokens, half-open."""

    start: int
    end: int
    head: int
    exercise: Exercise
    form: Form
    rule: str
    is_past: bool = False
    """Whether it tells of an earlier edition that is not told apart."""
