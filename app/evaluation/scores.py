"""Sums judgements up: precision, recall and F1 with intervals, by measure and by rule."""

import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.evaluation.judgement import Judgement

_DRAWS = 400
_LEVEL = 0.95
_Z = 1.96


@dataclass(frozen=True, slots=True)
class Score:
    """How often one measure, or one rule of it, is right.

    Recall and F1 are None for a single rule, and wherever there is nothing to divide by. `low` and
    `high` bound F1 at 95 %, for a rule its precision, and where only recall was measured that.
    """

    measure: str
    rule: str | None
    precision: float | None
    recall: float | None
    f1: float | None
    low: float | None
    high: float | None
    right: float
    """How many of the `predicted` records are right."""
    predicted: int
    recalled: float | None
    """How many of the `gold` records were found; mostly as many as are right."""
    gold: int | None


class _Counts(NamedTuple):
    """What one article, or several, add to a measure."""

    right: float
    predicted: int
    recalled: float
    gold: int

    @property
    def precision(self) -> float | None:
        return self.right / self.predicted if self.predicted else None

    @property
    def recall(self) -> float | None:
        return self.recalled / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        if not self.predicted and (self.recalled or not self.gold):
            return None  # nothing to compare, or recall alone was measured
        rates = (self.precision or 0) + (self.recall or 0)
        return 2 * (self.precision or 0) * (self.recall or 0) / rates if rates else 0.0


def score(judgements: Sequence[Judgement]) -> list[Score]:
    """Return the scores of all measures in name order, each followed by those of its rules."""
    counts = [_count(j) for j in judgements]
    measures = sorted({m for c in counts for m in c})
    scores: list[Score] = []
    for measure in measures:
        rows = [c[measure] for c in counts if measure in c]
        scores.append(_score_measure(measure, rows))
        scores.extend(_score_rules(measure, judgements))
    return scores


def _count(judgement: Judgement) -> dict[str, _Counts]:
    """Return the counts of each measure of one article."""
    right: dict[str, float] = defaultdict(int)
    for outcome in judgement.outcomes:
        right[outcome.measure] += outcome.right
    predicted = Counter(o.measure for o in judgement.outcomes)
    return {
        m: _Counts(right[m], predicted[m], judgement.recalled.get(m, right[m]), judgement.gold[m])
        for m in {*predicted, *judgement.gold}
    }


def _score_measure(measure: str, rows: Sequence[_Counts]) -> Score:
    counts = _sum(rows)
    # Bootstrap over articles: errors come in articles, not one by one.
    rng = random.Random(1)
    samples = (_sum(rng.choices(rows, k=len(rows))) for _ in range(_DRAWS))
    draws = sorted((s.recall if counts.f1 is None else s.f1) or 0.0 for s in samples)
    tail = round(_DRAWS * (1 - _LEVEL) / 2)
    return Score(
        measure, None, counts.precision, counts.recall, counts.f1,
        draws[tail - 1], draws[-tail - 1], *counts,
    )  # fmt: skip


def _sum(rows: Iterable[_Counts]) -> _Counts:
    right, predicted, recalled, gold = (sum(column) for column in zip(*rows, strict=True))
    return _Counts(right, int(predicted), recalled, int(gold))


def _score_rules(measure: str, judgements: Sequence[Judgement]) -> list[Score]:
    outcomes = [o for j in judgements for o in j.outcomes if o.measure == measure]
    scores = []
    for rule in sorted({o.rule for o in outcomes}):
        hits = [o.right for o in outcomes if o.rule == rule]
        right, n = sum(hits), len(hits)
        low, high = wilson(right, n)
        scores.append(Score(measure, rule, right / n, None, None, low, high, right, n, None, None))
    return scores


def wilson(right: float, n: int) -> tuple[float, float]:
    """Return the bounds of Wilson's 95 % interval of `right` out of `n`; n is at least 1.

    >>> [round(x, 2) for x in wilson(9, 10)]
    [0.6, 0.98]
    """
    share, square = right / n, _Z**2 / n
    middle = (share + square / 2) / (1 + square)
    half = _Z / (1 + square) * math.sqrt(share * (1 - share) / n + square / (4 * n))
    return max(0.0, middle - half), min(1.0, middle + half)
