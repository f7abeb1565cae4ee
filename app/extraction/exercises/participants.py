"""Who takes part in an exercise."""

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from app.extraction.exercises.actors import (
    Actor,
    actors_in,
    actors_of,
    is_force,
    is_ship,
    listed_in,
    may_act,
)
from app.extraction.exercises.drafts import Draft, actor_drafts
from app.extraction.exercises.exercise import Reference
from app.extraction.exercises.observers import attends_as_observer
from app.extraction.exercises.phrases import is_trigger
from app.extraction.exercises.place_names import places_behind
from app.extraction.exercises.scene import Scene
from app.extraction.exercises.syntax import (
    agent_of,
    arguments_of,
    is_passive,
    is_refused,
    objects_of,
    prepositional,
    subject_of,
)
from app.extraction.exercises.vocabulary import FORCES
from app.records import Predicate

HOLDING_RULE: Final = "participant-holds"
_HOLDING: Final = {
    "begin", "carry", "commence", "complete", "conclude", "conduct", "do", "finish", "hold", "join",
    "kick", "launch", "mount", "open", "organise", "organize", "perform", "practice", "practise",
    "resume", "run", "stage", "start", "undertake", "wrap",
}  # fmt: skip
"""What those who take part do to an exercise."""
_JOINING: Final = {
    "arrive", "attend", "compete", "exercise", "join", "partake", "participate", "practice",
    "practise", "rehearse", "train",
}  # fmt: skip
_INVOLVING: Final = {
    "involve", "include", "feature", "bring", "gather", "unite", "comprise", "draw", "see",
    "attract", "pit", "encompass", "assemble",
}  # fmt: skip
"""What an exercise does to those who take part."""
_SENDING: Final = {
    "announce", "bring", "commit", "contribute", "deploy", "despatch", "dispatch", "field", "fly",
    "lend", "operate", "pledge", "promise", "provide", "send", "share", "supply",
}  # fmt: skip
_WITH: Final = {"with", "between", "by", "of", "among", "alongside", "involving", "including"}
_AUXILIARIES: Final = {
    "are", "did", "do", "does", "had", "has", "have", "is", "was", "were", "will", "would",
}  # fmt: skip
_SOON: Final = 3
"""In tokens, from "took part" to its year."""
_REACH: Final = 40
"""In tokens, from a verb to the end of the list of those who take part."""


def find_participants(scene: Scene) -> Iterator[Draft]:
    """Yield the claims of a sentence about who takes part in an exercise."""
    for verb in scene.verbs():
        if is_refused(verb):
            continue
        yield from _by_verb(scene, verb)
    for reference in scene.references:
        yield from _beside(scene, reference)


def _by_verb(scene: Scene, verb: Token) -> Iterator[Draft]:
    lemma = verb.lemma_.lower()
    takes_part = _takes_part(verb)
    if lemma in _INVOLVING:
        yield from _involved(scene, verb)
    if lemma in _HOLDING and not is_passive(verb):
        yield from _holding(scene, verb)
    if takes_part or lemma in _JOINING:
        yield from _joining(scene, verb)
    if lemma in _SENDING:
        yield from _sending(scene, verb)
    elif not is_passive(verb):
        yield from _acting(scene, verb)


def _takes_part(verb: Token) -> bool:
    return verb.lemma_ in {"take", "play"} and any(c.lower_ == "part" for c in verb.children)


def _involved(scene: Scene, verb: Token) -> Iterator[Draft]:
    """Read "the exercise involves troops from X and Y", "the largest ever, involving X and Y"."""
    reference = scene.subject(verb)
    if reference is None and verb.lower_ in {"involving", "featuring"}:
        subject = subject_of(verb)
        reference = (
            scene.nearest(verb.i) if subject is None or subject.i in scene.world.at else None
        )
    if reference is None:
        return
    end = min(verb.right_edge.i + 1, verb.i + _REACH, scene.end)
    actors = actors_in(scene.world, verb.i + 1, end)
    yield from actor_drafts(reference, actors, "participant-involved", verb)


def _holding(scene: Scene, verb: Token) -> Iterator[Draft]:
    """Read "X and Y began the exercise"; its subject takes part."""
    reference = scene.reference_at(*_objects(verb))
    if reference is not None:
        actors = actors_of(scene.world, subject_of(verb), verb)
        yield from actor_drafts(reference, actors, HOLDING_RULE, verb)


def _objects(verb: Token) -> Iterator[Token]:
    yield from objects_of(verb)
    for child in verb.children:
        # "kicked off the drills": the parser may take the particle for a preposition.
        if child.lower_ in {"off", "out", "up"}:
            yield from (c for c in child.children if c.dep_ == "pobj")


def _joining(scene: Scene, verb: Token) -> Iterator[Draft]:
    """Read "X takes part in the exercise", "troops from X and Y will participate"."""
    subject = agent_of(verb)
    if scene.reference_at(subject) is not None:
        return
    part = next((c for c in verb.children if c.lower_ == "part"), verb)
    reference = scene.reference_at(*arguments_of(verb), *prepositional(part, "in"))
    if reference is None and not _has_other_object(verb, part):
        reference = scene.asked_for(verb.i)
    if reference is None or attends_as_observer(verb) or _was_elsewhen(scene, verb):
        return
    actors = actors_of(scene.world, subject, verb)
    yield from actor_drafts(reference, actors, "participant-joins", verb)
    yield from _likewise(scene, verb, reference)
    # "X takes part alongside Y and Z"
    beside = next((c for c in verb.children if c.lower_ in {"alongside", "with", "along"}), None)
    if beside is not None:
        end = min(beside.right_edge.i + 1, beside.i + _REACH)
        more = actors_in(scene.world, beside.i + 1, end)
        yield from actor_drafts(reference, more, "participant-joins", verb)


def _likewise(scene: Scene, verb: Token, reference: Reference) -> Iterator[Draft]:
    """Read "X takes part, and so do Y and Z", "… , as did Y"."""
    for token in scene.doc[verb.i + 1 : min(verb.i + _REACH, scene.end - 1)]:
        if token.lower_ in {"so", "as"} and token.nbor().lower_ in _AUXILIARIES:
            actors = actors_in(scene.world, token.i + 2, scene.end)
            yield from actor_drafts(reference, actors, "participant-likewise", token)


def _was_elsewhen(scene: Scene, verb: Token) -> bool:
    """Tell whether a verb is of an earlier year: "Y, which took part last year"."""
    published = scene.doc._.published
    soon = (d for d in scene.dates if 0 < d.start - verb.i <= _SOON and d.grain == "year")
    years = [d.value for d in soon if scene.doc[d.start - 1].lower_ != "since"]
    return published is not None and any(y and int(y) < published.year for y in years)


def _has_other_object(verb: Token, part: Token) -> bool:
    """Tell whether what is joined is something else than an exercise: "joined the alliance"."""
    if any(t.lemma_ == "member" for t in prepositional(verb, "as")):
        return True
    objects = [*prepositional(verb, "in", "to")]
    objects += prepositional(part, "in") if part is not verb else objects_of(verb)
    return not all(is_trigger(o) or o.lemma_.lower() in FORCES for o in objects)


def _sending(scene: Scene, verb: Token) -> Iterator[Draft]:
    """Read "X sent two frigates to the exercise", or after a sentence about one, "X sent …"."""
    subject = subject_of(verb)
    if is_passive(verb):
        return
    if not any(_is_sent(scene, o) for o in objects_of(verb)):
        return
    window = range(verb.i, min(verb.right_edge.i + 1, verb.i + _REACH, scene.end))
    reference = next((scene.world.at[i] for i in window if i in scene.world.at), None)
    if reference is None and not scene.references and not _goes_elsewhere(verb):
        reference = scene.topic or scene.outlook
    elif reference is not None and not _is_purpose(reference, verb):
        return
    if reference is not None:
        actors = actors_of(scene.world, subject, verb) or _listed_before(scene, verb)
        yield from actor_drafts(reference, actors, "participant-sends", verb)
        yield from _likewise(scene, verb, reference)


def _listed_before(scene: Scene, verb: Token) -> list[Actor]:
    """Return the list right before a verb, of which the parser makes no subject."""
    for i in range(max(scene.opening, verb.i - _REACH), verb.i):
        listed = listed_in(scene.world, i, verb.i) if i in scene.world.countries else []
        if listed and listed[-1].end == verb.i:
            return listed
    return []


def _is_sent(scene: Scene, head: Token) -> bool:
    """Tell whether what a verb has for its object is a force: "destroyers", not their launch."""
    return {head.lower_, head.lemma_.lower()} & FORCES != set() or is_ship(scene.doc, head.i)


def _is_purpose(reference: Reference, verb: Token) -> bool:
    """Tell whether an exercise is what something is sent to or for."""
    doc = verb.doc
    between = {t.lower_ for t in doc[max(verb.i, reference.start - 3) : reference.start]}
    return bool(between & {"to", "for", "in", "part"})


def _goes_elsewhere(verb: Token) -> bool:
    return any(
        c.dep_ in {"prep", "dative"} and c.lower_ in {"to", "into", "against"}
        for c in verb.children
    )


def _acting(scene: Scene, verb: Token) -> Iterator[Draft]:
    """Read "paratroopers of X jumped in the exercise", "X's ships sailed as part of it"."""
    subject = subject_of(verb)
    if subject is None or not (is_force(subject) or verb.lemma_ == "be"):
        return
    for child in verb.children:
        if child.lower_ in {"in", "for", "during", "as"} and child.i > verb.i:
            window = range(child.i + 1, min(child.i + 4, scene.end))
            reference = next((scene.world.at[i] for i in window if i in scene.world.at), None)
            if reference is not None:
                actors = actors_of(scene.world, subject, verb)
                yield from actor_drafts(reference, actors, "participant-acts", verb)


def _beside(scene: Scene, reference: Reference) -> Iterator[Draft]:
    """Read "U.S.-South Korean drills" and "a joint exercise between X and Y" or "with its army"."""
    doc, predicate = scene.doc, Predicate.PARTICIPANT
    i = _behind_place(scene, reference.end)
    for actor in actors_in(scene.world, reference.start, reference.head):
        # "Pakistan's exercise" is told by Pakistan; it may be held with others.
        if doc[actor.end].lower_ not in {"'s", "'"}:
            at = actor.start, reference.end
            yield Draft(reference, predicate, *at, "participant-modifies", object=actor.country)
    if i < scene.end and doc[i].lower_ in _WITH:
        end = _end_of_list(scene, i + 1)
        for actor in [*listed_in(scene.world, i + 1, end), *_own_army(scene, i + 1, end)]:
            at = reference.start, actor.end
            yield Draft(reference, predicate, *at, "participant-with", object=actor.country)


def _behind_place(scene: Scene, i: int) -> int:
    """Return the token behind the place told at token `i`: "a drill in the Gulf with Y"."""
    places = list(places_behind(scene, i)) if i < scene.end and scene.doc[i].tag_ == "IN" else []
    end = places[-1][1] if places else i
    return end if end < scene.end and scene.doc[end].lower_ == "with" else i


def _end_of_list(scene: Scene, start: int) -> int:
    """Return where a list of actors ends: before the next verb."""
    end = min(start + _REACH, scene.end)
    return next((t.i for t in scene.doc[start:end] if t.tag_ in {"VBD", "VBZ", "VBP", "MD"}), end)


def _own_army(scene: Scene, start: int, end: int) -> Iterator[Actor]:
    """Read "with its army" as that of the last country that was named before."""
    countries = scene.world.countries
    for token in scene.doc[start : min(end, start + 2)]:
        if token.lower_ in {"its", "their"} and may_act(scene.world, token.head):
            before = range(token.i - 1, max(scene.start, token.i - _REACH), -1)
            named = next((i for i in before if i in countries), None)
            if named is not None:
                yield Actor(countries[named].id, token.i, token.head.i + 1)
