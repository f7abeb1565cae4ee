"""How dates are written: the forms, and what each gives before it is resolved."""

import calendar
import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from spacy.tokens import Doc

from app.extraction.counts import parse_number
from app.extraction.spans import covering

_MONTHS: Final = {name[:3]: i for i, name in enumerate(calendar.month_name) if i}
_WEEKDAYS: Final = {name: i for i, name in enumerate(calendar.day_name)}
_STEPS: Final = {"last": -1, "past": -1, "previous": -1, "this": 0, "next": 1, "coming": 1}
_DAYS: Final = {"yesterday": -1, "today": 0, "tomorrow": 1}

_MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November"
    r"|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![,.]?\d|\w)"
_TO = r"\s?(?:-|–|—|to|through|thru|until|till|and)\s?"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_OF_YEAR = rf"(?:,?\s(?:of\s)?{_YEAR}|,?\s(?:of\s)?(?P<step>last|this|next)\syear)?"
_WEEKDAY = "|".join(_WEEKDAYS)
_PART = (
    r"(?:early|late|mid|(?:start|beginning|middle|end)\sof"
    r"|(?:first|second|third|last|final)\s(?:(?:two|three|few)\s)?(?:weeks?|days|half)\s(?:of|in))"
)
# Words behind which four figures are a year and the bare name of a month is a month.
_BEFORE_YEAR: Final = {
    "after", "autumn", "before", "between", "by", "during", "early", "fall", "for", "from", "in",
    "late", "of", "since", "spring", "summer", "through", "till", "to", "until", "winter",
}  # fmt: skip
_BEFORE_MONTH: Final = _BEFORE_YEAR | {"and", "each", "every", "-", "or"}


@dataclass(frozen=True, slots=True)
class Point:
    """One date as its words give it, in code points; what they leave open is None."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    grain: str = "day"
    weekday: int | None = None
    step: int | None = None
    """-1 for "last", 1 for "next", before the name of a weekday or month."""
    edge: str | None = None
    """The word that tells what part of its month is meant: "early", "end", "last", …"""
    opens_range: bool = False
    """Whether the point behind it ends its range: "June 12" in "June 12-23"."""
    unknown: bool = False
    """Whether it counts from a publication date that is not known."""


Points = tuple[Point, ...]
_Reader = Callable[[re.Match[str], dt.date | None], Points]


def read_points(doc: Doc, published: dt.date | None) -> list[Point]:
    """Return the single dates in `doc`, in order; days of one month joined by a dash give two."""
    text = doc.text
    taken = bytearray(len(text))
    points: list[Point] = []
    for pattern, read in _FORMS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(taken[start:end]) or not _fits(doc, match):
                continue
            found = read(match, published)
            if found:
                taken[start:end] = b"\1" * (end - start)
                points += found
    return sorted(points, key=lambda p: p.start)


def _fits(doc: Doc, match: re.Match[str]) -> bool:
    """Tell whether a bare year or month is one, by the word before it."""
    groups = match.groupdict()
    if set(groups) == {"year"}:
        wanted = _BEFORE_YEAR
    elif "part" in groups and not any(v for k, v in groups.items() if k != "month"):
        wanted = _BEFORE_MONTH
    else:
        return True
    first = covering(doc, *match.span())[0]
    return first.i > 0 and doc[first.i - 1].lower_ in wanted


def _read_days(match: re.Match[str], published: dt.date | None) -> Points:
    year, month = _year(match, published), _MONTHS[match["month"][:3]]
    days = [int(re.sub(r"\D", "", d)) for d in (match["day"], match["until"]) if d]
    if any(d > calendar.monthrange(year or 2000, month)[1] for d in days):
        return ()
    unknown = bool(match["step"]) and year is None
    point = Point(*match.span(), year, month, days[0], unknown=unknown)
    if len(days) == 1:
        return (point,)
    first = replace(point, end=match.end("day"), opens_range=True)
    return first, replace(point, start=match.start("until"), day=days[1])


def _year(match: re.Match[str], published: dt.date | None) -> int | None:
    if match["year"]:
        return int(match["year"])
    return published.year + _STEPS[match["step"]] if match["step"] and published else None


def _read_iso(match: re.Match[str], _: dt.date | None) -> Points:
    try:
        date = dt.date.fromisoformat(match[0])
    except ValueError:
        return ()
    return (Point(*match.span(), date.year, date.month, date.day),)


def _read_month(match: re.Match[str], published: dt.date | None) -> Points:
    year = _year(match, published)
    point = Point(
        *match.span(),
        year,
        _MONTHS[match["month"][:3]],
        grain="month",
        step=_STEPS[match["which"]] if match["which"] else None,
        edge=match["part"].split()[0] if match["part"] else None,
        unknown=bool(match["step"]) and year is None,
    )
    return (point,)


def _read_day_of_month(match: re.Match[str], published: dt.date | None) -> Points:
    (point,) = _counted_from(published, match, _STEPS[match["step"]], "month")
    day = int(re.sub(r"\D", "", match["day"]))
    if point.year is not None and day > calendar.monthrange(point.year, point.month or 1)[1]:
        return ()
    return (replace(point, day=day, grain="day"),)


def _read_weekday(match: re.Match[str], _: dt.date | None) -> Points:
    step = _STEPS[match["which"]] if match["which"] else None
    return (Point(*match.span(), weekday=_WEEKDAYS[match["weekday"]], step=step),)


def _read_day_word(match: re.Match[str], published: dt.date | None) -> Points:
    return _counted_from(published, match, _DAYS[match[0].lower()], "day")


def _read_period(match: re.Match[str], published: dt.date | None) -> Points:
    return _counted_from(published, match, _STEPS[match["step"].lower()], match["unit"])


def _read_ago(match: re.Match[str], published: dt.date | None) -> Points:
    number = 1 if match["number"] in {"a", "an"} else parse_number(match["number"])
    if not number or number > 100:
        return ()
    return _counted_from(published, match, -int(number), match["unit"])


def _read_year(match: re.Match[str], _: dt.date | None) -> Points:
    return (Point(*match.span(), int(match["year"]), grain="year"),)


def _counted_from(published: dt.date | None, match: re.Match[str], step: int, unit: str) -> Points:
    """Return the day, month or year that lies `step` units after the publication date."""
    at = match.span()
    if published is None:
        return (Point(*at, grain="day" if unit == "week" else unit, unknown=True),)
    if unit == "year":
        return (Point(*at, published.year + step, grain="year"),)
    if unit == "month":
        years, month = divmod(published.month - 1 + step, 12)
        return (Point(*at, published.year + years, month + 1, grain="month"),)
    if unit == "day":
        date = published + dt.timedelta(days=step)
        return (Point(*at, date.year, date.month, date.day),)
    # A week has no grain of its own.
    return (Point(*at, grain="day", unknown=True),)


_FORMS: Final[tuple[tuple[re.Pattern[str], _Reader], ...]] = (
    (re.compile(r"(?<![\w-])(?:19|20)\d\d-\d\d-\d\d(?![\w-])"), _read_iso),
    (
        re.compile(
            rf"\b(?:(?:{_WEEKDAY}),?\s\(?)?{_MONTH}\s(?P<day>{_DAY})"
            rf"(?:{_TO}(?P<until>{_DAY})(?!\s?(?:of\s)?[A-Z]|\s?[ap]\.?m\b|%))?{_OF_YEAR}"
        ),
        _read_days,
    ),
    (
        re.compile(
            rf"(?<![\w-])(?:(?:{_WEEKDAY}),?\s\(?)?(?:the\s)?(?P<day>{_DAY})"
            rf"(?:{_TO}(?P<until>{_DAY}))?\s(?:of\s)?{_MONTH}(?!\w){_OF_YEAR}"
        ),
        _read_days,
    ),
    (
        re.compile(rf"(?<![\w-])(?:the\s)?(?P<day>{_DAY})\sof\s(?P<step>this|next|last)\smonth\b"),
        _read_day_of_month,
    ),
    (
        re.compile(
            rf"\b(?:(?:the\s)?(?P<part>{_PART})[\s-])?(?:(?P<which>last|this|next)\s)?"
            rf"{_MONTH}(?![\w'-]){_OF_YEAR}"
        ),
        _read_month,
    ),
    (re.compile(rf"\b(?:(?P<which>last|this|next)\s)?(?P<weekday>{_WEEKDAY})\b"), _read_weekday),
    (re.compile(r"\b(?:[Yy]esterday|[Tt]oday|[Tt]omorrow)\b(?!')"), _read_day_word),
    (
        re.compile(
            r"\b(?:(?:[Ee]arlier|[Ll]ater|[Ll]ate|[Ee]arly)\s)?(?:the\s)?"
            r"(?P<step>[Ll]ast|[Tt]his|[Nn]ext|past|coming|previous)\s(?P<unit>week|month|year)\b(?!')"
        ),
        _read_period,
    ),
    (
        re.compile(r"\b(?P<number>an?|\d{1,3}|[a-z]{3,9})\s(?P<unit>day|month|year)s?\sago\b"),
        _read_ago,
    ),
    (re.compile(rf"(?<![\w$€£.,-]){_YEAR}(?![\w,-]\d|\w)"), _read_year),
)
"""In the order of trust: a form does not read what one before it has read."""
