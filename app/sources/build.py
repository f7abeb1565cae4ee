"""Make an article of text and publication data, or say what is wrong with them."""

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from itertools import groupby

from app.records import Article
from app.sources.found import BadArticle, ReasonCode

MAX_BYTES = 2_000_000
"""Of one article as it is read, before decoding."""
MAX_LENGTH = 100_000
"""Of a text in code points, some 17,000 words; the parser takes half a gigabyte for as many."""
MAX_MARKS = 30
"""Combining marks in a row; normalizing takes time by the square of them."""

WORDS = ("title", "byline", "publisher", "url", "language")
"""The publication data that are plain words."""

_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029]")
_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def decode(data: bytes) -> str:
    """Return `data` as text, without a byte order mark; raises `BadArticle` unless it is UTF-8."""
    try:
        return data.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise BadArticle(
            ReasonCode.BAD_ENCODING, f"not UTF-8 at byte {error.start}: {error.reason}"
        ) from error


def unify_line_ends(text: str) -> str:
    r"""Return `text` with every line end made `\n`.

    >>> unify_line_ends("a\r\nb\rc\u2028d\n")
    'a\nb\nc\nd\n'
    """
    return _LINE_ENDS.sub("\n", text)


def build_article(text: str, data: Mapping[str, object]) -> Article:
    """Return the article; raises `BadArticle` if `text` or the publication `data` are not sound.

    `data` has the keys of `WORDS`, each a string; `published`, a date in ISO 8601; and `fictional`,
    a boolean. What is missing, None or blank is not known.
    """
    _check(text)
    words = {name: _words(name, data.get(name)) for name in WORDS}
    return Article(
        text=text,
        published=parse_date(data.get("published")),
        fictional=_boolean("fictional", data.get("fictional")),
        **words,
    )


def parse_date(value: object) -> dt.date | None:
    """Return the day that `value` names, None if it is None or blank.

    A time after the day must be one, but the day is taken as it is written, in whatever zone.
    Raises `BadArticle`.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    try:
        if not isinstance(value, str) or not _DATE.match(value.strip()):
            raise ValueError("not YYYY-MM-DD")
        return dt.datetime.fromisoformat(value.strip()).date()
    except ValueError as error:
        raise BadArticle(ReasonCode.BAD_DATE, f"{str(value)[:40]!r} is no date: {error}") from error


def _check(text: str) -> None:
    if not any(map(str.isalnum, text)):
        raise BadArticle(ReasonCode.EMPTY_ARTICLE, "there is not a letter or digit in it")
    if len(text) > MAX_LENGTH:
        words = f"{len(text):,} characters, at most {MAX_LENGTH:,} are read"
        raise BadArticle(ReasonCode.TOO_LARGE, words)
    _check_characters("the text", text)
    marks = 0 if text.isascii() else _longest_run_of_marks(text)
    if marks > MAX_MARKS:
        words = f"{marks:,} combining marks in a row, at most {MAX_MARKS} make sense"
        raise BadArticle(ReasonCode.BAD_UNICODE, words)


def _check_characters(what: str, text: str) -> None:
    # Databases and tools in C take it for the end.
    if "\0" in text:
        raise BadArticle(
            ReasonCode.CONTROL_CHARACTER, f"{what} has a NUL at character {text.index(chr(0))}"
        )


def _longest_run_of_marks(text: str) -> int:
    runs = groupby(text, key=lambda character: unicodedata.combining(character) > 0)
    return max((sum(1 for _ in run) for is_mark, run in runs if is_mark), default=0)


def _words(name: str, value: object) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise BadArticle(ReasonCode.BAD_JSON, f"{name} is not a string")
    _check_characters(name, value)
    return value.strip() or None


def _boolean(name: str, value: object) -> bool:
    if value is None or isinstance(value, bool):
        return bool(value)
    raise BadArticle(ReasonCode.BAD_JSON, f"{name} is neither true nor false")
