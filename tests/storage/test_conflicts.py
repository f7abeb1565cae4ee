"""What cannot all be true is told from what only reads differently."""

from typing import Any

import pytest

from app.records import Predicate
from app.storage.queries.conflicts import find_conflicts

FIELDS = {"personnel": Predicate.PERSONNEL, "start": Predicate.START, "hosts": Predicate.HOST}
ORMA = {"entity": "people/tessa-orma", "name": "Tessa Orma"}


def claim(value: Any = None, article: str = "a", **known: Any) -> dict[str, Any]:
    return {
        "value": value,
        "low": None,
        "high": None,
        "unit": None,
        "qualifier": None,
        "modality": "stated",
        "asserted_by": None,
        "evidence": {"article": f"articles/{article}"},
        **known,
    }


@pytest.mark.parametrize(
    ("one", "other", "conflict"),
    [
        (claim(6000), claim(4500, "b"), True),
        (claim(6000), claim(6000, "b"), False),
        (claim(6000), claim(4500, asserted_by=ORMA), True),
        # One source may give the figure of a part as well.
        (claim(6000), claim(4500), False),
        (claim(6000, asserted_by=ORMA), claim(4500, asserted_by=ORMA), False),
        (claim(6000, unit="troops"), claim(400, "b", unit="sailors"), False),
        # What may be true together.
        (claim(6000, qualifier="around"), claim(6400, "b"), False),
        (claim(6000, qualifier="around"), claim(6700, "b"), True),
        (claim(6000), claim(6200, "b", qualifier="about"), False),
        (claim(5000, low=5000, qualifier="over"), claim(9000, "b"), False),
        (claim(5000, low=5000, qualifier="over"), claim(4000, "b"), True),
        (claim(5000, high=5000, qualifier="up to"), claim(4000, "b"), False),
        (claim(5000, high=5000, qualifier="up to"), claim(6000, "b"), True),
        (claim(low=9000, high=10000), claim(9400, "b"), False),
        (claim(low=9000, high=10000), claim(11000, "b"), True),
        (claim(low=9000, high=10000), claim(article="b", low=10000, high=12000), False),
        (claim(), claim(9000, "b"), False),
        # What was planned or called off need not be what came.
        (claim(6000, modality="planned"), claim(4500, "b"), False),
        (claim(6000, modality="cancelled"), claim(4500, "b"), False),
        (claim(6000, modality="planned"), claim(4500, "b", modality="planned"), True),
        (claim(6000, modality="past"), claim(4500, "b"), True),
    ],
)
def test_figures_conflict(one: dict[str, Any], other: dict[str, Any], conflict: bool) -> None:
    for pair in ([one, other], [other, one]):
        said = {"personnel": pair, "start": [], "hosts": []}
        assert find_conflicts(said, FIELDS) == (["personnel"] if conflict else [])


@pytest.mark.parametrize(
    ("one", "other", "conflict"),
    [
        ("2031-05-03", "2031-05-04", True),
        ("2031-05-03", "2031-05-03", False),
        ("2031-05-03", "2031-05", False),
        ("2031", "2031-05-03", False),
        ("2031-05", "2031-06-01", True),
        (None, "2031-06-01", False),
    ],
)
def test_dates_conflict(one: str | None, other: str, conflict: bool) -> None:
    said = {"personnel": [], "start": [claim(one), claim(other, "b")], "hosts": []}
    assert find_conflicts(said, FIELDS) == (["start"] if conflict else [])


def test_there_may_be_several_hosts() -> None:
    said = {"personnel": [], "start": [], "hosts": [claim("Norway"), claim("Finland", "b")]}
    assert find_conflicts(said, FIELDS) == []
