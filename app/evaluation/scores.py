"""Sums judgements up: precision, recall and F1 with intervals, by measure and by rule."""

import math
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.evaluation.judging import Judgement

_DRAWS = 400
_LEVEL = 0.95
_Z = 1.96


@dataclass(frozen=True, slots=True)
class Score:
    """How often one measure, or one rule of it, is right.

    Recall and F1 are None for a single rule, and wherever there is nothing to divide by. `low` and
    `high` bound F1 (a rule: precision) at 95 %.
    """

    measure: str
    rule: str | None
    precision: float | None
    recall: float | None
    f1: float | None
    low: float | None
    high: float | None
    right: int
    predicted: int
    gold: int | None


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


def _count(judgement: Judgement) -> dict[str, tuple[int, int, int]]:
    """Return right, predicted and gold counts of each measure of one article."""
    right = Counter(o.measure for o in judgement.outcomes if o.right)
    predicted = Counter(o.measure for o in judgement.outcomes)
    return {m: (right[m], predicted[m], judgement.gold[m]) for m in {*predicted, *judgement.gold}}


def _score_measure(measure: str, rows: Sequence[tuple[int, int, int]]) -> Score:
    right, predicted, gold = _sum(rows)
    precision, recall, f1 = _rates(right, predicted, gold)
    # Bootstrap over articles: errors come in articles, not one by one.
    rng = random.Random(1)
    draws = sorted(_rates(*_sum(rng.choices(rows, k=len(rows))))[2] or 0.0 for _ in range(_DRAWS))
    tail = round(_DRAWS * (1 - _LEVEL) / 2)
    return Score(
        measure, None, precision, recall, f1, draws[tail - 1], draws[-tail - 1],
        right, predicted, gold,
    )  # fmt: skip


def _sum(rows: Iterable[tuple[int, int, int]]) -> tuple[int, int, int]:
    totals = [sum(column) for column in zip(*rows, strict=True)]
    return totals[0], totals[1], totals[2]


def _rates(
    right: int, predicted: int, gold: int
) -> tuple[float | None, float | None, float | None]:
    precision = right / predicted if predicted else None
    recall = right / gold if gold else None
    if not predicted and not gold:
        return precision, recall, None
    return precision, recall, 2 * right / (predicted + gold)


def _score_rules(measure: str, judgements: Sequence[Judgement]) -> list[Score]:
    outcomes = [o for j in judgements for o in j.outcomes if o.measure == measure]
    scores = []
    for rule in sorted({o.rule for o in outcomes}):
        hits = [o.right for o in outcomes if o.rule == rule]
        right, n = sum(hits), len(hits)
        low, high = wilson(right, n)
        scores.append(Score(measure, rule, right / n, None, None, low, high, right, n, None))
    return scores


def wilson(right: int, n: int) -> tuple[float, float]:
    """Return the bounds of Wilson's 95 % interval of `right` out of `n`; n is at least 1.

    >>> [round(x, 2) for x in wilson(9, 10)]
    [0.6, 0.98]
    """
    share, square = right / n, _Z**2 / n
    middle = (share + square / 2) / (1 + square)
    half = _Z / (1 + square) * math.sqrt(share * (1 - share) / n + square / (4 * n))
    return max(0.0, middle - half), min(1.0, middle + half)
