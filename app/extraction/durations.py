"""Lengths of time in words: "two-week", "for ten days", "month-long"."""

import re
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc

from app.extraction.counts import parse_number
from app.extraction.spans import covering

_DURATION = re.compile(
    r"(?<![\w-])(?:the (?P<span>week|month)(?= of)"
    r"|(?P<number>\d{1,3}|[a-z]{1,9}(?:-[a-z]{3,5})?)[ -]"
    r"(?P<unit>hour|day|week|month|year)s?"
    r"|(?P<whole>day|week|month|year)[ -]?long|(?P<fortnight>fortnight)(?:[ -]?long)?)(?![\w-])",
    re.IGNORECASE,
)
_FORMS: Final = {"hour": "PT{}H", "day": "P{}D", "week": "P{}D", "month": "P{}M", "year": "P{}Y"}
_ONE: Final = {"a", "an", "full", "single", "whole"}


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time as written, in ISO 8601; positions are tokens, half-open."""

    start: int
    end: int
    value: str


def find_durations(doc: Doc) -> list[Duration]:
    """Return the lengths of time in `doc`, in order; weeks are counted in days."""
    found = []
    for match in _DURATION.finditer(doc.text):
        number = _number(match)
        if not number or number != int(number):
            continue
        unit = (match["unit"] or match["whole"] or match["span"] or "week").lower()
        days = 7 if unit == "week" else 1
        span = covering(doc, *match.span())
        value = _FORMS[unit].format(int(number) * days)
        found.append(Duration(span.start, span.end, value))
    return found


def _number(match: re.Match[str]) -> float | None:
    if match["fortnight"]:
        return 2
    if match["whole"] or match["span"] or match["number"].lower() in _ONE:
        return 1
    return parse_number(match["number"])
