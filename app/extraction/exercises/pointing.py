"""What a phrase without a name points at: an exercise named before or behind it, or a new one."""

from typing import Final

from app.extraction.annotations import Named
from app.extraction.exercises.exercise import Exercise
from app.extraction.exercises.phrases import Phrase
from app.extraction.exercises.reading import Reading, exercise_of, series_key
from app.extraction.exercises.syntax import is_past_tense, subject_of
from app.records import EntityType

_LOOK_BACK: Final = 20
"""In references: how far back the exercise at hand is looked for."""
_PASSING: Final = 3
"""An exercise that is spoken of so many times less than the main one is mentioned in passing."""
_NEAR: Final = 2
"""In paragraphs: how far apart two phrases may mean one exercise that has no name."""


def at_hand(reading: Reading, at: int) -> Exercise | None:
    """Return the exercise that "the exercise" at token `at` means.

    The last one of the paragraph; else, of the paragraph before that spoke of any, the one that the
    article has spoken of most; but the main one if that was only mentioned in passing.
    """
    paragraph, earlier = reading.paragraph_of[at], list[Exercise]()
    last: int | None = None
    for reference in reading.references[: -_LOOK_BACK - 1 : -1]:
        there = reading.paragraph_of[reference.start]
        if last is not None and there != last:
            break
        if not (reference.exercise.is_past or reference.exercise.is_void):
            if there == paragraph:
                return reference.exercise
            earlier.append(reference.exercise)
            last = there
    main = max(reading.spoken, key=lambda e: reading.spoken[e], default=None)
    near = max(earlier, key=lambda e: reading.spoken[e], default=None)
    if near is None or main is None:
        return main
    return main if reading.spoken[main] >= _PASSING * reading.spoken[near] else near


def _past_at_hand(reading: Reading, phrase: Phrase) -> Exercise | None:
    """Return the earlier edition that the paragraph has just told of, if it goes on telling."""
    last = reading.references[-1] if reading.references else None
    if last is None or not (last.exercise.is_past or last.exercise.is_void):
        return None
    same = reading.paragraph_of[last.start] == reading.paragraph_of[phrase.start]
    past = is_past_tense(reading.doc[phrase.head])
    return last.exercise if same and past else None


def pointed_at(reading: Reading, phrase: Phrase) -> Exercise | None:
    """Return the exercise that a phrase without a name means, made if it is a new one."""
    said_of = _said_of(reading, phrase)
    if said_of is not None:
        return said_of
    here = at_hand(reading, phrase.start)
    if phrase.is_definite and phrase.is_plain:
        past = _past_at_hand(reading, phrase)
        if past is not None or here is not None:
            return past or here
    if phrase.is_standby or (phrase.is_definite and here is not None):
        return None
    if phrase.is_other:
        return _unnamed(reading, phrase, None)
    if here is None:
        return _ahead(reading, phrase) or _unnamed(reading, phrase, here)
    named = here.has_name and _means_named(reading, phrase)
    return here if named else _unnamed(reading, phrase, here)


def _said_of(reading: Reading, phrase: Phrase) -> Exercise | None:
    """Return the exercise of which the phrase says what it is: "The drill is a … exercise"."""
    head = reading.doc[phrase.head]
    if head.dep_ == "conj" and head.head.dep_ == "attr":
        head = head.head  # "is a British forces and U.S. Army-led exercise"
    if head.dep_ == "pobj" and head.head.lower_ == "as" and head.head.head.lemma_ == "begin":
        subject = subject_of(head.head.head)
        return reading.at.get(subject.i) if subject is not None else None
    if head.dep_ == "appos":
        return reading.at.get(head.head.i)
    if head.dep_ != "attr" or head.head.lemma_ != "be":
        return _opened_before(reading, phrase)
    subject = next((c for c in head.head.children if c.dep_ == "nsubj" and c.i < head.i), None)
    if subject is not None and subject.lower_ in {"it", "this", "they"}:
        return at_hand(reading, phrase.start)
    return reading.at.get(subject.i) if subject is not None else None


def _opened_before(reading: Reading, phrase: Phrase) -> Exercise | None:
    """Return the exercise in "opened NAME off the coast, a drill", where the parser sees none."""
    doc = reading.doc
    if phrase.start == 0 or doc[phrase.start - 1].text != ",":
        return None
    objects = (c for c in doc[phrase.head].head.children if c.dep_ == "dobj" and c.i < phrase.start)
    return next((reading.at[c.i] for c in objects if c.i in reading.at), None)


def _ahead(reading: Reading, phrase: Phrase) -> Exercise | None:
    """Return the exercise that the article is about to name, if a phrase may mean only that one."""
    if not (phrase.is_plain or phrase.is_military):
        return None
    if len(reading.series_of) == 1:
        key = next(iter(reading.series_of))
        return exercise_of(reading, key, reading.main_edition[key])
    paragraph = reading.paragraph_of[phrase.start]
    name = reading.first_name
    if name is None or reading.paragraph_of[name.start] > paragraph + 1:
        return None
    key = series_key(reading.doc, name.series)
    return exercise_of(reading, key, name.edition or reading.main_edition[key])


def _means_named(reading: Reading, phrase: Phrase) -> bool:
    """Tell whether "a joint exercise" may be the one that the article has named, and only that.

    Not if it is told apart, by others who hold it or by more than one series that is named.
    """
    doc, head = reading.doc, reading.doc[phrase.head]
    if len(reading.series_of) != 1 or not phrase.is_plain or head.tag_ == "NNS":
        return False
    after = doc[phrase.end].lower_ if phrase.end < len(doc) else ""
    told_apart = after in {"with", "between", "by"} or head.dep_ == "dobj"
    return phrase.is_indefinite and not told_apart


def _unnamed(reading: Reading, phrase: Phrase, here: Exercise | None) -> Exercise | None:
    """Return an exercise that has no name, the one at hand again or a new one."""
    if not (phrase.is_military or phrase.is_joint or phrase.is_other):
        return None
    is_vague = reading.doc[phrase.head].tag_ == "NNS" and not (
        phrase.is_indefinite or phrase.is_definite
    )
    if is_vague and reading.series_of:
        return None
    if here is not None and not here.has_name and phrase.is_plain and _is_near(reading, phrase):
        return here
    name, described = _described(reading, phrase)
    return Exercise(Named("", EntityType.EXERCISE, name, aliases={described}))


def _described(reading: Reading, phrase: Phrase) -> tuple[str, str]:
    """Return what an exercise without a name is: in general words, and as written."""
    words = reading.doc[phrase.start : phrase.end]
    noun = words[-1].lower_
    kind = f"war {noun}" if noun in {"game", "games"} else f"military {noun}"
    has_determiner = words[0].tag_ in {"DT", "PRP$"} and len(words) > 1
    return f"joint {kind}" if phrase.is_joint else kind, " ".join(
        words[has_determiner:].text.split()
    )


def _is_near(reading: Reading, phrase: Phrase) -> bool:
    """Tell whether the last reference is in this paragraph or shortly before."""
    last = reading.references[-1].start
    return reading.paragraph_of[phrase.start] - reading.paragraph_of[last] <= _NEAR
