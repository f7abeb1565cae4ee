"""What filters take: how a user writes a value, and what the database is asked with."""

import calendar
import datetime as dt
import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Any

from app.names import slugify
from app.storage.full_text import MAX_LENGTH, match_expression, parse_words

MAX_URL = 2_000  # characters; longer ones find no room in an address


class BadValue(ValueError):
    """A value that a filter cannot use; the message goes after the filter's name."""

    def __init__(
        self, reason: str, *, allowed: Sequence[str] = (), did_you_mean: str | None = None
    ) -> None:
        """Say what is wrong, and what would not be."""
        super().__init__(reason)
        self.allowed = list(allowed)
        self.did_you_mean = did_you_mean


class Repeat(Enum):
    """What it means to give a filter twice."""

    LIST = auto()  # one of these; `parse` returns lists, and the condition gets them as one
    EACH = auto()  # one of these; the condition is made for each
    NEVER = auto()  # an error


@dataclass(frozen=True)
class Value:
    """A kind of value."""

    parse: Callable[[str], Any]
    """Return what the database is asked with, or raise BadValue."""
    schema: Mapping[str, Any]
    """JSON Schema of one value as a user writes it."""
    repeat: Repeat = Repeat.NEVER
    is_entity: bool = False
    """Whether `parse` returns ids of entities, which may be spelt in other ways."""
    parts: int = 1
    """How many values the database is asked with; if more than one, `parse` returns a tuple."""


def closest(text: str, allowed: Sequence[str]) -> str | None:
    """Return which of `allowed` somebody who wrote `text` may have meant."""
    folded = {name.lower(): name for name in allowed}
    found = difflib.get_close_matches(text.lower(), folded, n=1)
    return folded[found[0]] if found else None


def choice(*allowed: str) -> Value:
    """Return a value that is one of a few words."""

    def parse(text: str) -> list[str]:
        if text not in allowed:
            raise BadValue(
                "has another value than those that are allowed",
                allowed=allowed,
                did_you_mean=closest(text, allowed),
            )
        return [text]

    words = [str(word) for word in allowed]
    return Value(parse, {"type": "string", "enum": words}, Repeat.LIST)


def some_of(*allowed: str) -> Value:
    """Return a value that is some of a few words, with commas between them."""
    one = choice(*allowed)
    word = "|".join(allowed)
    schema = {"type": "string", "pattern": f"^({word})(,({word}))*$"}
    return Value(
        lambda text: [word for part in text.split(",") for word in one.parse(part)],
        schema,
        Repeat.LIST,
    )


def _parse_flag(text: str) -> bool:
    if text not in ("true", "false"):
        raise BadValue("is true or false", allowed=("true", "false"))
    return text == "true"


_MAX_NUMBER = 10**15 - 1


def _parse_number(text: str) -> float:
    if not re.fullmatch(r"[0-9]{1,15}(\.[0-9]{1,6})?", text) or float(text) > _MAX_NUMBER:
        raise BadValue("is not a number such as 5000")
    return float(text)


_DATE = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
_CUT_DATE = {"type": "string", "pattern": f"^{_DATE}$"}
_DIGEST = "[0-9a-fA-F]{64}"


def _parse_first_day(text: str) -> dt.date:
    if not re.fullmatch(_DATE, text):
        raise BadValue("is not a date such as 2023-06-12, 2023-06 or 2023")
    try:
        return dt.date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        raise BadValue("is not a day of the calendar") from None


def _parse_last_day(text: str) -> dt.date:
    first = _parse_first_day(text)
    if len(text) == len("2023-06-12"):
        return first
    month = first.month if len(text) == len("2023-06") else 12
    return dt.date(first.year, month, calendar.monthrange(first.year, month)[1])


def _parse_days(text: str) -> tuple[dt.date, dt.date]:
    return _parse_first_day(text), _parse_last_day(text)


def _parse_cut_date(text: str) -> str:
    _parse_first_day(text)
    return text


def _parse_text(text: str, most: int = MAX_LENGTH) -> str:
    if not text.strip() or len(text) > most:
        raise BadValue(f"has from 1 to {most} characters, not blanks alone")
    return text.strip()


def _parse_digest(text: str) -> str:
    if not re.fullmatch(_DIGEST, text):
        raise BadValue("is not a SHA-256: those have 64 hexadecimal digits")
    return text.lower()


def _parse_name(text: str) -> str:
    slug = slugify(_parse_text(text))
    if not slug:
        raise BadValue("has no letters or digits")
    return slug


def parse_fragment(text: str) -> str:
    """Return words to be found within a text, ready for LIKE with a backslash as its escape."""
    return re.sub(r"([\\%_])", r"\\\1", _parse_text(text))


def _parse_search(text: str) -> str:
    if not text.strip():
        raise BadValue("has no words to look for")
    try:
        return match_expression(parse_words(text))
    except ValueError as error:
        raise BadValue(str(error)) from None


WORDS = {"type": "string", "minLength": 1, "maxLength": MAX_LENGTH}

FLAG = Value(_parse_flag, {"type": "boolean"})
NUMBER = Value(_parse_number, {"type": "number", "minimum": 0, "maximum": _MAX_NUMBER})
NUMBERS = replace(NUMBER, repeat=Repeat.EACH)
DAYS = Value(_parse_days, _CUT_DATE, Repeat.EACH, parts=2)
"""A day, month or year, as its first and last day."""
FIRST_DAY = Value(_parse_first_day, _CUT_DATE)
"""The first day of a date that may be cut to its month or year."""
LAST_DAY = Value(_parse_last_day, _CUT_DATE)
CUT_DATE = Value(_parse_cut_date, _CUT_DATE)
"""A date that may be cut to its month or year, as claims have them."""
CUT_DATES = replace(CUT_DATE, repeat=Repeat.EACH)
TEXT = Value(_parse_text, WORDS, Repeat.EACH)
URL = Value(lambda text: _parse_text(text, MAX_URL), {**WORDS, "maxLength": MAX_URL}, Repeat.EACH)
DIGEST = Value(_parse_digest, {"type": "string", "pattern": f"^{_DIGEST}$"}, Repeat.EACH)
"""A SHA-256."""
NAME = Value(_parse_name, WORDS, Repeat.EACH)
"""A part of a name, in whatever spelling: `łukasz` is `Lukasz`."""
FRAGMENT = Value(parse_fragment, WORDS, Repeat.EACH)
"""Words that occur within a text."""
SEARCH = Value(_parse_search, WORDS)
"""Words to search for, as `app.storage.full_text` reads them."""
