"""How big an exercise is: people, aircraft, ships, vehicles, and how many countries."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from spacy.tokens import Token

from app.extraction.counts import Count
from app.extraction.exercises.actors import actors_in, listed_in, organization_at
from app.extraction.exercises.drafts import Draft
from app.extraction.exercises.exercise import Reference
from app.extraction.exercises.scene import Scene
from app.extraction.exercises.syntax import objects_of
from app.records import Predicate

_UNITS: Final = {
    Predicate.PERSONNEL: (
        "personnel troops soldiers servicemen servicemembers people participants marines sailors"
        " men paratroopers reservists commandos airmen military"
    ),
    Predicate.AIRCRAFT: "aircraft planes airplanes aeroplanes warplanes jets airframes",
    Predicate.SHIPS: "ships vessels warships boats",
    Predicate.VEHICLES: "vehicles tanks",
    Predicate.PARTICIPANT_COUNT: "countries nations states militaries allies members navies nation",
}
SIZES: Final = frozenset(_UNITS)
_PREDICATE_OF: Final = {w: predicate for predicate, words in _UNITS.items() for w in words.split()}
_TELLING: Final = {
    "involve", "include", "feature", "bring", "gather", "unite", "comprise", "draw", "see",
    "attract", "encompass", "assemble", "have", "expect", "number", "total", "use", "mobilise",
    "mobilize", "muster", "employ", "attend", "participate", "reach", "field", "hold",
}  # fmt: skip
"""Verbs of which the size of an exercise is the object."""
_JOINING: Final = {
    "participate", "join", "attend", "involve", "train", "practice", "practise", "gather",
    "assemble", "converge",
}  # fmt: skip
"""Verbs of which it is the subject, with "take part"."""
_HOLDING: Final = {"begin", "start", "hold", "conduct", "stage", "launch", "kick", "commence"}
"""Verbs of which it is the subject where an exercise is the object."""
_LEFT, _RIGHT = 30, 25
"""In tokens, from an amount to the verb before it, and to the one behind."""
_FINITE: Final = {"VB", "VBD", "VBG", "VBN", "VBP", "VBZ"}
_MEASURES: Final = {"scale", "size", "strength", "number", "numbers", "figure"}
_BODY: Final = 4
"""In tokens, from "200 soldiers" to whose they are."""
_PUTTING: Final = {"put", "estimate"}
_NO_VERBS: Final = {"amod", "aux", "auxpass", "prep"}
_LEADING_UP: Final = {"set", "expect", "schedule", "go", "deploy", "be"}
"""Verbs that may come before: "are expected to take part"."""
_MORE: Final = (("as", "well", "as"), ("along", "with"), ("together", "with"), ("plus",), ("and",))


def find_sizes(scene: Scene) -> Iterator[Draft]:
    """Yield the claims of a sentence about the size of an exercise.

    What single countries send is no size; where one sentence gives it for several, the sum is.
    """
    contingents: list[tuple[Draft, str]] = []
    for count, predicate, reference in _told(scene):
        if predicate is Predicate.PARTICIPANT_COUNT:
            yield from _participants(scene, reference, count)
            continue
        draft = _draft(reference, predicate, count)
        countries = _countries(scene, count)
        if len(countries) == 1 or _is_part(scene, count):
            contingents += [(draft, c) for c in countries[:1]]
        else:
            yield draft
    yield from _sums(contingents)


def _told(scene: Scene) -> Iterator[tuple[Count, Predicate, Reference]]:
    """Yield the amounts that are sizes, with what they measure and of which exercise."""
    predicate: Predicate | None = None
    reference: Reference | None = None
    for count in scene.counts:
        counted = _predicate(scene, count, predicate)
        if counted is None:
            continue
        predicate = counted
        reference = _reference(scene, count) or (reference if _goes_on(scene, count) else None)
        if reference is not None:
            yield count, predicate, reference


def _predicate(scene: Scene, count: Count, last: Predicate | None) -> Predicate | None:
    if count.unit is None:
        # "300,000 troops of the one and 17,000 from the other"
        elided = count.end < scene.end and scene.doc[count.end].lower_ in {"from", "of"}
        return last if elided else _shared_unit(scene, count)
    if count.unit.lower() == "members" and not _has_organization(scene, count):
        # "11,000 service members"
        return Predicate.PERSONNEL if count.end - count.number_end > 1 else None
    return _PREDICATE_OF.get(count.unit.lower())


def _shared_unit(scene: Scene, count: Count) -> Predicate | None:
    """Return what is counted in "17,500 American and 50,000 South Korean troops"."""
    following = next((c for c in scene.counts if c.start > count.start), None)
    if following is None or following.start > count.end + 4 or following.unit is None:
        return None
    if scene.doc[following.start - 1].lower_ != "and":
        return None
    return _PREDICATE_OF.get(following.unit.lower())


def _has_organization(scene: Scene, count: Count) -> bool:
    return any(i in scene.world.organizations for i in range(count.number_end, count.end))


def _reference(scene: Scene, count: Count) -> Reference | None:
    """Return the exercise of which an amount is the size, if the words around it say so."""
    held = scene.world.at.get(count.start)
    if held is not None:
        return held
    if _takes_part(scene, count):
        return scene.asked_for(count.start)
    if not _is_told(scene, count):
        return None
    measured = any(t.lower_ in _MEASURES for t in scene.doc[scene.start : count.start])
    return scene.asked_for(count.start) if measured else scene.nearest(count.start)


def _goes_on(scene: Scene, count: Count) -> bool:
    """Tell whether an amount only adds to the one before: "…, as well as some 60 aircraft"."""
    before = tuple(t.lower_ for t in scene.doc[max(scene.start, count.start - 3) : count.start])
    return any(before[-len(words) :] == words for words in _MORE[:-1])


def _takes_part(scene: Scene, count: Count) -> bool:
    """Tell whether what is counted is the subject of "take part" and the like."""
    if scene.doc[count.end - 1].dep_ == "dobj":
        return False
    for token in scene.doc[count.end : min(count.end + _RIGHT, scene.end)]:
        if token.text in {";", ":"}:
            return False
        if token.tag_ in _FINITE and token.dep_ not in _NO_VERBS:
            takes = token.lemma_ == "take" and _has_part(token)
            holds = token.lemma_ in _HOLDING and _has_exercise(scene, token)
            if takes or holds or token.lemma_ in _JOINING:
                return True
            if token.lemma_ not in _LEADING_UP:
                return False
    return False


def _is_told(scene: Scene, count: Count) -> bool:
    """Tell whether an amount is the object of a verb such as "involve", or follows "with"."""
    for token in reversed(scene.doc[max(scene.start, count.start - _LEFT) : count.start]):
        if token.lower_ in {"with", "involving", "featuring"} or token.i in scene.world.at:
            return True
        if token.tag_ in _FINITE and token.dep_ not in _NO_VERBS:
            is_put = token.lemma_ in _PUTTING and scene.doc[count.start - 1].lower_ == "at"
            return is_put or token.lemma_ in _TELLING
    return False


def _has_exercise(scene: Scene, verb: Token) -> bool:
    return scene.reference_at(*objects_of(verb)) is not None


def _has_part(verb: Token) -> bool:
    return any(t.lower_ == "part" for t in verb.doc[verb.i : verb.i + 3])


def _countries(scene: Scene, count: Count) -> list[str]:
    """Return the countries whose people or machines an amount is of."""
    stop = (
        count.end
        if count.unit
        else next((c.start for c in scene.counts if c.start > count.start), count.end)
    )
    inside = [a.country for a in actors_in(scene.world, count.number_end, stop)]
    if inside or count.end >= scene.end or scene.doc[count.end].lower_ not in {"from", "of"}:
        return inside
    end = min(count.end + _LEFT, scene.end)
    following = next((c.start for c in scene.counts if c.start > count.end), end)
    if scene.doc[count.end + 1].i == following:
        return []
    return [a.country for a in listed_in(scene.world, count.end, min(following, end))]


def _is_part(scene: Scene, count: Count) -> bool:
    """Tell whether an amount is that of a part: "a contingent of 1,000", "200 of its soldiers"."""
    doc = scene.doc
    before = {t.lower_ for t in doc[max(scene.start, count.start - 3) : count.start]}
    behind = [t.lower_ for t in doc[count.end : min(count.end + 3, scene.end)]]
    if "each" in behind or (behind[:1] == ["of"] and _has_force(scene, count.end)):
        return True
    return bool(before & {"contingent", "including", "among", "them", "another", "other", "sent"})


def _has_force(scene: Scene, start: int) -> bool:
    """Tell whether one armed force, and no country, is named in the words from `start` on."""
    body = organization_at(scene.world, start, min(start + _BODY, scene.end))
    return body is not None and body.kind != "alliance"


def _draft(reference: Reference, predicate: Predicate, count: Count) -> Draft:
    return Draft(
        reference, predicate, count.start, count.end, "size-counted",
        value=count.value, unit=count.unit, qualifier=count.qualifier, low=count.low,
        high=count.high,
    )  # fmt: skip


def _sums(contingents: Sequence[tuple[Draft, str]]) -> Iterator[Draft]:
    """Yield the sum of what different countries send, if one sentence gives two or more."""
    for predicate in dict.fromkeys(d.predicate for d, _ in contingents):
        parts = [(d, c) for d, c in contingents if d.predicate is predicate and d.value is not None]
        if len({c for _, c in parts}) < 2 or len({c for _, c in parts}) != len(parts):
            continue
        first, rest = parts[0][0], [d for d, _ in parts[1:]]
        unit = next((d.unit for d, _ in parts if d.unit), None)
        total = sum(float(d.value or 0) for d, _ in parts)
        yield replace(
            first, rule="size-summed", value=int(total), low=None, high=None, unit=unit,
            more=tuple((d.start, d.end) for d in rest), derived=True,
        )  # fmt: skip


def _participants(scene: Scene, reference: Reference, count: Count) -> Iterator[Draft]:
    """Read "25 nations", and "23 NATO members, as well as X and Y" as what it adds up to."""
    if count.start > scene.start and scene.doc[count.start - 1].lower_ in {"the", "both", "these"}:
        return
    draft = replace(_draft(reference, Predicate.PARTICIPANT_COUNT, count), unit="countries")
    if "other" in {t.lower_ for t in scene.doc[count.number_end : count.end]}:
        yield from _with_others(scene, draft, count)
        return
    more = _named_beside(scene, count)
    if not more or not _has_organization(scene, count) or not isinstance(count.value, int):
        yield replace(draft, rule="participants-counted")
        return
    start, end, number = more
    yield replace(
        draft, rule="participants-added", value=count.value + number, more=((start, end),),
        derived=True,
    )  # fmt: skip


def _with_others(scene: Scene, draft: Draft, count: Count) -> Iterator[Draft]:
    """Read "X and 14 other nations" as 15."""
    start = max(scene.start, count.start - _LEFT // 2)
    named = actors_in(scene.world, start, count.start)
    if named and isinstance(count.value, int):
        yield replace(
            draft, rule="participants-added", value=count.value + len(named),
            more=((named[0].start, count.start),), derived=True,
        )  # fmt: skip


def _named_beside(scene: Scene, count: Count) -> tuple[int, int, int] | None:
    """Return where further countries stand beside members of an organization, and how many."""
    doc, i = scene.doc, count.end
    window = doc[i : min(i + 16, scene.end)]
    words = [t.lower_ for t in window]
    for phrase in _MORE:
        at = next(
            (k for k in range(len(words)) if tuple(words[k : k + len(phrase)]) == phrase), None
        )
        if at is None:
            continue
        start = i + at
        actors = listed_in(scene.world, start + len(phrase), min(start + 16, scene.end))
        if actors:
            return start, actors[-1].end, len(actors)
    return None
