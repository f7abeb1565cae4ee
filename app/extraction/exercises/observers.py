"""Who watches an exercise without taking part."""

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from app.extraction.exercises.actors import Actor, actors_in, actors_of, listed_in
from app.extraction.exercises.drafts import Draft, actor_drafts
from app.extraction.exercises.exercise import Reference
from app.extraction.exercises.scene import Scene
from app.extraction.exercises.syntax import (
    is_refused,
    objects_of,
    prepositional,
    subject_of,
    verb_over,
)
from app.records import Predicate

_OBSERVERS: Final = {"observer", "observers"}
_LISTING: Final = {"be", "come", "include"}
_BACK: Final = 4
"""In tokens, from an observer back to "as"."""
_AHEAD: Final = 12
"""In tokens, from "attend" on to "as observers"."""
_LIST: Final = 40
"""In tokens, from "observing" on to the end of a list."""


def find_observers(scene: Scene) -> Iterator[Draft]:
    """Yield the claims of a sentence about who observes an exercise."""
    for token in scene.tokens():
        if token.lower_ in _OBSERVERS and token.tag_[:3] != "NNP" and not is_refused(token):
            direct = prepositional(token, "in", "at", "of", "to")
            reference = scene.reference_at(*direct) or scene.asked_for(token.i)
            rule, actors = "observer-noun", _observing(scene, token)
        elif token.lower_ == "observing" and token.dep_ in {"amod", "compound"}:
            reference = scene.asked_for(token.i)
            rule, actors = "observer-listed", _listed(scene, token)
        elif token.lemma_ == "observe" and token.tag_[:2] == "VB":
            objects = list(objects_of(token))
            reference = scene.reference_at(*objects) if objects else scene.asked_for(token.i)
            rule, actors = "observer-verb", actors_of(scene.world, subject_of(token), token)
            if not actors and reference is not None:
                yield from _bodies(scene, reference, token)
        else:
            continue
        if reference is not None:
            yield from actor_drafts(reference, actors, rule, token, Predicate.OBSERVER)


def _bodies(scene: Scene, reference: Reference, verb: Token) -> Iterator[Draft]:
    """Read "The United Nations Command is observing the exercise": a body of no country."""
    subject = subject_of(verb)
    body = scene.world.organizations.get(subject.i) if subject is not None else None
    if subject is not None and body is not None and body.country is None:
        at = max(scene.start, subject.left_edge.i), verb.i + 1
        yield Draft(reference, Predicate.OBSERVER, *at, "observer-verb", object=body.id)


def attends_as_observer(verb: Token) -> bool:
    """Tell whether those who attend do so as observers."""
    words = []
    for token in verb.doc[verb.i + 1 : min(verb.i + _AHEAD, verb.right_edge.i + 1)]:
        if token.tag_[:2] == "VB":
            break
        words.append(token.lower_)
    return "as" in words and not _OBSERVERS.isdisjoint(words)


def _observing(scene: Scene, token: Token) -> list[Actor]:
    """Read "observers from X", "invited X as an observer", "X was an observer"."""
    own = actors_in(scene.world, token.left_edge.i, token.i)
    own += actors_in(scene.world, token.i + 1, min(token.right_edge.i + 1, scene.end))
    if own:
        return own
    verb = verb_over(token)
    before = range(token.i - 1, max(scene.start, token.i - _BACK), -1)
    opening = next((i for i in before if scene.doc[i].lower_ == "as"), None)
    if verb is None:
        return []
    if opening is not None:
        objects = [a for o in objects_of(verb) if o.i < opening for a in actors_of(scene.world, o)]
        if objects:
            return objects
    return _watching(scene, subject_of(verb), verb)


def _watching(scene: Scene, head: Token | None, verb: Token) -> list[Actor]:
    """Return the countries of a verb's subject: whoever it is, he watches for them."""
    if head is None:
        return []
    if head.dep_ == "pobj" and head.lower_ in {"countries", "nations", "those"}:
        # "X and Y are among the countries that sent observers"
        over = verb_over(head)
        return actors_of(scene.world, subject_of(over), over) if over is not None else []
    start = max(head.left_edge.i, scene.opening)
    return actors_in(scene.world, start, min(head.right_edge.i + 1, verb.i))


def _listed(scene: Scene, token: Token) -> list[Actor]:
    """Read "The observing countries are X, Y and Z"."""
    window = range(token.i + 1, min(token.i + _AHEAD, scene.end))
    opening = next((i for i in window if scene.doc[i].lemma_ in _LISTING), None)
    if opening is None:
        return []
    return listed_in(scene.world, opening + 1, min(opening + _LIST, scene.end))
