"""The names of places behind prepositions: "at Camp Gull in the Amber Desert"."""

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from app.extraction.exercises.scene import Scene
from app.extraction.exercises.vocabulary import CALENDAR, PLACE_NOUNS, PLACE_PARTS

_BEFORE: Final = {"all", "and", "around", "both"}
"""Words between a preposition and a place, besides articles and numbers."""
_JOINS: Final = {",", "and", "in"}
_INSIDE: Final = {"above", "of", "off", "the"}
"""Words inside the names of places: "the hills above the Arctic Circle"."""
_SIDES: Final = {"central", "eastern", "northern", "southern", "western"}
_AGAIN: Final = {"at", "in", "off", "on"}
_NO_END_TAGS: Final = {"IN", "DT", "POS", "HYPH", "CC", "SYM", ":"}
_KINDS: Final = {"air", "firing", "military", "missile", "naval", "proving", "test", "training"}
"""Words between a name and its noun: "Amari air base"."""
_PAUSES: Final = {"-", "–", "—", ":", ","}
_NUMBERED: Final = 5
"""In tokens, of the number of places before their list."""
_LONGEST: Final = 9
"""In tokens, of the name of a place."""


def places_behind(scene: Scene, at: int) -> Iterator[tuple[int, int]]:
    """Yield the places behind the preposition at token `at`: "in X, Y", "at X in Y", "X and Y"."""
    doc, place = scene.doc, read_place(scene, _behind_number(scene, at + 1))
    while place is not None:
        yield place
        i = place[1]
        if i + 1 >= scene.end or doc[i].lower_ not in _JOINS:
            return
        i += 1
        i += doc[i].tag_ == "CD"  # "nine ranges in X and five in Y"
        i += i < scene.end and doc[i].lower_ in _AGAIN and doc[i - 1].text != ","
        place = read_place(scene, i)


def _behind_number(scene: Scene, i: int) -> int:
    """Return the token behind "four African countries -" at token `i`, else `i`: a list follows."""
    if i >= scene.end or scene.doc[i].tag_ != "CD":
        return i
    for token in scene.doc[i + 1 : min(i + _NUMBERED, scene.end - 1)]:
        if token.tag_ == "NNS":
            return token.i + 2 if token.nbor().text in _PAUSES else i
        if token.tag_[:2] != "JJ":
            return i
    return i


def read_place(scene: Scene, i: int) -> tuple[int, int] | None:
    """Return the span of the place named at token `i`, its article left out."""
    doc = scene.doc
    while i < scene.end and (doc[i].tag_ in {"DT", "PRP$", "CD"} or doc[i].lower_ in _BEFORE):
        i += 1
    end = i
    while end < min(i + _LONGEST, scene.end) and _continues(scene, i, end):
        end += 1
    while end > i and (doc[end - 1].tag_ in _NO_END_TAGS or _only_describes(doc[end - 1])):
        end -= 1
    return (i, end) if _is_place(scene, i, end) else None


def _only_describes(token: Token) -> bool:
    """Tell whether a word behind a name is no part of it: "Ivory Coast last week"."""
    return token.tag_[:2] == "JJ" and token.text.islower()


def _continues(scene: Scene, start: int, i: int) -> bool:
    """Tell whether a token goes on with the name of a place."""
    token = scene.doc[i]
    if token.i in scene.world.at or token.text in CALENDAR:
        return False
    if token.tag_ in {"NN", "NNS"}:
        is_part = token.lower_ in PLACE_PARTS and scene.doc[i + 1 : i + 2].text.lower() == "of"
        return is_part or token.lower_ in PLACE_NOUNS or token.lower_ in _KINDS
    if token.lower_ in _INSIDE and i > start:
        following = scene.doc[i + 1 : min(i + 3, scene.end)]
        tags = [t.tag_ for t in following if t.lower_ not in _SIDES]
        return bool(tags) and tags[0] in {"NNP", "DT", "NNPS"}
    return token.tag_ in {"NNP", "NNPS", "JJ", "HYPH", "POS"} or token.text == "-"


def _is_modifier(scene: Scene, end: int) -> bool:
    """Tell whether capitals up to `end` belong to a noun behind: "in Counter Terrorism tasks"."""
    if end >= scene.end or scene.doc[end].tag_ not in {"NN", "NNS"}:
        return False
    return scene.doc[end - 1].whitespace_ != "" and all(d.start != end for d in scene.dates)


def _is_place(scene: Scene, start: int, end: int) -> bool:
    """Tell whether a phrase behind a preposition names a place."""
    words = scene.doc[start:end]
    if not any(t.text[0].isupper() for t in words) or all(t.tag_[:2] == "JJ" for t in words):
        return False
    head = next((t for t in words[:-1] if t.nbor().lower_ in {"of", "off"}), words[-1])
    if not (head.text[0].isupper() or head.lower_ in PLACE_NOUNS | PLACE_PARTS):
        return False
    if _is_modifier(scene, end):
        return False
    # "the biggest in Europe" tells of no place.
    if end - 1 in scene.world.people or (start > 1 and scene.doc[start - 2].tag_ == "JJS"):
        return False
    bodies = (scene.world.organizations.get(i) for i in range(start, end))
    return all(body is None or body.kind is None for body in bodies)
