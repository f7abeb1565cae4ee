"""Which edition of an exercise a phrase means: this year's, the last one, that of 2012."""

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc, Token

from app.extraction.dates import When
from app.extraction.exercises.editions import year_of
from app.extraction.exercises.exercise import Reference
from app.extraction.exercises.phrases import Phrase
from app.extraction.exercises.sentences import sentence_end, sentence_start

_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_EDITIONS: Final = {"edition", "iteration"}
_PAST: Final = {"last", "previous", "earlier", "past", "prior", "preceding"}
_DETERMINERS: Final = {"DT", "PRP$"}
_FIRST: Final = {"first", "maiden", "inaugural", "original"}
_NEXT: Final = {"next", "coming", "future"}
_PRESENT: Final = {"this", "current", "present", "latest", "new"}
_HELD: Final = {"hold", "conduct", "host", "take", "stage", "run", "organize", "organise"}
_NOT_ITS: Final = {"first", "since"}
"""Words with a verb whose date is not that of the exercise at hand: "was first held in"."""
_REACH: Final = 25
"""In tokens, from "the last edition" to the year in which it was held."""


@dataclass(frozen=True, slots=True)
class Edition:
    """The edition that a phrase means."""

    year: str | None
    """None where the article does not settle it."""
    is_past: bool


def edition_of(doc: Doc, phrase: Phrase, dates: Sequence[When]) -> Edition | None:
    """Return the edition that a phrase singles out, None if it means the one at hand.

    `dates` are those of the whole Doc, in order.
    """
    words = [t.lower_ for t in doc[phrase.start : phrase.end]]
    kinds = set(words)
    if "year" in words and words[words.index("year") - 1] in _PAST | _NEXT:
        return _of_other_year(doc, words)
    year = _year_beside(doc, phrase)
    if year is not None:
        return Edition(year, _is_before(year, doc._.published))
    if kinds & _PRESENT or _is_predicate(doc, phrase) or not phrase.is_definite:
        return None
    opening = _opening_year(doc, phrase.end, dates)
    if opening is not None:
        return Edition(opening, is_past=True)
    if kinds & _PAST or (kinds & _EDITIONS and kinds & _FIRST):
        return Edition(_year_after(doc, phrase.end, dates, is_past=True), is_past=True)
    told = _year_told(doc, phrase, dates)
    if told is not None:
        return Edition(told, is_past=True)
    if not kinds & _NEXT:
        return None
    return Edition(_year_after(doc, phrase.end, dates, is_past=False), is_past=False)


def edition_before(doc: Doc, start: int, end: int, dates: Sequence[When]) -> Edition | None:
    """Return the edition told by the words before a name: "the last NAME", of whatever year."""
    if start < 2 or doc[start - 1].lower_ not in _PAST or doc[start - 2].tag_ not in _DETERMINERS:
        return None
    return Edition(_year_after(doc, end, dates, is_past=True), is_past=True)


def edition_beside(doc: Doc, end: int, dates: Sequence[When]) -> Edition | None:
    """Return the edition told by a date right behind a name: "NAME in 2008", "NAME last year"."""
    opening = _opening_year(doc, end, dates)
    if opening is not None:
        return Edition(opening, is_past=True)
    date = next(iter(_within(dates, end, end + 2)), None)
    if date is None or date.grain != "year" or date.last is not None:
        return None
    words = doc[date.start : date.end].text.lower()
    behind_in = date.start == end + 1 and doc[end].lower_ == "in"
    if not behind_in and not (date.start == end and words.endswith("year")):
        return None
    return Edition(date.value, words.startswith("last") or _is_before(date.value, doc._.published))


def _within(dates: Sequence[When], start: int, end: int) -> Sequence[When]:
    """Return the dates that begin in a stretch of tokens."""
    begin = bisect_left(dates, start, key=lambda d: d.start)
    return dates[begin : bisect_left(dates, end, lo=begin, key=lambda d: d.start)]


def _opening_year(doc: Doc, end: int, dates: Sequence[When]) -> str | None:
    """Return the earlier year with which a sentence opens: "In 2016, two ships joined NAME"."""
    first = sentence_start(doc, end - 1, _REACH)
    date = next(iter(_within(dates, first, first + 2)), None)
    if date is None or date.grain != "year" or not doc[first].is_sent_start:
        return None
    return date.value if _is_before(date.value, doc._.published) else None


def opens_earlier(doc: Doc, start: int, dates: Sequence[When]) -> bool:
    """Tell whether the sentence at `start`, of these dates, opens with a year gone by."""
    return any(
        d.start <= start + 1 and d.grain == "year" and _is_before(d.value, doc._.published)
        for d in dates[:1]
    )


def is_of_series(reference: Reference, date: When, published: dt.date | None) -> bool:
    """Tell whether a year is that of an earlier edition: "NAME began in 1992"."""
    if date.grain != "year" or not date.value or reference.is_past or reference.exercise.is_past:
        return False
    edition = year_of(reference.exercise.named.edition)
    if edition is None:
        return published is not None and int(date.value) < published.year - 1
    return int(date.value) != edition


def is_first(verb: Token) -> bool:
    """Tell whether a verb tells how a series began: "was first held in"."""
    return any(c.lower_ == "first" for c in verb.children)


def _of_other_year(doc: Doc, words: list[str]) -> Edition:
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


def _year_after(doc: Doc, end: int, dates: Sequence[When], *, is_past: bool) -> str | None:
    """Return the year told behind token `end`, in its sentence; of the past, one gone by."""
    after = _within(dates, end, sentence_end(doc, end - 1, _REACH))
    years = (d.value[:4] for d in after if d.value)
    published: dt.date | None = doc._.published
    known = published is not None and is_past
    return next((year for year in years if not known or _is_before(year, published)), None)


def _year_told(doc: Doc, phrase: Phrase, dates: Sequence[When]) -> str | None:
    """Return the earlier year in which, as its sentence says, the exercise was held."""
    verb = doc[phrase.head].head
    if verb.lemma_ not in _HELD:
        return None
    helpers = [verb, *verb.children]
    if all(t.tag_ != "VBD" for t in helpers) or any(t.lower_ in _NOT_ITS for t in helpers):
        return None
    start, end = sentence_start(doc, verb.i, _REACH), sentence_end(doc, verb.i, _REACH)
    years = [d for d in _within(dates, start, end) if d.grain == "year"]
    told = years[0].value if len(years) == 1 else None
    return told if _is_before(told, doc._.published) else None


def _is_before(year: str | None, published: dt.date | None) -> bool:
    return year is not None and published is not None and int(year[:4]) < published.year


def _is_predicate(doc: Doc, phrase: Phrase) -> bool:
    """Tell whether the phrase says what something now is: "This is the first edition"."""
    head = doc[phrase.head]
    verb = head.head
    return head.dep_ == "attr" and verb.lemma_ == "be" and verb.tag_ != "VBD"
