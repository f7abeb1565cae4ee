"""Where an exercise takes place."""

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc, Token

from app.extraction.exercises.drafts import Draft
from app.extraction.exercises.exercise import Reference
from app.extraction.exercises.scene import Scene
from app.extraction.exercises.syntax import objects_of, subject_of
from app.extraction.exercises.vocabulary import CALENDAR
from app.records import Predicate

_PREPOSITIONS: Final = {
    "in", "at", "off", "near", "around", "over", "inside", "across", "outside", "along",
}  # fmt: skip
_OCCURRING: Final = {
    "hold", "take", "begin", "start", "kick", "conduct", "host", "run", "open", "launch", "stage",
    "occur", "carry", "conclude", "end", "finish", "commence", "organise", "organize", "schedule",
    "plan", "wrap", "resume", "train", "spread", "set", "mount", "unfold", "practice", "continue",
}  # fmt: skip
"""Verbs whose place is that of the exercise."""
_PLACE_NOUNS: Final = {
    "airbase", "airfield", "airspace", "archipelago", "area", "areas", "barracks", "base",
    "bay", "border", "camp", "center", "centre", "coast", "corridor", "county", "desert",
    "district", "facility", "fort", "ground", "grounds", "gulf", "harbor", "harbour", "island",
    "islands", "mountains", "oblast", "ocean", "peninsula", "polygon", "port", "province",
    "range", "ranges", "region", "sea", "shore", "soil", "strait", "straits", "territory",
    "valley", "waters", "zone",
}  # fmt: skip
_FINITE: Final = {"VBD", "VBZ", "VBP", "MD"}
_ENDS: Final = {";", ".", "amid", "after", "before", "against", "despite", "following", "as"}
"""Words behind which a place is no longer that of the verb."""
_LINKS: Final = {
    "in", "for", "during", "of", "one", "part", "as", "to", "take", "participate", "taking",
    "participating",
}  # fmt: skip
"""Words between a place and the exercise for which somebody is there."""
_AROUND: Final = {"and", "around", "both"}
_NO_END_TAGS: Final = {"IN", "DT", "POS", "HYPH", "CC", "SYM", ":"}
_GROUNDS: Final = {"area", "range", "ranges", "ground", "grounds", "centre", "center"}
_LONGEST: Final = 9
"""In tokens, of the name of a place."""
_REACH: Final = 25
"""In tokens, from a verb to its place."""
_MOVING: Final = {"enter", "reach", "visit"}


def find_places(scene: Scene) -> Iterator[Draft]:
    """Yield the claims of a sentence about where an exercise takes place."""
    seen: set[int] = set()
    for at, reference, rule in _spots(scene):
        for start, end in places_behind(scene, at):
            if end not in seen and scene.world.at.get(start) is not reference:
                seen.add(end)
                value = " ".join(scene.doc[start:end].text.split())
                opens = at if start - at < 4 else start
                yield Draft(reference, Predicate.PLACE, opens, end, rule, value=value)


def _spots(scene: Scene) -> Iterator[tuple[int, Reference, str]]:
    """Yield the prepositions behind which a place stands, with the exercise that is there."""
    doc = scene.doc
    for reference in scene.references:
        i = _skip_brackets(doc, reference.end, scene.end)
        if i < scene.end and doc[i].lower_ in _PREPOSITIONS:
            yield i, reference, "place-behind-exercise"
        before = _place_before(scene, reference)
        if before is not None:
            yield before, reference, "place-before-exercise"
    yield from _grounds(scene)
    for verb in scene.verbs():
        occurring = verb.lemma_ in _OCCURRING and (verb.lemma_ != "take" or _takes_place(verb))
        reference_ = _of_verb(scene, verb) if occurring else None
        if reference_ is not None:
            at = _preposition_after(scene, verb)
            if at is not None:
                yield at, reference_, "place-of-verb"


def _grounds(scene: Scene) -> Iterator[tuple[int, Reference, str]]:
    """Yield the prepositions before a training ground, of the only exercise that is spoken of."""
    for token in scene.tokens():
        if token.lower_ not in _GROUNDS or scene.outlook is None or token.i < scene.start + 2:
            continue
        if scene.doc[token.i - 1].lower_ in {"training", "firing", "proving"}:
            window = range(token.i - 2, max(scene.start, token.i - 7), -1)
            at = next((i for i in window if scene.doc[i].tag_ in {"IN", "TO", "RP"}), None)
            if at is not None:
                yield at, scene.outlook, "place-training-ground"


def _takes_place(verb: Token) -> bool:
    return any(t.lower_ == "place" for t in verb.doc[verb.i : verb.i + 3])


def _skip_brackets(doc: Doc, i: int, end: int) -> int:
    """Return the token behind "(ACRONYM)" if that stands at token `i`."""
    if i + 2 < end and doc[i].text == "(" and doc[i + 2].text == ")":
        return i + 3
    return i


def _of_verb(scene: Scene, verb: Token) -> Reference | None:
    """Return the exercise that a verb says something of."""
    reference = scene.subject(verb) or scene.reference_at(*objects_of(verb))
    if reference is None and subject_of(verb) is None:
        return scene.nearest(verb.i)
    return reference


def _preposition_after(scene: Scene, verb: Token) -> int | None:
    """Return the first preposition of place behind a verb, before any other verb."""
    particle = verb.i + 1 if verb.lemma_ in {"kick", "call"} else None
    for token in scene.doc[verb.i + 1 : min(verb.i + 1 + _REACH, scene.end)]:
        if token.lower_ in _PREPOSITIONS and token.i != particle:
            if token.i not in scene.world.at and _read_place(scene, token.i + 1) is not None:
                return token.i
        elif token.tag_ in _FINITE or token.lower_ in _ENDS:
            return None
    return None


def _place_before(scene: Scene, reference: Reference) -> int | None:
    """Return where "in PLACE" begins in "arrived in PLACE for the exercise"."""
    doc, i = scene.doc, reference.start - 1
    i -= i > scene.start and doc[i].tag_ in {"DT", "PRP$"}
    if i <= scene.start or doc[i].lower_ not in {"in", "for", "during", "of"}:
        return None
    while i > scene.start and doc[i].lower_ in _LINKS:
        i -= 1
    for k in range(i, max(scene.start, i - 6), -1):
        opens = doc[k].lower_ in _PREPOSITIONS | {"into", "to"} or doc[k].lemma_ in _MOVING
        if opens and (named := list(places_behind(scene, k))):
            return k if named[-1][1] == i + 1 else None
    return None


def places_behind(scene: Scene, at: int) -> Iterator[tuple[int, int]]:
    """Yield the places behind the preposition at token `at`: "in X, Y", "at X in Y", "X and Y"."""
    doc, place = scene.doc, _read_place(scene, at + 1)
    while place is not None:
        yield place
        i = place[1]
        if i + 1 >= scene.end or doc[i].lower_ not in {",", "and", "in", "near"}:
            return
        i += 1
        i += doc[i].lower_ in {"in", "at", "off"} and doc[i - 1].lower_ == "and"
        place = _read_place(scene, i)


def _read_place(scene: Scene, i: int) -> tuple[int, int] | None:
    """Return the span of the place named at token `i`, its article left out."""
    doc = scene.doc
    while i < scene.end and (doc[i].tag_ in {"DT", "PRP$"} or doc[i].lower_ in _AROUND):
        i += 1
    end = i
    while end < min(i + _LONGEST, scene.end) and _continues(scene, i, end):
        end += 1
    while end > i and doc[end - 1].tag_ in _NO_END_TAGS:
        end -= 1
    return (i, end) if _is_place(scene, i, end) else None


def _continues(scene: Scene, start: int, i: int) -> bool:
    """Tell whether a token goes on with the name of a place."""
    token = scene.doc[i]
    if token.i in scene.world.at or token.text in CALENDAR:
        return False
    if token.tag_ in {"NN", "NNS"}:
        return token.lower_ in _PLACE_NOUNS or token.lower_ == "training"
    if token.lower_ in {"of", "the", "off"} and i > start:
        return i + 1 < scene.end and scene.doc[i + 1].tag_ in {"NNP", "DT", "NNPS"}
    return token.tag_ in {"NNP", "NNPS", "JJ", "HYPH", "POS"} or token.text == "-"


def _is_place(scene: Scene, start: int, end: int) -> bool:
    """Tell whether a phrase behind a preposition names a place."""
    words = scene.doc[start:end]
    if not any(t.text[0].isupper() for t in words) or all(t.tag_[:2] == "JJ" for t in words):
        return False
    head = next((t for t in words[:-1] if t.nbor().lower_ in {"of", "off"}), words[-1])
    if not (head.text[0].isupper() or head.lower_ in _PLACE_NOUNS):
        return False
    # "the biggest in Europe" tells of no place.
    if end - 1 in scene.world.people or (start > 1 and scene.doc[start - 2].tag_ == "JJS"):
        return False
    bodies = (scene.world.organizations.get(i) for i in range(start, end))
    return all(body is None or body.kind is None for body in bodies)
