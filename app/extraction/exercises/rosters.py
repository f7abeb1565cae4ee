"""Lists of who takes part: "Seven of the guests come from Europe: Belgium, Denmark and …"."""

from collections.abc import Iterator, Sequence
from typing import Final

from spacy.tokens import Token

from app.extraction.exercises.actors import (
    CLOSING,
    Actor,
    actors_in,
    country_at,
    is_of_place,
    listed_in,
)
from app.extraction.exercises.drafts import Draft, actor_drafts
from app.extraction.exercises.scene import Scene
from app.extraction.exercises.vocabulary import HOSTILE
from app.records import Predicate

_GUESTS: Final = {
    "attend", "attendee", "contingent", "delegation", "guest", "involve", "join", "participant",
    "participate", "participating", "represent", "rest", "sign", "visitor",
}  # fmt: skip
"""Lemmas of words that announce who takes part; "take part" and "sign up" besides."""
_WATCHING: Final = {"observe", "observer", "observing"}
_LOOKING: Final = {"look", "watch"}
_LISTING: Final = {"be", "include"}
"""Verbs before a list that an earlier sentence announces: "Besides Norway they are …"."""
_OPENING: Final = {":", "from"}
_CLOSING: Final = {"complete", "follow"}
_FIGHTING: Final = {
    "aircraft", "armies", "crews", "forces", "jets", "marines", "navies", "paratroopers", "planes",
    "sailors", "ships", "soldiers", "troops", "units", "vessels", "warships",
}  # fmt: skip
"""What several countries may have in an exercise."""
_A_LIST: Final = 3
"""So many countries in a row are the list of something, not a remark."""
_BACK: Final = 40
"""In tokens, from a sentence with a list back to the word that announces it."""


def find_rosters(scene: Scene) -> Iterator[Draft]:
    """Yield the claims of a sentence that lists those who take part in an exercise."""
    words = {t.lemma_.lower() for t in scene.tokens()}
    if HOSTILE.isdisjoint(words):
        yield from _guests(scene, words)
        yield from _forces(scene, words)


def _guests(scene: Scene, words: set[str]) -> Iterator[Draft]:
    """Read "The host is joined by X, Y and Z", "Other countries involved are X, Y and Z"."""
    if not _WATCHING.isdisjoint(words):
        return
    sign = _sign(scene.tokens())
    before = _sign_before(scene)
    for listed in _lists(scene):
        reference = scene.asked_for(listed[0].start)
        if reference is not None and sign is not None:
            yield from actor_drafts(reference, listed, "participant-guests", sign)
        elif reference is not None and before is not None and _goes_on(scene, listed):
            for actor in listed:
                yield Draft(
                    reference, Predicate.PARTICIPANT, actor.start, actor.end, "participant-guests",
                    object=actor.country, more=((before.i, before.i + 1),),
                )  # fmt: skip


def _sign(tokens: Iterator[Token]) -> Token | None:
    """Return the first word that says that a list is one of those who take part."""
    for token in tokens:
        takes_part = token.lower_ == "part" and token.head.lemma_ == "take"
        if token.lemma_.lower() in _GUESTS or takes_part:
            return token
    return None


def _sign_before(scene: Scene) -> Token | None:
    """Return such a word of what the paragraph has said before the sentence."""
    start = scene.start
    while start > max(0, scene.start - _BACK) and "\n" not in scene.doc[start - 1].text:
        start -= 1
    return _sign(iter(scene.doc[start : scene.start]))


def _goes_on(scene: Scene, listed: Sequence[Actor]) -> bool:
    """Tell whether a list is what its sentence is about: "They are X, Y and Z", "…: X, Y and Z"."""
    doc, first, end = scene.doc, listed[0].start, listed[-1].end
    first -= first > 0 and doc[first - 1].tag_ == "DT"
    opening = first > 0 and (doc[first - 1].lemma_ in _LISTING or doc[first - 1].text in _OPENING)
    return opening or (end < scene.end and doc[end].lemma_ in _CLOSING)


def _lists(scene: Scene) -> Iterator[list[Actor]]:
    """Yield the lists of three countries or more, but those of places."""
    i = scene.start
    while i < scene.end:
        listed = listed_in(scene.world, i, scene.end) if country_at(scene.world, i) else []
        before = max(i - 1, 0)
        is_place = scene.doc[before].lower_ in CLOSING or is_of_place(scene.doc, before)
        if len(listed) >= _A_LIST and not is_place:
            yield listed
        i = max(i + 1, listed[-1].end if listed else 0)


def _forces(scene: Scene, words: set[str]) -> Iterator[Draft]:
    """Read "French, Dutch and Belgian ships" in a sentence that goes on about an exercise."""
    reference = scene.topic or scene.outlook
    if scene.references or reference is None or not _LOOKING.isdisjoint(words):
        return
    start = scene.start
    for token in scene.tokens():
        if token.i in scene.world.countries or token.text in {",", "and", "-"}:
            continue
        if token.lower_ in _FIGHTING:
            listed = actors_in(scene.world, start, token.i)
            if len(listed) > 1:
                yield from actor_drafts(reference, listed, "participant-forces", token)
        start = token.i + 1
