"""Claims about exercises in the making."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Token

from app.extraction.exercises.actors import Actor, opening_before
from app.extraction.exercises.exercise import Exercise, Reference
from app.records import Predicate

_FAR: Final = 8
"""In tokens: how far from the telling word an actor may stand to be shown together with it."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim about an exercise in the making; positions are tokens, half-open."""

    about: Reference
    predicate: Predicate
    start: int
    end: int
    rule: str
    object: str | None = None
    value: str | int | float | None = None
    unit: str | None = None
    qualifier: str | None = None
    low: float | None = None
    high: float | None = None
    grain: str | None = None
    more: tuple[tuple[int, int], ...] = ()
    derived: bool = False
    of: frozenset[str] = frozenset()
    """The countries whose an amount is: the size of the exercise if no others take part."""

    @property
    def exercise(self) -> Exercise:
        """The exercise that the claim is about."""
        return self.about.exercise


def actor_drafts(
    reference: Reference,
    actors: Iterable[Actor],
    rule: str,
    word: Token,
    predicate: Predicate = Predicate.PARTICIPANT,
) -> Iterator[Draft]:
    """Yield a claim for each actor; its evidence reaches from the actor to the telling word."""
    for actor in actors:
        start, end = min(actor.start, word.i), max(actor.end, word.i + 1)
        if actor.start - word.i > _FAR:
            start = opening_before(word.doc, actor.start, word.i)
        yield Draft(reference, predicate, start, end, rule, object=actor.country)
