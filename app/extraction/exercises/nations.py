"""How many countries take part in an exercise, and which of them are told with the number."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from app.extraction.counts import Count
from app.extraction.exercises.actors import actors_in, listed_in
from app.extraction.exercises.drafts import Draft, actor_drafts
from app.extraction.exercises.exercise import Reference
from app.extraction.exercises.scene import Scene
from app.records import Predicate

MORE: Final = (("as", "well", "as"), ("along", "with"), ("together", "with"), ("plus",))
"""Words that add what follows to an amount."""
_NOT_ALL: Final = {"the", "both", "these", "in", "across"}
"""Words before a number of countries that are known, or where the exercise is held."""
_AMONG: Final = {"among", "including", "namely"}
_LEFT: Final = 15
"""In tokens, from "14 other nations" back to the countries before them."""
_RIGHT: Final = 16
"""In tokens, from a number of members to the countries beside them."""
_LIST: Final = 40
"""In tokens, from "including" to the end of a list."""


def size_draft(reference: Reference, predicate: Predicate, count: Count) -> Draft:
    """Return the claim that an amount is the size of an exercise."""
    return Draft(
        reference, predicate, count.start, count.end, "size-counted",
        value=count.value, unit=count.unit, qualifier=count.qualifier, low=count.low,
        high=count.high,
    )  # fmt: skip


def has_organization(scene: Scene, count: Count) -> bool:
    """Tell whether what is counted is of an organization: "23 NATO members"."""
    return any(i in scene.world.organizations for i in range(count.number_end, count.end))


def count_nations(scene: Scene, reference: Reference, count: Count) -> Iterator[Draft]:
    """Read "25 nations", and "23 NATO members, as well as X and Y" as what it adds up to."""
    if count.start > scene.start and scene.doc[count.start - 1].lower_ in _NOT_ALL:
        return
    draft = replace(size_draft(reference, Predicate.PARTICIPANT_COUNT, count), unit="countries")
    if "other" in {t.lower_ for t in scene.doc[count.number_end : count.end]}:
        yield from _with_others(scene, draft, count)
        return
    yield from _including(scene, reference, count)
    more = _named_beside(scene, count)
    if not more or not has_organization(scene, count) or not isinstance(count.value, int):
        yield replace(draft, rule="participants-counted")
        return
    start, end, number = more
    yield replace(
        draft, rule="participants-added", value=count.value + number, more=((start, end),),
        derived=True,
    )  # fmt: skip


def _including(scene: Scene, reference: Reference, count: Count) -> Iterator[Draft]:
    """Read "ten nations including X and Y" and "ten nations, among them X"."""
    for token in scene.doc[count.end : min(count.end + 3, scene.end)]:
        if token.lower_ in _AMONG:
            listed = listed_in(scene.world, token.i + 1, min(token.i + _LIST, scene.end))
            yield from actor_drafts(reference, listed, "participant-counted", token)
            return
        if token.text != ",":
            return


def _with_others(scene: Scene, draft: Draft, count: Count) -> Iterator[Draft]:
    """Read "X and 14 other nations" as 15."""
    named = actors_in(scene.world, max(scene.start, count.start - _LEFT), count.start)
    if named and isinstance(count.value, int):
        yield replace(
            draft, rule="participants-added", value=count.value + len(named),
            more=((named[0].start, count.start),), derived=True,
        )  # fmt: skip


def _named_beside(scene: Scene, count: Count) -> tuple[int, int, int] | None:
    """Return where further countries stand beside members of an organization, and how many."""
    end = min(count.end + _RIGHT, scene.end)
    if count.end < scene.end and scene.doc[count.end].lower_ == "and":
        return _listed_from(scene, count.end, count.end + 1)
    words = [t.lower_ for t in scene.doc[count.end : end]]
    for phrase in MORE:
        for k in range(len(words)):
            if tuple(words[k : k + len(phrase)]) == phrase:
                return _listed_from(scene, count.end + k, count.end + k + len(phrase))
    return None


def _listed_from(scene: Scene, start: int, first: int) -> tuple[int, int, int] | None:
    actors = listed_in(scene.world, first, min(first + _RIGHT, scene.end))
    return (start, actors[-1].end, len(actors)) if actors else None
