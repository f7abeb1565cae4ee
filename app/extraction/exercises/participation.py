"""Who takes part in an exercise by nouns: "X's participation in it", "participants include X"."""

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from app.extraction.exercises.actors import Actor, actors_in, actors_of
from app.extraction.exercises.drafts import Draft, actor_drafts
from app.extraction.exercises.exercise import Reference
from app.extraction.exercises.scene import Scene
from app.extraction.exercises.syntax import prepositional, subject_of, verb_over

_REACH: Final = 40
"""In tokens, from a noun to the end of the list of those who take part."""


def find_participations(scene: Scene) -> Iterator[Draft]:
    """Yield the claims of a sentence about who takes part, by the nouns that tell it.

    They are "X's participation in the exercise", "X was in attendance at" and "participants are".
    """
    for token in scene.tokens():
        if token.lower_ in {"participation", "attendance"}:
            actors = _having(scene, token)
            for reference in _joined_in(scene, token):
                yield from actor_drafts(reference, actors, "participant-participation", token)
        elif token.lower_ in {"participants", "participating", "attendees"}:
            nearest = scene.nearest(token.i)
            if nearest is not None:
                actors = actors_in(scene.world, token.i + 1, min(token.i + _REACH, scene.end))
                yield from actor_drafts(nearest, actors, "participant-listed", token)


def _joined_in(scene: Scene, token: Token) -> list[Reference]:
    """Return the exercises that "participation in" is followed by, each once."""
    at = scene.world.at
    found = [at[t.i] for t in prepositional(token, "in", "at") if t.i in at]
    window = range(token.i + 1, min(token.i + _REACH, scene.end))
    found = found or [at[i] for i in window if i in at]
    return list({reference.exercise: reference for reference in found}.values())


def _having(scene: Scene, token: Token) -> list[Actor]:
    """Return who has the participation: "X's participation", "X announced its participation"."""
    own = actors_in(scene.world, token.left_edge.i, token.i)
    verb = verb_over(token)
    if own or verb is None:
        return own
    return actors_of(scene.world, subject_of(verb), verb)
