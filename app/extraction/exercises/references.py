"""Which exercise each phrase of an article speaks of: names, editions, and what points back."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from spacy.tokens import Doc

from app.extraction.annotations import Named
from app.extraction.dates import When
from app.extraction.exercises.editions import year_of
from app.extraction.exercises.naming import Name
from app.extraction.exercises.past import Edition, edition_beside, edition_of
from app.extraction.exercises.phrases import Phrase
from app.extraction.exercises.series import known_series
from app.extraction.exercises.syntax import is_past_tense
from app.extraction.exercises.vocabulary import TRIGGERS
from app.names import slugify
from app.records import EntityType, Form

_TOUCH = 3
"""In tokens, between a name and the phrase that says what it is."""
_BEFORE: Final = {",", ")", "(", "-", "–", "—", '"', "'", "which", "also"}
_AFTER: Final = {
    ",", "(", "-", "–", "—", ":", '"', "'", "of", "the", "called", "dubbed", "named", "exercise",
}  # fmt: skip
_LOOK_BACK = 20
"""In references: how far back the exercise at hand is looked for."""


@dataclass(slots=True, eq=False)
class Exercise:
    """An exercise of the article in the making."""

    named: Named
    is_past: bool = False
    """Whether it is an earlier edition that the article mentions in passing."""
    is_void: bool = False
    """Whether it only keeps facts about unknown editions from landing on another exercise."""

    @property
    def has_name(self) -> bool:
        """Tell whether the article names it or its series."""
        return self.named.series is not None


@dataclass(frozen=True, slots=True)
class Reference:
    """A phrase that means an exercise; positions are tokens, half-open."""

    start: int
    end: int
    head: int
    exercise: Exercise
    form: Form
    rule: str
    is_past: bool = False
    """Whether it tells of an earlier edition that is not told apart."""


@dataclass(slots=True)
class _Reading:
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


def find_references(
    doc: Doc, names: Iterable[Name], phrases: Iterable[Phrase], dates: Sequence[When]
) -> list[Reference]:
    """Return the references to exercises, in order; `names` must not overlap one another."""
    names = sorted(names, key=lambda n: n.start)
    reading = _Reading(
        doc,
        dates,
        name_at={i: n for n in names for i in range(n.start, n.end)},
        series_of={series_key(n.series): n.series for n in reversed(names)},
        main_edition=_main_editions(names),
        paragraph_of=_paragraphs(doc),
        first_name=names[0] if names else None,
    )
    items: list[Name | Phrase] = [*names, *phrases]
    # A phrase that holds a name is read before it: it may tell the edition.
    for item in sorted(items, key=lambda x: (x.start, isinstance(x, Name))):
        if isinstance(item, Name):
            _read_name(reading, item)
        elif item.head not in reading.name_at and not _introduces(reading, item):
            _read_phrase(reading, item)
    return sorted(reading.references, key=lambda r: (r.start, r.end))


def series_key(series: str) -> str:
    """Return what the names of one series have in common."""
    known = known_series(series)
    return slugify(known.name if known else series)


def _main_editions(names: Sequence[Name]) -> dict[str, str | None]:
    """Return for each series the edition that its bare name means: the first that is given."""
    main: dict[str, str | None] = {}
    for name in names:
        key = series_key(name.series)
        main[key] = main.get(key) or name.edition
    return main


def _paragraphs(doc: Doc) -> list[int]:
    """Return the number of the paragraph that each token is in."""
    numbers, number = [], 0
    for token in doc:
        numbers.append(number)
        number += token.is_space and "\n" in token.text
    return numbers


def _introduces(reading: _Reading, phrase: Phrase) -> bool:
    """Tell whether a phrase is but the word before a name: "Exercise NAME"."""
    return phrase.end - phrase.start == 1 and phrase.end in reading.name_at


def _exercise(reading: _Reading, key: str, edition: str | None) -> Exercise:
    """Return the exercise of a series and edition, made on its first mention."""
    exercise = reading.exercises.get((key, edition))
    if exercise is None:
        known = known_series(reading.series_of[key])
        series = known.name if known else reading.series_of[key]
        named = Named("", EntityType.EXERCISE, "", series=series, edition=edition)
        own, main = year_of(edition), year_of(reading.main_edition[key])
        exercise = Exercise(named, is_past=bool(own and main and own < main))
        reading.exercises[key, edition] = exercise
    return exercise


def _read_name(reading: _Reading, name: Name) -> None:
    doc, key = reading.doc, series_key(name.series)
    beside = None if name.edition else edition_beside(doc, name.end, reading.dates)
    edition = name.edition or (beside.year if beside else None) or reading.main_edition[key]
    exercise = reading.meant.get(name) or _exercise(reading, key, edition)
    is_past = beside is not None and beside.is_past
    exercise.is_past = exercise.is_past or (is_past and edition != reading.main_edition[key])
    words = " ".join(doc[name.start : name.end].text.split())
    is_main = exercise.named.edition == reading.main_edition[key]
    if not exercise.named.name and (name.edition or is_main):
        exercise.named.name = words
    exercise.named.aliases.add(words)
    start = name.start - (name.start > 0 and doc[name.start - 1].lower_ in TRIGGERS)
    _add(reading, Reference(start, name.end, name.end - 1, exercise, Form.NAME, name.rule, is_past))


def _read_phrase(reading: _Reading, phrase: Phrase) -> None:
    doc = reading.doc
    name = _touching(reading, phrase)
    edition = edition_of(doc, phrase, reading.dates)
    if name is not None:
        exercise = _of_name(reading, name, edition)
    elif edition is not None:
        exercise = _other_edition(reading, edition, phrase.start)
    else:
        exercise = _pointed_at(reading, phrase)
    if exercise is not None:
        rule = "exercise-pointed-at" if exercise.has_name else "exercise-unnamed"
        form = Form.NOMINAL
        _add(reading, Reference(phrase.start, phrase.end, phrase.head, exercise, form, rule))


def _touching(reading: _Reading, phrase: Phrase) -> Name | None:
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
        return token.lower_ in _AFTER
    return token.text in _BEFORE or (token.lemma_ == "be" and token.tag_ != "VBN")


def _of_name(reading: _Reading, name: Name, edition: Edition | None) -> Exercise:
    """Return the exercise of a name beside a phrase that may single out an edition."""
    key = series_key(name.series)
    if edition is None or name.edition is not None:
        exercise = _exercise(reading, key, name.edition or reading.main_edition[key])
        exercise.is_past = exercise.is_past or (edition is not None and edition.is_past)
        return exercise
    reading.meant[name] = exercise = _by_edition(reading, key, edition)
    return exercise


def _by_edition(reading: _Reading, key: str, edition: Edition) -> Exercise:
    if edition.year is None:
        return Exercise(Named("", EntityType.EXERCISE, "", series=key), is_void=True)
    exercise = _exercise(reading, key, edition.year)
    exercise.is_past = exercise.is_past or edition.is_past
    return exercise


def _other_edition(reading: _Reading, edition: Edition, at: int) -> Exercise | None:
    """Return another edition of the exercise at hand."""
    here = _at_hand(reading, at)
    if here is None or here.named.series is None:
        return None
    return _by_edition(reading, series_key(here.named.series), edition)


def _at_hand(reading: _Reading, at: int) -> Exercise | None:
    """Return the exercise that "the exercise" at token `at` means.

    The last one of the paragraph; else, of the paragraph before that spoke of any, the one that the
    article has spoken of most, or the last one.
    """
    paragraph, earlier, last = reading.paragraph_of[at], [], None
    for reference in reading.references[: -_LOOK_BACK - 1 : -1]:
        there = reading.paragraph_of[reference.start]
        if last is not None and there != last:
            break
        if not (reference.exercise.is_past or reference.exercise.is_void):
            if there == paragraph:
                return reference.exercise
            earlier.append(reference.exercise)
            last = there
    if not earlier:
        return reading.spoken.most_common(1)[0][0] if reading.spoken else None
    return max(earlier, key=lambda e: reading.spoken[e])


def _past_at_hand(reading: _Reading, phrase: Phrase) -> Exercise | None:
    """Return the earlier edition that the paragraph has just told of, if it goes on telling."""
    last = reading.references[-1] if reading.references else None
    if last is None or not (last.exercise.is_past or last.exercise.is_void):
        return None
    same = reading.paragraph_of[last.start] == reading.paragraph_of[phrase.start]
    past = is_past_tense(reading.doc[phrase.head])
    return last.exercise if same and past else None


def _pointed_at(reading: _Reading, phrase: Phrase) -> Exercise | None:
    """Return the exercise that a phrase without a name means, made if it is a new one."""
    said_of = _said_of(reading, phrase)
    if said_of is not None:
        return said_of
    here = _at_hand(reading, phrase.start)
    if phrase.is_definite and phrase.is_plain:
        past = _past_at_hand(reading, phrase)
        if past is not None or here is not None:
            return past or here
    if phrase.is_standby or (phrase.is_definite and here is not None):
        return None
    if here is None and (phrase.is_plain or phrase.is_military):
        ahead = _ahead(reading, phrase)
        if ahead is not None:
            return ahead
    if here is not None and here.has_name and _means_named(reading, phrase):
        return here
    return _unnamed(reading, phrase, here)


def _said_of(reading: _Reading, phrase: Phrase) -> Exercise | None:
    """Return the exercise of which the phrase says what it is: "The drill is a … exercise"."""
    head = reading.doc[phrase.head]
    if head.dep_ == "appos":
        return reading.at.get(head.head.i)
    if head.dep_ != "attr" or head.head.lemma_ != "be":
        return None
    subject = next((c for c in head.head.children if c.dep_ == "nsubj" and c.i < head.i), None)
    if subject is not None and subject.lower_ in {"it", "this", "they"}:
        return _at_hand(reading, phrase.start)
    return reading.at.get(subject.i) if subject is not None else None


def _ahead(reading: _Reading, phrase: Phrase) -> Exercise | None:
    """Return the exercise that the article is about to name, if a phrase may mean only that one."""
    if len(reading.series_of) == 1:
        key = next(iter(reading.series_of))
        return _exercise(reading, key, reading.main_edition[key])
    paragraph = reading.paragraph_of[phrase.start]
    name = reading.first_name
    if name is None or reading.paragraph_of[name.start] > paragraph + 1:
        return None
    key = series_key(name.series)
    return _exercise(reading, key, name.edition or reading.main_edition[key])


def _means_named(reading: _Reading, phrase: Phrase) -> bool:
    """Tell whether "a joint exercise" may be the one that the article has named, and only that.

    Not if it is told apart, by others who hold it or by more than one series that is named.
    """
    doc, head = reading.doc, reading.doc[phrase.head]
    if len(reading.series_of) != 1 or not phrase.is_plain or head.tag_ == "NNS":
        return False
    after = doc[phrase.end].lower_ if phrase.end < len(doc) else ""
    told_apart = after in {"with", "between", "by"} or head.dep_ == "dobj"
    return phrase.is_indefinite and not told_apart


def _unnamed(reading: _Reading, phrase: Phrase, here: Exercise | None) -> Exercise | None:
    """Return an exercise that has no name, the one at hand again or a new one."""
    doc = reading.doc
    head = doc[phrase.head]
    if not phrase.is_military and "joint" not in {t.lower_ for t in doc[phrase.start : head.i]}:
        return None
    is_vague = head.tag_ == "NNS" and not phrase.is_indefinite and not phrase.is_definite
    if is_vague and reading.series_of:
        return None
    if here is not None and not here.has_name and phrase.is_plain and _is_near(reading, phrase):
        return here
    words = [
        w for w in ("joint", "military") if w in {t.lower_ for t in doc[phrase.start : head.i]}
    ]
    if "military" not in words and head.lower_ not in {"games", "wargames"}:
        words.append("military")
    noun = f"war {head.lower_}" if head.lower_ in {"game", "games"} else head.lower_
    name = " ".join([*words, noun])
    described = doc[phrase.start + (doc[phrase.start].tag_ in {"DT", "PRP$"}) : phrase.end].text
    return Exercise(Named("", EntityType.EXERCISE, name, aliases={described}))


def _is_near(reading: _Reading, phrase: Phrase) -> bool:
    """Tell whether the last reference is in this paragraph or in the one before."""
    last = reading.references[-1].start
    return reading.paragraph_of[phrase.start] - reading.paragraph_of[last] <= 2


def _add(reading: _Reading, reference: Reference) -> None:
    reading.references.append(reference)
    exercise = reference.exercise
    reading.at.update(dict.fromkeys(range(reference.start, reference.end), exercise))
    if not (exercise.is_void or exercise.is_past):
        reading.spoken[exercise] += 1
