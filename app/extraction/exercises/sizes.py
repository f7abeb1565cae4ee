"""How big an exercise is: people, aircraft, ships, vehicles, and how many countries."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from typing import Final

from spacy.tokens import Token

from app.extraction.counts import Count
from app.extraction.exercises.actors import Actor, actors_in, listed_in, organization_at
from app.extraction.exercises.drafts import Draft, actor_drafts
from app.extraction.exercises.exercise import Reference
from app.extraction.exercises.nations import MORE, count_nations, has_organization, size_draft
from app.extraction.exercises.past import is_first, is_of_series
from app.extraction.exercises.scene import Scene
from app.extraction.exercises.syntax import objects_of, verb_over
from app.extraction.exercises.vocabulary import TRIGGERS
from app.records import Predicate

_UNITS: Final = {
    Predicate.PERSONNEL: (
        "personnel troops soldiers servicemen servicemembers people participants marines sailors"
        " men paratroopers reservists commandos airmen military guardsmen conscripts cadets"
        " peacekeepers"
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
    "mobilize", "muster", "employ", "attend", "participate", "reach", "field", "hold", "host",
    "welcome", "receive", "exceed",
}  # fmt: skip
"""Verbs of which the size of an exercise is the object."""
_JOINING: Final = {
    "assemble", "attend", "converge", "gather", "involve", "join", "participate", "practice",
    "practise", "represent", "sign", "train",
}  # fmt: skip
"""Verbs of which it is the subject, with "take part"."""
_COMING: Final = {"arrive", "bring", "deploy", "head", "move", "settle", "ship"}
"""Verbs of which it is the subject where the sentence speaks of an exercise."""
_HOLDING: Final = {"begin", "start", "hold", "conduct", "stage", "launch", "kick", "commence"}
"""Verbs of which it is the subject where an exercise is the object."""
_SOON: Final = 3
"""In tokens, from such a verb to its year."""
_LEFT, _RIGHT = 30, 25
"""In tokens, from an amount to the verb before it, and to the one behind."""
_FINITE: Final = {"VB", "VBD", "VBG", "VBN", "VBP", "VBZ"}
_MEASURES: Final = {"figure", "force", "number", "personnel", "scale", "size", "strength", "total"}
_GATHERING: Final = {"draw", "gather", "involve", "muster"}
"""Verbs of which nothing but an exercise is the subject where amounts are the object."""
_LOCAL: Final = {"domestic", "foreign", "home", "local"}
_BODY: Final = 4
"""In tokens, from "200 soldiers" to whose they are."""
_FORCE: Final = 100
"""From how many on "forces" are people: "1,700 special forces", but "three navies' forces"."""
_PUTTING: Final = {"put", "estimate"}
_TOTALLING: Final = {"number", "total"}
_CHANGING: Final = {"cut", "expand", "grow", "limit", "reduce", "scale", "swell"}
_TOTAL: Final = 8
"""In tokens, from an amount back to what it is the number of."""
_JOINT: Final = 6
"""In tokens, between two amounts that are told together."""
_JOINING_WORDS: Final = {",", "and", "or"}
_NO_VERBS: Final = {"amod", "aux", "auxpass", "prep"}
_LEADING_UP: Final = {"set", "expect", "schedule", "go", "deploy", "be"}
"""Verbs that may come before: "are expected to take part"."""


def find_sizes(scene: Scene) -> Iterator[Draft]:
    """Yield the claims of a sentence about the size of an exercise.

    What single countries send is no size; where one sentence gives it for several, the sum is.
    """
    contingents: list[tuple[Draft, Actor]] = []
    for count, predicate, reference in _told(scene):
        if predicate is Predicate.PARTICIPANT_COUNT:
            yield from count_nations(scene, reference, count)
            continue
        draft = size_draft(reference, predicate, count)
        actors = _whose(scene, count)
        yield from actor_drafts(reference, actors, "participant-counted", scene.doc[count.end - 1])
        if len(actors) == 1 or _is_part(scene, count):
            contingents += [(draft, a) for a in actors[:1]]
        else:
            yield draft
    yield from _of_all(contingents)


def _told(scene: Scene) -> Iterator[tuple[Count, Predicate, Reference]]:
    """Yield the amounts that are sizes, with what they measure and of which exercise."""
    predicate: Predicate | None = None
    reference: Reference | None = None
    last: Count | None = None
    for count in scene.counts:
        counted = _predicate(scene, count, predicate)
        goes_on = last is not None and _goes_on(scene, last, count)
        own = _reference(scene, count) if counted is not None else None
        reference = own or (reference if goes_on else None)
        last = count
        if counted is not None:
            predicate = counted
            if reference is not None and not _is_of_series(scene, count, reference):
                yield count, predicate, reference


def _is_of_series(scene: Scene, count: Count, reference: Reference) -> bool:
    """Tell whether an amount is of the first edition: "NAME began in 1992 with 900 soldiers"."""
    verb = verb_over(scene.doc[count.end - 1])
    if verb is None or reference.exercise.is_past:
        return False
    soon = (d for d in scene.dates if 0 < d.start - verb.i <= _SOON)
    is_begun = verb.lemma_ in _HOLDING and any(
        is_of_series(reference, d, scene.doc._.published) for d in soon
    )
    return is_begun or is_first(verb)


def _predicate(scene: Scene, count: Count, last: Predicate | None) -> Predicate | None:
    if count.unit is None:
        # "300,000 troops of the one and 17,000 from the other"
        elided = count.end < scene.end and scene.doc[count.end].lower_ in {"from", "of"}
        return last if elided else _shared_unit(scene, count) or _unit_told(scene, count)
    if count.unit.lower() == "members" and not has_organization(scene, count):
        # "11,000 service members"
        return Predicate.PERSONNEL if count.end - count.number_end > 1 else None
    if count.unit.lower() == "forces" and (count.value or count.low or 0) >= _FORCE:
        return Predicate.PERSONNEL
    return _PREDICATE_OF.get(count.unit.lower())


def _shared_unit(scene: Scene, count: Count) -> Predicate | None:
    """Return what is counted in "17,500 American and 50,000 South Korean troops"."""
    following = next((c for c in scene.counts if c.start > count.start), None)
    if following is None or following.start > count.end + 4 or following.unit is None:
        return None
    if scene.doc[following.start - 1].lower_ != "and":
        return None
    return _PREDICATE_OF.get(following.unit.lower())


def _unit_told(scene: Scene, count: Count) -> Predicate | None:
    """Return what is counted in "personnel total 900", "put the number at 900", "900 take part"."""
    before = scene.doc[max(scene.start, count.start - _TOTAL) : count.start]
    if before and before[-1].lemma_ in _TOTALLING:
        units = (_PREDICATE_OF.get(t.lower_) for t in before)
        return next((u for u in units if u is not None), None)
    is_put = before and before[-1].lower_ == "at" and any(t.lemma_ in _PUTTING for t in before)
    return Predicate.PERSONNEL if is_put or _takes_part(scene, count, _JOINING) else None


def _reference(scene: Scene, count: Count) -> Reference | None:
    """Return the exercise of which an amount is the size, if the words around it say so."""
    held = scene.world.at.get(count.start)
    if held is not None:
        return held
    if _takes_part(scene, count, _JOINING):
        return scene.asked_for(count.start)
    if _takes_part(scene, count, _COMING):
        return scene.nearest(count.start)
    if not _is_told(scene, count):
        return None
    words = {t.lemma_.lower() for t in scene.doc[scene.start : count.start]}
    is_asked = not (_MEASURES | _GATHERING).isdisjoint(words)
    return scene.asked_for(count.start) if is_asked else scene.nearest(count.start)


def _goes_on(scene: Scene, last: Count, count: Count) -> bool:
    """Tell whether an amount only adds to the one before: "…, as well as some 60 aircraft"."""
    between = scene.doc[last.end : count.start]
    if any(between[-len(words) :].text.lower() == " ".join(words) for words in MORE):
        return True
    if len(between) > _JOINT or not between:
        return False
    if between[0].tag_ == "CC" and between[1:2].text and between[1].tag_ == "NNS":
        between = between[2:]  # "80 aircraft and helicopters, …"
    return all(t.lower_ in _JOINING_WORDS for t in between)


def _takes_part(scene: Scene, count: Count, verbs: Set[str]) -> bool:
    """Tell whether what is counted is the subject of "take part" or of one of `verbs`."""
    if scene.doc[count.end - 1].dep_ == "dobj":
        return False
    for token in scene.doc[count.end : min(count.end + _RIGHT, scene.end)]:
        if token.text in {";", ":"} or token.lower_ == "already":
            return False
        if token.tag_ in _FINITE and token.dep_ not in _NO_VERBS:
            takes = token.lemma_ == "take" and _has_part(token)
            holds = token.lemma_ in _HOLDING and _has_exercise(scene, token)
            if takes or holds or token.lemma_ in verbs:
                return True
            if token.lemma_ not in _LEADING_UP:
                return False
    return False


def _is_told(scene: Scene, count: Count) -> bool:
    """Tell whether an amount is the object of a verb such as "involve", or follows "with"."""
    for token in reversed(scene.doc[max(scene.start, count.start - _LEFT) : count.start]):
        if token.i in scene.world.at:
            return True
        if token.lower_ in {"with", "involving", "featuring"}:
            # "Drills with 900 soldiers must be notified" speaks of no exercise, but of any.
            return token.i == scene.start or _is_of_one(scene, token.nbor(-1))
        if token.tag_ in _FINITE and token.dep_ not in _NO_VERBS:
            before = scene.doc[count.start - 1].lower_
            is_put = token.lemma_ in _PUTTING and before == "at"
            is_changed = token.lemma_ in _CHANGING and before == "to"
            return is_put or is_changed or token.lemma_ in _TELLING
    return False


def _is_of_one(scene: Scene, noun: Token) -> bool:
    """Tell whether a word for exercises means one that the article tells of; so does any other."""
    return noun.lower_ not in TRIGGERS or noun.i in scene.world.at


def _has_exercise(scene: Scene, verb: Token) -> bool:
    return scene.reference_at(*objects_of(verb)) is not None


def _has_part(verb: Token) -> bool:
    return any(t.lower_ == "part" for t in verb.doc[verb.i : verb.i + 3])


def _whose(scene: Scene, count: Count) -> list[Actor]:
    """Return the countries whose people or machines an amount is of."""
    following = next((c.start for c in scene.counts if c.start > count.start), scene.end)
    inside = actors_in(scene.world, count.number_end, count.end if count.unit else following)
    behind = scene.doc[count.end].lower_ if count.end < scene.end else ""
    if inside or behind not in {"from", "of"} or count.end + 1 == following:
        return inside
    return listed_in(scene.world, count.end, min(following, count.end + _LEFT, scene.end))


def _is_part(scene: Scene, count: Count) -> bool:
    """Tell whether an amount is that of a part: "a contingent of 1,000", "200 of its soldiers"."""
    doc = scene.doc
    before = {t.lower_ for t in doc[max(scene.start, count.start - 3) : count.start]}
    if not _LOCAL.isdisjoint(t.lower_ for t in doc[count.number_end : count.end]):
        return True
    behind = [t.lower_ for t in doc[count.end : min(count.end + 3, scene.end)]]
    if "each" in behind or (behind[:1] == ["of"] and _has_force(scene, count.end)):
        return True
    return bool(before & {"contingent", "including", "among", "them", "another", "other", "sent"})


def _has_force(scene: Scene, start: int) -> bool:
    """Tell whether one armed force, and no country, is named in the words from `start` on."""
    body = organization_at(scene.world, start, min(start + _BODY, scene.end))
    return body is not None and body.kind != "alliance"


def _of_all(contingents: Sequence[tuple[Draft, Actor]]) -> Iterator[Draft]:
    """Yield the sum of what different countries send, if one sentence gives two or more.

    "19 Chinese warships" is given as well: it is the size of what China holds alone.
    """
    for predicate in dict.fromkeys(d.predicate for d, _ in contingents):
        parts = [(d, a) for d, a in contingents if d.predicate is predicate and d.value is not None]
        countries = frozenset(a.country for _, a in parts)
        if not parts or len(countries) != len(parts):
            continue
        (first, actor), rest = parts[0], [d for d, _ in parts[1:]]
        if not rest:
            if actor.start < first.end:
                yield replace(first, rule="size-of-one", of=countries)
            continue
        unit = next((d.unit for d, _ in parts if d.unit), None)
        total = sum(float(d.value or 0) for d, _ in parts)
        yield replace(
            first, rule="size-summed", value=int(total), low=None, high=None, unit=unit,
            more=tuple((d.start, d.end) for d in rest), derived=True, of=countries,
        )  # fmt: skip
