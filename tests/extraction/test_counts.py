"""Amounts: values, bounds, reserves and what is counted, on Docs tagged by hand."""

import pytest
from spacy.tokens import Doc

from app.extraction.counts import find_counts, parse_number
from tests.extraction.exercise_docs import build_parsed

NUMBERS = [
    ("250", 250),
    ("10,000", 10_000),
    ("1.2 million", 1_200_000),
    ("10k", 10_000),
    ("two dozen", 24),
    ("half a dozen", 6),
    ("a hundred", 100),
    ("twenty-five", 25),
    ("six hundred and one", 601),
    ("forty two thousand three hundred", 42_300),
    ("and", None),
    ("several", None),
]


@pytest.mark.parametrize(("words", "value"), NUMBERS)
def test_figures_and_words_give_the_same_numbers(words: str, value: float | None) -> None:
    assert parse_number(words) == value


AMOUNTS = [
    ("around/IN 10,000/CD personnel/NNS", (10_000, "personnel", "around", None, None)),
    ("250/CD aircraft/NN", (250, "aircraft", None, None, None)),
    ("more/JJR than/IN 200/CD British/JJ soldiers/NNS", (200, "soldiers", "more than", 200, None)),
    ("up/IN to/IN 40/CD ships/NNS", (40, "ships", "up to", None, 40)),
    ("between/IN 9,000/CD and/CC 10,000/CD troops/NNS", (None, "troops", None, 9_000, 10_000)),
    ("6,000/CD to/TO 7,000/CD troops/NNS", (None, "troops", None, 6_000, 7_000)),
    ("two/CD dozen/NN ships/NNS", (24, "ships", None, None, None)),
    (
        "tens/NNS of/IN thousands/NNS of/IN troops/NNS",
        (None, "troops", "tens of thousands", 20_000, None),
    ),
    (
        "33,000/CD U.S./NNP and/CC Australian/JJ troops/NNS",
        (33_000, "troops", None, None, None),
    ),
    ("a/DT six/CD day/NN drill/NN", (6, "day", None, None, None)),
    ("80/CD from/IN Spain/NNP", (80, None, None, None, None)),
    ("9,500/CD ,/, the/DT largest/JJS number/NN", (9_500, None, None, None, None)),
]


@pytest.mark.parametrize(("tagged", "expected"), AMOUNTS)
def test_an_amount_has_value_unit_reserve_and_bounds(
    tagged: str, expected: tuple[float | None, ...]
) -> None:
    (count,) = find_counts(build_parsed(tagged))
    assert (count.value, count.unit, count.qualifier, count.low, count.high) == expected


NO_AMOUNTS = [
    "in/IN 2018/CD",
    "in/IN 2018/CD from/IN Spain/NNP",
    "$/$ ~1.2/CD million/CD people/NNS",
    "5/CD percent/NN of/IN troops/NNS",
    "Aged/VBN 51/CD ,/, he/PRP left/VBD",
]


@pytest.mark.parametrize("tagged", NO_AMOUNTS)
def test_years_money_shares_and_ages_are_no_amounts(tagged: str) -> None:
    assert find_counts(build_parsed(tagged)) == []


def test_two_amounts_of_one_noun_are_told_apart() -> None:
    doc = build_parsed("300/CD Kenyan/JJ troops/NNS and/CC 1,200/CD from/IN Spain/NNP")
    assert [(spoken(doc, c.start, c.end), c.unit) for c in find_counts(doc)] == [
        ("300 Kenyan troops", "troops"),
        ("1,200", None),
    ]


def test_an_amount_begins_with_its_reserve_and_ends_with_what_is_counted() -> None:
    doc = build_parsed("involve/VBP nearly/RB 20,000/CD Swedish/JJ troops/NNS in/IN May/NNP")
    (count,) = find_counts(doc)
    assert spoken(doc, count.start, count.end) == "nearly 20,000 Swedish troops"


def spoken(doc: Doc, start: int, end: int) -> str:
    return doc[start:end].text
