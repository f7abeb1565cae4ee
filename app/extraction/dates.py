"""Dates in words, with their grain, resolved against the publication date or not at all."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from spacy.tokens import Doc, Token

from app.extraction.date_forms import Point, read_points
from app.extraction.spans import covering

_JOINS: Final = {"-", "–", "—", "to", "through", "thru", "until", "till"}
# News tells past events in the past tense; in the present tense these verbs announce.
_ANNOUNCING: Final = {
    "begin", "commence", "conclude", "end", "finish", "kick", "open", "run", "start",
}  # fmt: skip
_AUXILIARIES: Final = {"aux", "auxpass"}
_UNTIL: Final = {"through", "till", "until"}
_NEAR: Final = 8
"""In tokens, from a verb to what helps it."""
_JUST_OVER: Final = 14
"""In days."""
_CLIMB: Final = 8
"""How many heads up from a date the verb that tells its tense is looked for."""


class Tense(Enum):
    """Whether what happens at a date is over or to come."""

    PAST = "past"
    FUTURE = "future"


@dataclass(frozen=True, slots=True)
class When:
    """A date as written; positions are tokens, half-open."""

    start: int
    end: int
    value: str | None
    """ISO 8601, cut to the grain; None where the publication date cannot settle it."""
    grain: str
    edge: str | None = None
    """The word that tells what part of its month is meant: "early", "end", "last", …"""
    in_year: str | None = None
    """The value without its year, where the words do not tell that: "06-13"."""
    last: "When | None" = None
    """The end of the range that this date begins."""


def find_dates(doc: Doc) -> list[When]:
    """Return the dates in `doc`, in order; a range counts as one.

    A weekday, or a day or month without a year, lies before the publication date or after it as
    the tense of its verb says.
    """
    published: dt.date | None = doc._.published
    dates: list[When] = []
    points = read_points(doc, published)
    i = 0
    while i < len(points):
        following = points[i + 1] if i + 1 < len(points) else None
        if following is not None and _is_range(doc, points[i], following):
            dates.append(_range(doc, points[i], following, published))
            i += 1
        else:
            dates.append(_when(doc, points[i], published, _tense_for(doc, points[i])))
        i += 1
    return dates


def _tense_for(doc: Doc, point: Point) -> Tense | None:
    """Return the tense of what happens at a date: until it, what goes on will go on."""
    tense = tense_at(doc, point.start)
    first = covering(doc, point.start, point.end).start
    return Tense.FUTURE if tense is None and first and doc[first - 1].lower_ in _UNTIL else tense


def tense_at(doc: Doc, offset: int) -> Tense | None:
    """Return the tense of the verb that governs the word at `offset`, a code point."""
    token = covering(doc, offset, offset + 1)[0]
    for _ in range(_CLIMB):
        tense = _tense_of(token)
        if tense is not None or token.head is token:
            return tense
        token = token.head
    return None


def _tense_of(verb: Token) -> Tense | None:
    if verb.tag_[:2] not in {"VB", "MD"}:
        return None
    helpers = [t for t in _around(verb) if t.dep_ in _AUXILIARIES and t.head == verb]
    if any(t.tag_ in {"MD", "TO"} for t in helpers) or verb.tag_ == "MD":
        return Tense.FUTURE
    if verb.tag_ == "VBD" or any(t.lemma_ == "have" or t.tag_ == "VBD" for t in helpers):
        return Tense.PAST
    if verb.tag_ == "VB" and any(t.tag_ == "MD" for t in verb.doc[max(0, verb.i - 4) : verb.i]):
        return Tense.FUTURE  # "will kick-start"
    # A finite verb joined to another may be taken for a bare one: "started in X and finish in Y".
    if verb.tag_ in {"VBZ", "VBP", "VB"}:
        takes_place = any(t.lower_ == "place" and t.head == verb for t in _around(verb))
        # Any other verb leaves it open: captions and headlines tell the past in the present tense.
        return Tense.FUTURE if takes_place or verb.lemma_ in _ANNOUNCING else None
    if any(t.tag_ in {"VBZ", "VBP"} for t in helpers):
        # "is taking place on Saturday" announces; "is held on Saturday" tells nothing.
        return Tense.FUTURE if verb.tag_ == "VBG" else None
    return None


def _around(verb: Token) -> Iterator[Token]:
    """Yield the tokens near a verb; its children may be thousands in a broken text."""
    return iter(verb.doc[max(0, verb.i - _NEAR) : verb.i + _NEAR])


def _is_range(doc: Doc, first: Point, last: Point) -> bool:
    if first.opens_range:
        return True
    begin, end = covering(doc, first.start, first.end), covering(doc, last.start, last.end)
    between = doc[begin.end : end.start]
    if len(between) != 1:
        return False
    if between[0].lower_ == "and":
        return begin.start > 0 and doc[begin.start - 1].lower_ == "between"
    return between[0].lower_ in _JOINS


def _range(doc: Doc, first: Point, last: Point, published: dt.date | None) -> When:
    """Return the range from `first` to `last`; each lends the other the year that it lacks."""
    tense = tense_at(doc, first.start)
    first, last = _lend_year(first, last)
    begin = _when(doc, first, published, tense)
    is_told = last.year is not None
    if last.year is None and begin.value and last.month:
        year, opens = int(begin.value[:4]), begin.value[5:]
        closes = f"{last.month:02}-{last.day:02}" if last.day else f"{last.month:02}"
        last = replace(last, year=year + (closes < opens[: len(closes)]))
    end = _when(doc, last, published, tense)
    if not is_told and last.day:
        end = replace(end, in_year=f"{last.month:02}-{last.day:02}")
    if first.weekday is not None and begin.value and end.value and end.value < begin.value:
        # "from Saturday to Tuesday", told in between
        earlier = dt.date.fromisoformat(begin.value) - dt.timedelta(days=7)
        begin = replace(begin, value=earlier.isoformat())
    return replace(begin, end=end.end, last=end)


def _lend_year(first: Point, last: Point) -> tuple[Point, Point]:
    if not (first.month and last.month):
        return first, last
    turns = first.month > last.month
    if first.year is None and last.year is not None:
        return replace(first, year=last.year - turns), last
    if last.year is None and first.year is not None:
        return first, replace(last, year=first.year + turns)
    return first, last


def _when(doc: Doc, point: Point, published: dt.date | None, tense: Tense | None) -> When:
    span = covering(doc, point.start, point.end)
    value = None if point.unknown else _resolve(point, published, tense)
    in_year = None
    if point.month and point.year is None and not point.unknown:
        in_year = f"{point.month:02}-{point.day:02}" if point.day else f"{point.month:02}"
    return When(span.start, span.end, value, point.grain, point.edge, in_year)


def _resolve(point: Point, published: dt.date | None, tense: Tense | None) -> str | None:
    if point.weekday is not None:
        return _weekday(point, published, tense) if published else None
    year = point.year
    if year is None and published is not None:
        year = _year(point, published, tense)
    if year is None:
        return None
    try:
        date = dt.date(year, point.month or 1, point.day or 1)
    except ValueError:
        return None
    return date.isoformat()[: {"year": 4, "month": 7}.get(point.grain, 10)]


def _weekday(point: Point, published: dt.date, tense: Tense | None) -> str:
    """Return the weekday nearest to the publication date, on the side that words and tense say."""
    if point.step == 1 or (tense is Tense.FUTURE and point.step != -1):
        days = (point.weekday or 0) - published.weekday()
        days = days % 7 or (7 if point.step == 1 else 0)
    else:
        days = -((published.weekday() - (point.weekday or 0)) % 7 or (7 if point.step == -1 else 0))
    return (published + dt.timedelta(days=days)).isoformat()


def _year(point: Point, published: dt.date, tense: Tense | None) -> int:
    """Return the year that puts a month, or a day of it, where words and tense say."""
    month, today = (
        (point.month, point.day or 0),
        (published.month, published.day if point.day else 0),
    )
    months = (point.month or 1) - published.month
    # What is announced may have begun some days ago: "to be held from 24 to 30 April", on the 25th.
    is_just_over = months == 0 and 0 < today[1] - month[1] <= _JUST_OVER
    if point.step == -1 or (point.step is None and tense is Tense.PAST):
        return published.year - (month > today)
    if point.step == 1 or (tense is Tense.FUTURE and not is_just_over):
        return published.year + (month < today)
    return published.year + (months < -6) - (months > 6)
