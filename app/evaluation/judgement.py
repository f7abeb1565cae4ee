"""What a comparison with gold notes down, and when two spans or names count as the same.

Spans count as the same where they share at least half of the longer one, and names by their last
word, since articles shorten them. Every outcome keeps the rule, so that each rule's precision is
known.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from app.records import Claim, Entity, Mention, Quote, Span

Gold = Mapping[str, Any]
"""The annotation of one article."""
P = TypeVar("P")
G = TypeVar("G")

SMALL_WORDS = frozenset({"of", "the", "a", "in"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """One predicted record: what it is measured as, the rule that found it, and if it is right."""

    measure: str
    rule: str
    right: float
    """1 or 0, or a share of 1 where a measure knows degrees."""


@dataclass(slots=True)
class Judgement:
    """The outcomes of one article, and how many records of each measure its gold has."""

    outcomes: list[Outcome] = field(default_factory=list)
    gold: Counter[str] = field(default_factory=Counter)
    recalled: dict[str, float] = field(default_factory=dict)
    """How many of the gold's records were found, for measures where that is not the number of the
    records that are right."""

    def add(self, measure: str, rule: str, *, right: float) -> None:
        """Note one predicted record."""
        self.outcomes.append(Outcome(measure, rule, right))

    def recall(self, measure: str, *, found: float, gold: int) -> None:
        """Note how many of the gold's records were found, apart from the predicted ones."""
        self.recalled[measure] = self.recalled.get(measure, 0) + found
        self.gold[measure] += gold

    def match(
        self,
        measure: str,
        predicted: Iterable[tuple[str, P]],
        gold: Sequence[G],
        same: Callable[[P, G], bool],
    ) -> list[tuple[str, P, G]]:
        """Pair each predicted (rule, record) with a gold one, one to one and in order."""
        left, pairs = list(gold), []
        for rule, record in predicted:
            hit = next((g for g in left if same(record, g)), None)
            if hit is not None:
                left.remove(hit)
                pairs.append((rule, record, hit))
            self.add(measure, rule, right=hit is not None)
        self.gold[measure] += len(gold)
        return pairs


def overlap(a: Span, b: Span) -> int:
    """Return how many code points two half-open spans share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def touches(span: Span, others: Iterable[Span]) -> bool:
    """Tell whether `span` shares a code point with one of `others`."""
    return any(overlap(span, other) for other in others)


def alike(a: Span, b: Span) -> bool:
    """Tell whether two spans share at least half of the longer one.

    >>> alike((0, 10), (0, 5)), alike((0, 10), (6, 20))
    (True, False)
    """
    return 2 * overlap(a, b) >= max(a[1] - a[0], b[1] - b[0]) > 0


def words_of(text: str | None) -> list[str]:
    """Return the words of `text` in lower case."""
    return re.findall(r"\w[\w'’-]*", (text or "").lower())


def last_word(text: str | None) -> str:
    """Return the last word of a name in lower case, "" if it has none."""
    return (words_of(text) or [""])[-1]


def names_of(entity: Entity | None) -> list[str]:
    """Return all names of `entity`."""
    return [entity.name, *entity.aliases] if entity is not None else []


def span_of(record: Mention | Quote | Claim | Gold) -> Span:
    """Return where a record, ours or the gold's, stands in the text."""
    if isinstance(record, Mapping):
        return record["start"], record["end"]
    return record.start, record.end
