"""What has been read of an article: the exercises so far, and the phrases that mean them."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from spacy.tokens import Doc

from app.extraction.annotations import Named
from app.extraction.dates import When
from app.extraction.exercises.editions import is_before, year_of
from app.extraction.exercises.exercise import Exercise, Reference
from app.extraction.exercises.name_runs import Name
from app.extraction.exercises.series import known_series
from app.names import slugify
from app.records import EntityType

_EARLIER: Final = {"previous", "last", "first", "earlier", "maiden", "inaugural"}
_BACK: Final = 4
"""In tokens, from a name back to the words that call it an earlier edition."""


@dataclass(slots=True)
class Reading:
    """What is known of an article, and what has been read of it so far."""

    doc: Doc
    dates: Sequence[When]
    name_at: dict[int, Name]
    series_of: dict[str, str]
    """The series that are named, as written, by their keys."""
    main_edition: dict[str, str | None]
    paragraph_of: list[int]
    first_name: Name | None
    exercises: dict[tuple[str, str | None], Exercise] = field(default_factory=dict)
    meant: dict[Name, Exercise] = field(default_factory=dict)
    """What names mean by the phrase that they are in: "the last edition of NAME"."""
    spoken: Counter[Exercise] = field(default_factory=Counter)
    at: dict[int, Exercise] = field(default_factory=dict)
    references: list[Reference] = field(default_factory=list)


def begin_reading(doc: Doc, names: Sequence[Name], dates: Sequence[When]) -> Reading:
    """Return a reading that knows the names of `doc`, in order, and has met none of them yet."""
    return Reading(
        doc,
        dates,
        name_at={i: n for n in names for i in range(n.start, n.end)},
        series_of={series_key(doc, n.series): n.series for n in reversed(names)},
        main_edition=_main_editions(doc, names),
        paragraph_of=_paragraphs(doc),
        first_name=names[0] if names else None,
    )


def series_key(doc: Doc, series: str) -> str:
    """Return what the names of one series have in common."""
    known = known_series(series, doc._.lexicon.exercises)
    return slugify(known.name if known else series)


def exercise_of(reading: Reading, key: str, edition: str | None) -> Exercise:
    """Return the exercise of a series and edition, made on its first mention."""
    exercise = reading.exercises.get((key, edition))
    if exercise is None:
        known = known_series(reading.series_of[key], reading.doc._.lexicon.exercises)
        series = known.name if known else reading.series_of[key]
        named = Named("", EntityType.EXERCISE, "", series=series, edition=edition)
        main = reading.main_edition[key]
        is_past = is_before(edition, main) or (main is None and _is_long_past(reading.doc, edition))
        exercise = Exercise(named, is_past=is_past)
        reading.exercises[key, edition] = exercise
    return exercise


def add_reference(reading: Reading, reference: Reference) -> None:
    """Note a reference, and that its exercise has been spoken of once more."""
    reading.references.append(reference)
    exercise = reference.exercise
    reading.at.update(dict.fromkeys(range(reference.start, reference.end), exercise))
    if not (exercise.is_void or exercise.is_past):
        reading.spoken[exercise] += 1


def _main_editions(doc: Doc, names: Sequence[Name]) -> dict[str, str | None]:
    """Return for each series the edition that its bare name means: the first that is at hand.

    Where the article names earlier editions only, and the series by itself, it is none of those.
    """
    main: dict[str, str | None] = {}
    earlier: dict[str, str] = {}
    bare: set[str] = set()
    for name in names:
        key = series_key(doc, name.series)
        main.setdefault(key, None)
        if name.edition is None:
            bare.add(key)
        elif _is_earlier(doc, name):
            earlier.setdefault(key, name.edition)
        else:
            main[key] = main[key] or name.edition
    for key in main.keys() - bare:
        main[key] = main[key] or earlier[key]
    return main


def _is_long_past(doc: Doc, edition: str | None) -> bool:
    """Tell whether an edition is of years before the publication date."""
    published: dt.date | None = doc._.published
    year = year_of(edition)
    return published is not None and year is not None and year < published.year - 1


def _is_earlier(doc: Doc, name: Name) -> bool:
    """Tell whether a name gives an edition of years ago, or one that is called an earlier one."""
    if _is_long_past(doc, name.edition):
        return True
    before = {t.lower_ for t in doc[max(0, name.start - _BACK) : name.start]}
    return not before.isdisjoint(_EARLIER) and not before.isdisjoint({"edition", "iteration"})


def _paragraphs(doc: Doc) -> list[int]:
    """Return the number of the paragraph that each token is in."""
    numbers, number = [], 0
    for token in doc:
        numbers.append(number)
        number += token.is_space and "\n" in token.text
    return numbers
