"""Where an exercise takes place."""

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc, Token

from app.extraction.exercises.drafts import Draft
from app.extraction.exercises.exercise import Reference
from app.extraction.exercises.past import is_first
from app.extraction.exercises.place_names import places_behind, read_place
from app.extraction.exercises.scene import Scene
from app.extraction.exercises.syntax import PARTS, objects_of, subject_of
from app.records import Predicate

_PREPOSITIONS: Final = {
    "in", "at", "off", "near", "around", "over", "inside", "across", "outside", "along",
}  # fmt: skip
_OCCURRING: Final = {
    "hold", "take", "begin", "start", "kick", "conduct", "host", "run", "open", "launch", "stage",
    "occur", "carry", "conclude", "end", "finish", "commence", "organise", "organize", "schedule",
    "plan", "wrap", "resume", "spread", "set", "mount", "unfold", "continue", "culminate", "get",
    "go",
}  # fmt: skip
"""Verbs whose place is that of the exercise."""
_TRAINING: Final = {
    "exercise", "maneuver", "manoeuvre", "operate", "practice", "practise", "rehearse", "train",
}  # fmt: skip
"""Verbs of those who take part, where an exercise is at hand."""
_GATHERING: Final = {"assemble", "converge", "gather", "move", "settle"}
"""Verbs of those who come, or of the exercise for which they do."""
_FILLING: Final = {"cover", "occupy", "span"}
"""Verbs whose object is the place."""
_HOLDING: Final = {
    "conduct", "hold", "host", "occur", "organise", "organize", "run", "stage", "take",
}  # fmt: skip
"""Verbs that in the perfect tense tell of other times: "has been held in Spain"."""
_FRONTED: Final = {"across", "along", "around", "near", "off", "over"}
"""Prepositions that may open a sentence with the place of its subject."""
_STANDING: Final = {"based", "headquartered", "located", "stationed"}
_FINITE: Final = {"VBD", "VBZ", "VBP", "MD"}
_ENDS: Final = {";", ".", "amid", "after", "before", "against", "despite", "following", "as"}
"""Words behind which a place is no longer that of the verb."""
_LINKS: Final = {
    "in", "for", "during", "of", "one", "part", "as", "to", "take", "participate", "taking",
    "participating",
}  # fmt: skip
"""Words between a place and the exercise for which somebody is there."""
_GROUNDS: Final = {"area", "range", "ranges", "ground", "grounds", "centre", "center"}
_REACH: Final = 25
"""In tokens, from a verb to its place."""
_MOVING: Final = {"enter", "reach", "visit"}
_LEAVING: Final = {"depart", "embark", "head", "leave", "sail"}


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
        i += i + 1 < scene.end and doc[i].text == ","
        i = next((d.end for d in scene.dates if d.start == i), i)
        if i < scene.end and doc[i].lower_ in _PREPOSITIONS:
            yield i, reference, "place-behind-exercise"
        before = _place_before(scene, reference)
        if before is not None:
            yield before, reference, "place-before-exercise"
    yield from _fronted(scene)
    yield from _grounds(scene)
    for verb in scene.verbs():
        reference_ = _of_verb(scene, verb)
        at = _preposition_after(scene, verb) if reference_ is not None else None
        if reference_ is not None and at is not None:
            yield at, reference_, "place-of-verb"


def _fronted(scene: Scene) -> Iterator[tuple[int, Reference, str]]:
    """Yield the preposition of "Off the coast of Norway, the exercise includes …"."""
    if scene.references and scene.doc[scene.opening].lower_ in _FRONTED:
        last = list(places_behind(scene, scene.opening))[-1:]
        if last and scene.references[0].start - last[0][1] <= 1:
            yield scene.opening, scene.references[0], "place-fronted"


def _grounds(scene: Scene) -> Iterator[tuple[int, Reference, str]]:
    """Yield the prepositions before a training ground, of the only exercise that is spoken of."""
    for token in scene.tokens():
        reference = scene.asked_for(token.i)
        if token.lower_ not in _GROUNDS or reference is None or token.i < scene.start + 2:
            continue
        if scene.doc[token.i - 1].lower_ in {"training", "firing", "proving"}:
            window = range(token.i - 2, max(scene.start, token.i - 7), -1)
            at = next((i for i in window if scene.doc[i].tag_ in {"IN", "TO", "RP"}), None)
            if at is not None:
                yield at, reference, "place-training-ground"


def _takes_place(verb: Token) -> bool:
    """Tell whether a verb is that of "takes place" or "goes ahead"."""
    return any(t.lower_ in {"ahead", "place"} for t in verb.doc[verb.i : verb.i + 3])


def _skip_brackets(doc: Doc, i: int, end: int) -> int:
    """Return the token behind "(ACRONYM)" if that stands at token `i`."""
    if i + 2 < end and doc[i].text == "(" and doc[i + 2].text == ")":
        return i + 3
    return i


def _of_verb(scene: Scene, verb: Token) -> Reference | None:
    """Return the exercise that a verb says something of, if it may tell its place."""
    lemma = verb.lemma_
    if lemma in _TRAINING:
        return scene.asked_for(verb.i)
    if lemma in _GATHERING:
        return scene.subject(verb) or (scene.nearest(verb.i) if scene.references else None)
    if lemma in {"take", "go"} and not _takes_place(verb):
        return None
    if lemma not in _OCCURRING | _FILLING:
        return None
    if is_first(verb) or (lemma in _HOLDING and any(c.lemma_ == "have" for c in verb.lefts)):
        return None
    reference = scene.subject(verb) or scene.reference_at(*objects_of(verb))
    if reference is None and subject_of(verb) is None:
        return scene.nearest(verb.i)
    return reference


def _preposition_after(scene: Scene, verb: Token) -> int | None:
    """Return the first preposition of place behind a verb, before any other verb.

    For what fills a place it is the verb itself.
    """
    if verb.lemma_ in _FILLING:
        return verb.i if read_place(scene, verb.i + 1) is not None else None
    particle = verb.i + 1 if verb.lemma_ in {"kick", "call"} else None
    prepositions = _PREPOSITIONS | ({"into", "to"} if verb.lemma_ in _GATHERING else set())
    for token in scene.doc[verb.i + 1 : min(verb.i + 1 + _REACH, scene.end)]:
        if token.lower_ in prepositions and token.i != particle:
            if token.i not in scene.world.at and any(places_behind(scene, token.i)):
                return token.i
        elif token.tag_ in _FINITE or token.lower_ in _ENDS | _STANDING:
            return None
    return None


def _is_part(token: Token) -> bool:
    """Tell whether a token is in "the sixth edition", of which an exercise is told."""
    return token.lemma_ in PARTS or (token.tag_ in {"DT", "JJ"} and token.head.lemma_ in PARTS)


def _place_before(scene: Scene, reference: Reference) -> int | None:
    """Return where "in PLACE" begins in "arrived in PLACE for the exercise"."""
    doc, i = scene.doc, reference.start - 1
    i -= i > scene.start and doc[i].tag_ in {"DT", "PRP$"}
    if i <= scene.start or doc[i].lower_ not in {"in", "for", "during", "of"}:
        return None
    while i > scene.start and (doc[i].lower_ in _LINKS or _is_part(doc[i])):
        i -= 1
    date = next((d for d in scene.dates if d.end == i + 1), None)
    if date is not None:  # "in the Baltic this month for the exercise"
        i = date.start - 1
        i -= doc[i].lower_ == "on"
    for k in range(i, max(scene.start, i - 6), -1):
        leaves = doc[k].lower_ == "for" and doc[k - 1].lemma_ in _LEAVING
        opens = leaves or doc[k].lower_ in _PREPOSITIONS | {"into", "to"}
        opens = opens or doc[k].lemma_ in _MOVING
        if opens and (named := list(places_behind(scene, k))):
            return k if named[-1][1] == i + 1 else None
    return None
