"""Which of the things said of an exercise cannot all be true."""

from collections.abc import Mapping, Sequence
from itertools import combinations
from math import inf

from app.records import Modality, Predicate
from app.storage.queries.collection import Item

ONE_VALUED = {
    Predicate.PERSONNEL,
    Predicate.AIRCRAFT,
    Predicate.SHIPS,
    Predicate.VEHICLES,
    Predicate.PARTICIPANT_COUNT,
    Predicate.START,
    Predicate.END,
    Predicate.DURATION,
    Predicate.PLANNED_SINCE,
}
"""Predicates that have one true value; hosts or places may be several."""

APPROXIMATE = {"about", "around", "approximately", "roughly", "some", "nearly", "almost", "circa"}
TOLERANCE = 0.1  # of a figure that is said to be approximate

_FACTS = {Modality.STATED, Modality.PAST}


def find_conflicts(
    said: Mapping[str, Sequence[Item]], fields: Mapping[str, Predicate]
) -> list[str]:
    """Return which of `fields` have claims in `said` that cannot all be true."""
    return [
        name
        for name, predicate in fields.items()
        if predicate in ONE_VALUED and any(_conflict(*pair) for pair in combinations(said[name], 2))
    ]


def _conflict(one: Item, other: Item) -> bool:
    """Tell whether two claims cannot both be true.

    Only what different sources say of the same thing is compared: one source may well give the
    figure of a part beside that of the whole, and what was planned need not come true.
    """
    if _source(one) == _source(other) or _state(one) != _state(other):
        return False
    if one["unit"] != other["unit"]:
        return False
    if isinstance(one["value"], str) and isinstance(other["value"], str):
        # A date may be cut to its month or year.
        return not (
            one["value"].startswith(other["value"]) or other["value"].startswith(one["value"])
        )
    low, high = _bounds(one)
    other_low, other_high = _bounds(other)
    return high < other_low or other_high < low


def _source(one: Item) -> tuple[str, str | None]:
    asserter = one["asserted_by"]
    return one["evidence"]["article"], asserter and (asserter["entity"] or asserter["name"])


def _state(one: Item) -> str:
    return Modality.STATED if one["modality"] in _FACTS else one["modality"]


def _bounds(one: Item) -> tuple[float, float]:
    """Return between which numbers a figure lies, as far as the claim says."""
    value, low, high = one["value"], one["low"], one["high"]
    if isinstance(value, str):
        return -inf, inf
    if low is not None or high is not None:
        return (-inf if low is None else low), (inf if high is None else high)
    if value is None:
        return -inf, inf
    slack = value * TOLERANCE if one["qualifier"] in APPROXIMATE else 0
    return value - slack, value + slack
