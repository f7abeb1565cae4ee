"""Exercises held during a visit: when and where they are follows from the visit."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from app.extraction.dates import When
from app.extraction.exercises.drafts import Draft
from app.extraction.exercises.exercise import Reference
from app.extraction.exercises.place_names import places_behind
from app.extraction.exercises.scene import Scene
from app.records import Predicate

_VISITS: Final = {"visit", "stay", "call"}
_DURING: Final = {"during", "of"}
_HOLDING: Final = {"hold", "conduct", "take", "undertake", "carry", "schedule", "plan"}
_REACH = 20
"""In tokens, from a visit to its dates, and from an exercise to the visit."""


def find_visits(scene: Scene) -> Iterator[Draft]:
    """Yield the dates and places of an exercise that is "held as part of the visit".

    They stand where the article tells of the visit; both places are the evidence.
    """
    held = _held_during(scene)
    visit = _visit(scene) if held is not None else None
    if held is None or visit is None:
        return
    reference, link = held
    at, date = visit
    for predicate, when in ((Predicate.START, date), (Predicate.END, date.last)):
        if when is not None:
            yield Draft(
                reference, predicate, when.start, when.end, "date-of-visit", value=when.value,
                grain=when.grain, more=(link,), derived=True,
            )  # fmt: skip
    whole = replace(scene, start=at, end=date.start)
    for start, end in places_behind(whole, at + 1):
        yield Draft(
            reference, Predicate.PLACE, start, end, "place-of-visit",
            value=" ".join(scene.doc[start:end].text.split()), more=(link,), derived=True,
        )  # fmt: skip


def _held_during(scene: Scene) -> tuple[Reference, tuple[int, int]] | None:
    """Return the exercise held during a visit, and the words that say so."""
    for verb in scene.verbs():
        reference = scene.subject(verb) if verb.lemma_ in _HOLDING else None
        if reference is None:
            continue
        for token in scene.doc[verb.i + 1 : min(verb.i + _REACH, scene.end)]:
            opening = scene.doc[token.i - 2].lower_
            if token.lemma_ in _VISITS and opening in _DURING:
                return reference, (verb.i, token.i + 1)
    return None


def _visit(scene: Scene) -> tuple[int, When] | None:
    """Return the last visit before the sentence that has dates, and those."""
    for date in reversed(scene.world.ranges):
        if date.start >= scene.start:
            continue
        for token in scene.doc[max(0, date.start - _REACH) : date.start]:
            if token.lemma_ in _VISITS and token.tag_[:2] == "NN":
                return token.i, date
    return None
