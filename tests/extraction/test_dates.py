"""Dates: what is read, its grain, and on which side of the publication date it is put."""

import datetime as dt

import pytest

from app.extraction.dates import Tense, When, find_dates, tense_at
from app.extraction.durations import find_durations
from tests.extraction.exercise_docs import build_parsed

THURSDAY = dt.date(2020, 10, 1)


def tag(text: str) -> str:
    """Return `text` as words that are all nouns: what forms are read from does not hang on tags."""
    return " ".join(f"{word}/NN" for word in text.split())


def dates_in(text: str, published: dt.date | None = THURSDAY) -> list[When]:
    return find_dates(build_parsed(tag(text), published))


FORMS = [
    ("13 June 2017", "2017-06-13", "day"),
    ("June 13 , 2017", "2020-06-13", "day"),
    ("the 3rd of May 2021", "2021-05-03", "day"),
    ("2017-06-13", "2017-06-13", "day"),
    ("Sept. 14", "2020-09-14", "day"),
    ("in June last year", "2019-06", "month"),
    ("in April this year", "2020-04", "month"),
    ("since 2018", "2018", "year"),
    ("earlier this month", "2020-10", "month"),
    ("last month", "2020-09", "month"),
    ("next year", "2021", "year"),
    ("yesterday", "2020-09-30", "day"),
    ("on Monday", "2020-09-28", "day"),
    ("until Monday", "2020-10-05", "day"),
    ("two days ago", "2020-09-29", "day"),
    ("mid-November", "2020-11", "month"),
    ("the 31st of this month", "2020-10-31", "day"),
]


@pytest.mark.parametrize(("text", "value", "grain"), FORMS)
def test_a_date_is_cut_to_the_grain_of_its_words(text: str, value: str, grain: str) -> None:
    (date,) = dates_in(text)
    assert (date.value, date.grain) == (value, grain)


OPEN = ["Monday", "last month", "earlier this month", "June 12", "in June last year", "yesterday"]


@pytest.mark.parametrize("text", OPEN)
def test_without_a_publication_date_a_relative_date_stays_open(text: str) -> None:
    (date,) = dates_in(text, None)
    assert date.value is None


NO_DATES = ["2,018 troops", "2018 troops", "May", "march on", "in room 2018a", "on 31 June 2017"]


@pytest.mark.parametrize("text", NO_DATES)
def test_numbers_and_verbs_are_no_dates(text: str) -> None:
    assert [d for d in dates_in(text) if d.grain == "day"] == []
    assert not any(d.value and d.value.startswith("2018") for d in dates_in(text))


RANGES = [
    ("June 12-23 , 2017", "2020-06-12", "2020-06-23"),
    ("13 June to 17 June 2017", "2017-06-13", "2017-06-17"),
    ("16 to 29 September 2018", "2018-09-16", "2018-09-29"),
    ("October 25-26", "2020-10-25", "2020-10-26"),
    ("between March 3 and March 9 2021", "2021-03-03", "2021-03-09"),
    ("28 December to 5 January 2018", "2017-12-28", "2018-01-05"),
]


@pytest.mark.parametrize(("text", "first", "last"), RANGES)
def test_the_ends_of_a_range_lend_each_other_month_and_year(
    text: str, first: str, last: str
) -> None:
    (date,) = dates_in(text)
    assert date.last is not None
    assert (date.value, date.last.value) == (first, last)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("from Wednesday to Oct. 9", "2020-10-09"),
        ("from Wednesday to January", "2021-01"),
        ("from 12 January to late May", "2021-05"),
        ("from 12 January until January", "2021-01"),
        ("from October to 3 March", "2021-03-03"),
    ],
)
def test_the_ends_of_a_range_may_be_told_in_different_ways(text: str, last: str) -> None:
    (date,) = dates_in(text)
    assert date.last is not None
    assert date.last.value == last


def test_dates_joined_by_and_alone_are_no_range() -> None:
    assert [d.value for d in dates_in("on 3 May 2019 and 9 May 2019")] == [
        "2019-05-03",
        "2019-05-09",
    ]


def test_the_end_of_a_range_says_what_it_is_without_its_year() -> None:
    (date,) = dates_in("June 29 to Aug. 4")
    assert date.last is not None
    assert (date.in_year, date.last.in_year) == ("06-29", "08-04")


def test_a_part_of_a_month_is_told() -> None:
    (date,) = dates_in("the end of April")
    assert (date.edge, date.grain) == ("end", "month")


WEEKDAYS = [
    ("It/PRP/nsubj/+1 began=begin/VBD/ROOT Monday/NNP/npadvmod/-1", Tense.PAST, "2020-09-28"),
    ("It/PRP/nsubj/+1 begins=begin/VBZ/ROOT Monday/NNP/npadvmod/-1", Tense.FUTURE, "2020-10-05"),
    (
        "It/PRP/nsubj/+2 will/MD/aux/+1 begin/VB/ROOT Monday/NNP/npadvmod/-1",
        Tense.FUTURE,
        "2020-10-05",
    ),
    (
        "It/PRP/nsubj/+1 was=be/VBD/ROOT to/TO/aux/+1 start/VB/xcomp/-2 Monday/NNP/npadvmod/-1",
        Tense.FUTURE,
        "2020-10-05",
    ),
    (
        "It/PRP/nsubj/+1 takes=take/VBZ/ROOT place/NN/dobj/-1 Monday/NNP/npadvmod/-2",
        Tense.FUTURE,
        "2020-10-05",
    ),
    (
        "It/PRP/nsubj/+1 began=begin/VBD/ROOT and/CC/cc finish/VB/conj/-2 Monday/NNP/npadvmod/-1",
        Tense.FUTURE,
        "2020-10-05",
    ),
    (
        "It/PRP/nsubj/+1 shows=show/VBZ/ROOT ships/NNS/dobj/-1 Monday/NNP/npadvmod/-2",
        None,
        "2020-09-28",
    ),
]


@pytest.mark.parametrize(("parse", "tense", "value"), WEEKDAYS)
def test_a_weekday_lies_on_the_side_that_its_verb_tells(
    parse: str, tense: Tense | None, value: str
) -> None:
    doc = build_parsed(parse, THURSDAY)
    assert tense_at(doc, doc.text.index("Monday")) is tense
    (date,) = find_dates(doc)
    assert date.value == value


def test_the_publication_day_itself_is_meant_by_its_weekday() -> None:
    assert dates_in("Thursday")[0].value == "2020-10-01"
    assert dates_in("last Thursday")[0].value == "2020-09-24"
    assert dates_in("next Thursday")[0].value == "2020-10-08"


def test_weekdays_that_part_the_publication_date_stay_in_order() -> None:
    (date,) = find_dates(build_parsed(tag("from Saturday to Tuesday"), dt.date(2017, 11, 12)))
    assert date.last is not None
    assert date.value is not None
    assert date.last.value is not None
    assert date.value < date.last.value


LENGTHS = [
    ("two-week", "P14D"),
    ("six day", "P6D"),
    ("10-day", "P10D"),
    ("for two weeks", "P14D"),
    ("a fortnight", "P14D"),
    ("week-long", "P7D"),
    ("month-long", "P1M"),
    ("48 hours", "PT48H"),
    ("a week", "P7D"),
    ("a single week", "P7D"),
    ("the week of drills", "P7D"),
]


@pytest.mark.parametrize(("text", "value"), LENGTHS)
def test_lengths_of_time_are_iso_durations(text: str, value: str) -> None:
    assert [d.value for d in find_durations(build_parsed(tag(text)))] == [value]


@pytest.mark.parametrize("text", ["the last weeks", "some days", "day", "weekly"])
def test_lengths_without_a_number_are_none(text: str) -> None:
    assert find_durations(build_parsed(tag(text))) == []
