"""Which exercise each phrase of an article speaks of: names, editions, and what points back."""

from collections.abc import Iterable, Sequence
from typing import Final

from spacy.tokens import Doc

from app.extraction.annotations import Named
from app.extraction.dates import When
from app.extraction.exercises.exercise import Exercise, Reference
from app.extraction.exercises.name_runs import Name
from app.extraction.exercises.past import Edition, edition_before, edition_beside, edition_of
from app.extraction.exercises.phrases import Phrase
from app.extraction.exercises.pointing import at_hand, pointed_at
from app.extraction.exercises.reading import (
    Reading,
    add_reference,
    begin_reading,
    exercise_of,
    series_key,
)
from app.extraction.exercises.vocabulary import PLAIN, TRIGGERS
from app.records import EntityType, Form

_TOUCH: Final = 6
"""In tokens, between a name and the phrase that says what it is."""
_BEFORE: Final = {",", ")", "(", "-", "–", "—", '"', "'", "which", "also"}
_AFTER: Final = {
    ",", "(", "-", "–", "—", ":", '"', "'", "of", "the", "called", "dubbed", "named", "exercise",
}  # fmt: skip


def find_references(
    doc: Doc, names: Iterable[Name], phrases: Iterable[Phrase], dates: Sequence[When]
) -> list[Reference]:
    """Return the references to exercises, in order; `names` must not overlap one another."""
    names = sorted(names, key=lambda n: n.start)
    reading = begin_reading(doc, names, dates)
    items: list[Name | Phrase] = [*names, *phrases]
    # A phrase that holds a name is read before it: it may tell the edition.
    for item in sorted(items, key=lambda x: (x.start, isinstance(x, Name))):
        if isinstance(item, Name):
            _read_name(reading, item)
        elif item.head not in reading.name_at and not _introduces(reading, item):
            _read_phrase(reading, item)
    return sorted(reading.references, key=lambda r: (r.start, r.end))


def _introduces(reading: Reading, phrase: Phrase) -> bool:
    """Tell whether a phrase is but the word before a name: "Exercise NAME"."""
    return phrase.end - phrase.start == 1 and phrase.end in reading.name_at


def _read_name(reading: Reading, name: Name) -> None:
    doc = reading.doc
    key = series_key(doc, name.series)
    given = _edition_given(reading, name)
    earlier = None if given else edition_before(doc, name.start, name.end, reading.dates)
    beside = None if given else earlier or edition_beside(doc, name.end, reading.dates)
    if name in reading.meant:
        exercise = reading.meant[name]
    elif earlier is not None:
        exercise = _by_edition(reading, key, earlier)
    else:
        edition = given or (beside.year if beside else None) or reading.main_edition[key]
        exercise = exercise_of(reading, key, edition)
    is_past = beside is not None and beside.is_past
    _date_back(reading, exercise, key, is_past=is_past)
    words = " ".join(doc[name.start : name.end].text.split())
    is_main = exercise.named.edition == reading.main_edition[key]
    if not exercise.named.name and (name.edition or is_main):
        exercise.named.name = words
    exercise.named.aliases.add(words)
    start = name.start - (name.start > 0 and doc[name.start - 1].lower_ in TRIGGERS)
    add_reference(
        reading, Reference(start, name.end, name.end - 1, exercise, Form.NAME, name.rule, is_past)
    )


def _read_phrase(reading: Reading, phrase: Phrase) -> None:
    exercise = _meant_by(reading, phrase)
    if exercise is not None:
        rule = "exercise-pointed-at" if exercise.has_name else "exercise-unnamed"
        at = phrase.start, phrase.end, phrase.head
        add_reference(reading, Reference(*at, exercise, Form.NOMINAL, rule))


def _meant_by(reading: Reading, phrase: Phrase) -> Exercise | None:
    name = _touching(reading, phrase)
    edition = edition_of(reading.doc, phrase, reading.dates)
    if name is not None:
        return _of_name(reading, name, edition)
    if edition is not None:
        return _other_edition(reading, edition, phrase.start)
    return pointed_at(reading, phrase)


def _touching(reading: Reading, phrase: Phrase) -> Name | None:
    """Return the name that a phrase holds, or that stands right before or behind it."""
    inside = (reading.name_at.get(i) for i in range(phrase.head, phrase.start - 1, -1))
    name = next((n for n in inside if n is not None), None)
    if name is not None:
        return name
    for step, first in ((1, phrase.end), (-1, phrase.start - 1)):
        for i in range(first, first + (_TOUCH + 1) * step, step):
            if i in reading.name_at:
                return reading.name_at[i]
            if not 0 <= i < len(reading.doc) or not _links(reading.doc, i, step):
                break
    return None


def _links(doc: Doc, i: int, step: int) -> bool:
    """Tell whether a word may stand between a name and the phrase that says what it is."""
    token = doc[i]
    if step > 0:
        return token.lower_ in _AFTER or token.lower_ in PLAIN
    return token.text in _BEFORE or (token.lemma_ == "be" and token.tag_ != "VBN")


def _of_name(reading: Reading, name: Name, edition: Edition | None) -> Exercise:
    """Return the exercise of a name beside a phrase that may single out an edition."""
    key, given = series_key(reading.doc, name.series), _edition_given(reading, name)
    main = reading.main_edition[key]
    present = reading.exercises.get((key, main))
    if edition is not None and not edition.is_past and not (present and present.named.name):
        edition = None  # "The next drill, NAME," is the one that the article is about.
    if edition is None or given is not None:
        exercise = exercise_of(reading, key, given or main)
        _date_back(reading, exercise, key, is_past=edition is not None and edition.is_past)
        return exercise
    reading.meant[name] = exercise = _by_edition(reading, key, edition)
    return exercise


def _edition_given(reading: Reading, name: Name) -> str | None:
    """Return the edition that stands in a name, or in its gloss: "NAME (NAME V)"."""
    gloss = reading.name_at.get(name.end + 1)
    if name.edition or gloss is None or reading.doc[name.end].text != "(":
        return name.edition
    keys = {series_key(reading.doc, one.series) for one in (gloss, name)}
    return gloss.edition if len(keys) == 1 else None


def _by_edition(reading: Reading, key: str, edition: Edition) -> Exercise:
    if edition.year is None:
        return Exercise(Named("", EntityType.EXERCISE, "", series=key), is_void=True)
    exercise = exercise_of(reading, key, edition.year)
    _date_back(reading, exercise, key, is_past=edition.is_past)
    return exercise


def _date_back(reading: Reading, exercise: Exercise, key: str, *, is_past: bool) -> None:
    """Note that an exercise is an earlier edition, unless it is what the article is about."""
    if is_past and exercise.named.edition != reading.main_edition[key]:
        exercise.is_past = True


def _other_edition(reading: Reading, edition: Edition, at: int) -> Exercise | None:
    """Return another edition of the exercise at hand."""
    here = at_hand(reading, at)
    if here is None or here.named.series is None:
        return None
    return _by_edition(reading, series_key(reading.doc, here.named.series), edition)
