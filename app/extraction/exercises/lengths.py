"""How long an exercise lasts."""

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from app.extraction.durations import Duration
from app.extraction.exercises.drafts import Draft
from app.extraction.exercises.exercise import Reference
from app.extraction.exercises.name_runs import MARKS
from app.extraction.exercises.scene import Scene
from app.extraction.exercises.syntax import is_verb, subject_of
from app.extraction.exercises.vocabulary import PLAIN
from app.records import Predicate

_LASTING: Final = {
    "last", "run", "continue", "span", "occupy", "take", "hold", "go", "conduct",
}  # fmt: skip
_TRAINING: Final = {
    "bring",
    "drill",
    "exercise",
    "gather",
    "practice",
    "practise",
    "rehearse",
    "train",
}
"""Verbs of those who take part, for as long as the exercise lasts."""
_ELSEWHEN: Final = {"ago", "before", "after", "earlier", "later"}
_NO_LENGTH: Final = {"in", "after", "within", "past", "every"}
"""Words around a length of time that lies between other things."""
_OVER: Final = {"over", "for", "during"}
_NEXT: Final = {"next", "coming", "following"}
_LEFT: Final = 8
"""In tokens, from a length of time back to its verb."""
_RIGHT: Final = 20
"""In tokens, from "for the next two weeks" on to what is done in them."""


def find_lengths(scene: Scene) -> Iterator[Draft]:
    """Yield the claims of a sentence about how long an exercise lasts."""
    for duration in scene.durations:
        reference = None if duration.value.endswith("Y") else _lasting(scene, duration)
        if reference is not None:
            yield Draft(
                reference, Predicate.DURATION, duration.start, duration.end, "duration",
                value=duration.value,
            )  # fmt: skip


def _lasting(scene: Scene, duration: Duration) -> Reference | None:
    """Return the exercise that lasts so long, if the words say so."""
    inside = scene.world.at.get(duration.start)
    if inside is not None and inside.start <= duration.start < inside.head:
        return inside
    return (
        _behind(scene, duration.end)
        or _before(scene, duration)
        or _ahead(scene, duration)
        or _in_date(scene, duration)
    )


def _behind(scene: Scene, i: int) -> Reference | None:
    """Return the exercise right behind a length of time: "two-week drills", "a week of drills"."""
    for token in scene.doc[i : min(i + 4, scene.end)]:
        if token.i in scene.world.at:
            return scene.world.at[token.i]
        if token.lower_ not in PLAIN and token.lower_ != "of" and token.text not in MARKS:
            break
    return None


def _before(scene: Scene, duration: Duration) -> Reference | None:
    """Return the exercise that "lasts for" a length of time, or in which troops train so long."""
    doc, start, end = scene.doc, duration.start, duration.end
    if end < scene.end and doc[end].lower_ in _ELSEWHEN:
        return None
    is_for = start > scene.start and doc[start - 1].lower_ == "for"
    for token in reversed(doc[max(scene.start, start - _LEFT) : start]):
        if is_verb(token):
            if token.lemma_ in _TRAINING and is_for:
                return scene.asked_for(token.i)
            return _of_lasting(scene, token) if token.lemma_ in _LASTING else None
        if token.lower_ in _NO_LENGTH and token.i >= start - 2:
            return None
    return None


def _of_lasting(scene: Scene, verb: Token) -> Reference | None:
    reference = scene.subject(verb)
    return scene.nearest(verb.i) if reference is None and subject_of(verb) is None else reference


def _ahead(scene: Scene, duration: Duration) -> Reference | None:
    """Read "over the next two weeks, the troops will practise"."""
    before = [t.lower_ for t in scene.doc[max(scene.start, duration.start - 3) : duration.start]]
    if _OVER.isdisjoint(before) or _NEXT.isdisjoint(before):
        return None
    window = scene.doc[duration.end : min(duration.end + _RIGHT, scene.end)]
    if any(t.lemma_ in _TRAINING and t.tag_[:2] == "VB" for t in window):
        return scene.asked_for(duration.end)
    return None


def _in_date(scene: Scene, duration: Duration) -> Reference | None:
    """Return the exercise held in "the last two weeks of January"."""
    for date in scene.dates:
        if date.start <= duration.start and duration.end <= date.end and date.start > scene.start:
            is_for = scene.doc[date.start - 1].lower_ in {"for", "over"}
            return scene.nearest(date.start) if is_for else None
    return None
