"""Which edition of an exercise a phrase means: this year's, the last one, that of 2012."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc

from app.extraction.dates import When
from app.extraction.exercises.phrases import Phrase

_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_EDITIONS: Final = {"edition", "iteration"}
_PAST: Final = {"last", "previous", "earlier", "past", "prior", "preceding"}
_FIRST: Final = {"first", "maiden", "inaugural", "original"}
_NEXT: Final = {"next", "coming", "future"}
_PRESENT: Final = {"this", "current", "present", "latest", "new"}
_HELD: Final = {"hold", "conduct", "host", "take", "stage", "run", "organize", "organise"}
_REACH = 25
"""In tokens, from "the last edition" to the year in which it was held."""


@dataclass(frozen=True, slots=True)
class Edition:
    """The edition that a phrase means."""

    year: str | None
    """None where the article does not settle it."""
    is_past: bool


def edition_of(doc: Doc, phrase: Phrase, dates: Sequence[When]) -> Edition | None:
    """Return the edition that a phrase singles out, None if it means the one at hand.

    `dates` are those of the whole Doc.
    """
    words = [t.lower_ for t in doc[phrase.start : phrase.end]]
    kinds = set(words)
    if "year" in words and words[words.index("year") - 1] in _PAST | _NEXT:
        return _of_other_year(doc, phrase, words)
    year = _year_beside(doc, phrase)
    if year is not None:
        return Edition(year, _is_before(year, doc._.published))
    is_edition = not _EDITIONS.isdisjoint(kinds)
    if kinds & _PRESENT or _is_predicate(doc, phrase) or not phrase.is_definite:
        return None
    if kinds & _PAST or (is_edition and kinds & _FIRST):
        return Edition(_year_after(doc, phrase, dates), is_past=True)
    if phrase.is_definite and (year := _year_told(doc, phrase, dates)) is not None:
        return Edition(year, is_past=True)
    if kinds & _NEXT:
        return Edition(_year_after(doc, phrase, dates), is_past=False)
    return None


def edition_beside(doc: Doc, end: int, dates: Sequence[When]) -> Edition | None:
    """Return the edition told by a date right behind a name: "NAME in 2008", "NAME last year"."""
    for date in dates:
        if date.start > end + 1:
            return None
        if date.start < end or date.grain != "year" or date.last is not None:
            continue
        between = doc[end].lower_ if date.start == end + 1 else ""
        words = doc[date.start : date.end].text.lower()
        if between == "in" or (date.start == end and words.endswith("year")):
            is_past = words.startswith("last") or _is_before(date.value, doc._.published)
            return Edition(date.value, is_past)
    return None


def _of_other_year(doc: Doc, phrase: Phrase, words: list[str]) -> Edition:
    """Read "last year's exercise" and "next year's"."""
    published: dt.date | None = doc._.published
    step = -1 if _PAST & set(words[: words.index("year")]) else 1
    year = str(published.year + step) if published else None
    return Edition(year, is_past=step < 0)


def _year_beside(doc: Doc, phrase: Phrase) -> str | None:
    """Return the year in "the 2021 edition" or "the exercise of 2022"."""
    for token in doc[phrase.start : phrase.head]:
        if _YEAR.fullmatch(token.text):
            return token.text
    after = doc[phrase.end : phrase.end + 2]
    if len(after) == 2 and after[0].lower_ == "of" and _YEAR.fullmatch(after[1].text):
        return after[1].text
    return None


def _year_after(doc: Doc, phrase: Phrase, dates: Sequence[When]) -> str | None:
    end = min(phrase.end + _REACH, doc[phrase.head].sent.end)
    after = (d for d in dates if phrase.end <= d.start < end and d.value)
    return next((d.value[:4] for d in after if d.value), None)


def _year_told(doc: Doc, phrase: Phrase, dates: Sequence[When]) -> str | None:
    """Return the earlier year in which, as its sentence says, the exercise was held."""
    verb = doc[phrase.head].head
    if verb.lemma_ not in _HELD or not any(c.tag_ == "VBD" for c in [verb, *verb.children]):
        return None
    if any(c.lower_ in {"first", "since"} for c in verb.children):
        return None
    sentence = verb.sent
    years = [d for d in dates if sentence.start <= d.start < sentence.end and d.grain == "year"]
    told = years[0].value if len(years) == 1 else None
    return told if _is_before(told, doc._.published) else None


def _is_before(year: str | None, published: dt.date | None) -> bool:
    return year is not None and published is not None and int(year[:4]) < published.year


def _is_predicate(doc: Doc, phrase: Phrase) -> bool:
    """Tell whether the phrase says what something now is: "This is the first edition"."""
    head = doc[phrase.head]
    verb = head.head
    return head.dep_ == "attr" and verb.lemma_ == "be" and verb.tag_ != "VBD"
