"""Who hosts an exercise, and who organizes or leads it."""

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from app.extraction.annotations import Named
from app.extraction.exercises.actors import (
    actors_in,
    actors_of,
    listed_in,
    may_act,
    organization_at,
)
from app.extraction.exercises.drafts import Draft, actor_drafts
from app.extraction.exercises.exercise import Reference
from app.extraction.exercises.scene import Scene
from app.extraction.exercises.syntax import agent_of, is_negated, is_passive, objects_of, subject_of
from app.extraction.exercises.vocabulary import TRIGGERS
from app.records import Predicate

OWNING_RULE: Final = "host-holds"
_HOSTING: Final = {"host", "cohost"}
_LEADING: Final = {
    "lead", "organise", "organize", "coordinate", "run", "oversee", "sponsor", "direct", "arrange",
    "command", "spearhead", "co-lead",
}  # fmt: skip
_HOLDING: Final = {
    "begin", "start", "kick", "launch", "hold", "conduct", "stage", "open", "plan", "announce",
}  # fmt: skip
_WITH_PARTICIPLE: Final = {"-", "are", "be", "being", "co", "is", "jointly", "was", "were", "will"}
"""Words between an exercise and the participle that is said of it: "is being co-hosted"."""
_SHARING: Final = {"co", "jointly"}
_WELCOMING: Final = {"host", "receive", "welcome"}
_BESIDES: Final = {"addition", "alongside", "apart", "besides", "beyond"}
_STAGING: Final = {"hold", "stage"}
_NATIONS: Final = {"nation", "country", "nations", "countries"}
_OWNER: Final = 6
"""In tokens, from an exercise back to whose it is."""
_BACK: Final = 4
"""In tokens, from "hosts" back to "besides"."""
_REACH: Final = 12
"""In tokens, from "hosted" to "by"."""
_LIST: Final = 30
"""In tokens, of those who host together."""


def find_hosts(scene: Scene) -> Iterator[Draft]:
    """Yield the claims of a sentence about who hosts, organizes or leads an exercise."""
    for token in scene.tokens():
        predicate = _predicate(token)
        if is_negated(token):
            continue
        yield from _welcoming(scene, token)
        if predicate is None:
            yield from _alliance(scene, token)
            yield from _holding_alone(scene, token)
        elif token.tag_ in {"VBN", "VBD", "JJ"} and (by := _by(scene, token)) is not None:
            yield from _passive(scene, token, by, predicate)
        elif _is_active(token):
            yield from _active(scene, token, predicate)
    for reference in scene.references:
        yield from _beside(scene, reference)
        yield from _led(scene, reference)
    yield from _host_nations(scene)


def _is_active(token: Token) -> bool:
    """Tell whether a word is an active verb; "hosts" is taken for a noun even before an object."""
    if token.tag_[:2] == "VB":
        return not is_passive(token)
    return any(c.dep_ == "nsubj" for c in token.children) or _named_before(token) is not None


def _named_before(noun: Token) -> Token | None:
    """Return X in "X hosts and leads the exercise", where "hosts" is taken for X's hosts."""
    joined = any(c.dep_ == "conj" and c.tag_ in {"VBZ", "VBP", "VBD"} for c in noun.children)
    before = (c for c in noun.children if c.dep_ == "compound" and c.i == noun.i - 1)
    return next(before, None) if joined else None


def _predicate(token: Token) -> Predicate | None:
    lemma = token.lemma_.lower()
    if lemma in _HOSTING or token.lower_ == "hosted":
        return Predicate.HOST
    return Predicate.ORGANIZER if lemma in _LEADING else None


def _by(scene: Scene, verb: Token) -> int | None:
    """Return the "by" behind a participle: "hosted and led by", "hosted next month by"."""
    for token in scene.doc[verb.i + 1 : min(verb.i + _REACH, scene.end)]:
        if token.lower_ == "by":
            return token.i
        if token.tag_ in {"VBD", "VBZ", "VBP", "MD"} or token.text in {",", ";", "."}:
            return None
    return None


def _passive(scene: Scene, verb: Token, by: int, predicate: Predicate) -> Iterator[Draft]:
    """Read "hosted by X", in front of the exercise or behind it."""
    reference = scene.subject(verb) or scene.nearest(verb.i)
    if reference is None and predicate is Predicate.HOST:
        reference = scene.outlook
    if reference is None or _is_of_another(scene, verb):
        return
    end = _end_of_agent(scene, by + 1)
    yield from _claims(scene, reference, predicate, (verb.i, by + 1, end), "host-by")
    # Who organizes it with others takes part; who does so alone may not.
    before = {t.lower_ for t in scene.doc[max(scene.start, verb.i - 2) : verb.i]}
    if predicate is Predicate.ORGANIZER and not _SHARING.isdisjoint(
        before | {verb.lower_.partition("-")[0]}
    ):
        actors = actors_in(scene.world, by + 1, end)
        yield from actor_drafts(reference, actors, "participant-organizes", verb)


def _is_of_another(scene: Scene, verb: Token) -> bool:
    """Tell whether the participle says by whom something else is hosted or led."""
    subject = subject_of(verb)
    if subject is None or scene.reference_at(subject) is not None:
        return False
    if any(c.lower_ in {"that", "which"} for c in verb.lefts):
        return False
    before = verb.i - 1
    while before > scene.start and scene.doc[before].lower_ in _WITH_PARTICIPLE:
        before -= 1
    if scene.doc[before].lower_ in {",", "which", "that"} or before in scene.world.at:
        return False
    if verb.dep_ in {"acl", "relcl"} and subject.i < verb.i:
        # "RIMPAC hosted by …" may be attached to another noun of the same phrase.
        return not any(i in scene.world.at for i in range(max(0, verb.i - 3), verb.i))
    return subject.tag_ not in {"PRP", "WDT"}


def _end_of_agent(scene: Scene, start: int) -> int:
    end = min(start + _LIST, scene.end)
    joint = start
    for token in scene.doc[start:end]:
        if token.tag_ in {"VBD", "VBZ", "VBP", "MD"} or token.lower_ in {"as", "with"}:
            return token.i
        if token.lower_ == "by":
            return joint if joint > start else token.i  # "by X and led by Y"
        joint = token.i if token.lower_ in {",", "and"} else joint
        if token.i in scene.world.at and token.i > start:
            return scene.world.at[token.i].start
    return end


def _active(scene: Scene, verb: Token, predicate: Predicate) -> Iterator[Draft]:
    """Read "X hosts the exercise", "X, which is coordinating the exercise"."""
    objects = list(objects_of(verb))
    joined = next((c for c in verb.children if c.dep_ == "conj" and c.i > verb.i), None)
    if not objects and joined is not None:
        objects = list(objects_of(joined))
    reference = scene.reference_at(*objects)
    if reference is None and verb.dep_ == "relcl" and not objects:
        reference = scene.reference_at(verb.head)
    if reference is None and any(o.lower_ in {"it", "them"} for o in objects):
        reference = scene.nearest(verb.i)
    subject = agent_of(verb) or _named_before(verb)
    if reference is None or subject is None or not _can_host(scene, subject):
        return
    span = (verb.i, max(subject.left_edge.i, subject.i - _LIST), subject.right_edge.i + 1)
    yield from _claims(scene, reference, predicate, span, "host-verb")


def _alliance(scene: Scene, verb: Token) -> Iterator[Draft]:
    """Read "NATO began the exercise": a body of no country organizes what it holds."""
    if verb.lemma_ not in _HOLDING or verb.tag_[:2] != "VB" or is_passive(verb):
        return
    subject, reference = subject_of(verb), scene.reference_at(*objects_of(verb))
    if subject is None or reference is None:
        return
    body = scene.world.organizations.get(subject.i)
    if body is not None and body.kind is not None and body.country is None:
        at = min(subject.left_edge.i, subject.i), verb.i + 1
        yield Draft(reference, Predicate.ORGANIZER, *at, "organizer-holds", object=body.id)


def _holding_alone(scene: Scene, verb: Token) -> Iterator[Draft]:
    """Read "X staged the exercise", "X opened its exercise": who holds it alone is its host."""
    if verb.lemma_ not in _HOLDING | _STAGING or verb.tag_[:2] != "VB" or is_passive(verb):
        return
    subject, reference = subject_of(verb), scene.reference_at(*objects_of(verb))
    actors = actors_of(scene.world, subject, verb)
    if reference is None or len(actors) != 1:
        return
    at = actors[0].start, verb.i + 1
    is_force = any(t.tag_ in {"NN", "NNS"} for t in scene.doc[actors[0].end : verb.i])
    is_own = scene.doc[reference.start].lower_ == "its"
    if not is_force and (is_own or verb.lemma_ in _STAGING):
        yield Draft(reference, Predicate.HOST, *at, OWNING_RULE, object=actors[0].country)


def _welcoming(scene: Scene, verb: Token) -> Iterator[Draft]:
    """Read "X welcomed soldiers from Y for an exercise", "X is hosting 900 soldiers for NAME"."""
    if verb.lemma_ not in _WELCOMING or verb.tag_[:2] != "VB" or is_passive(verb):
        return
    if verb.lemma_ == "host" and not any(may_act(scene.world, o) for o in objects_of(verb)):
        return
    subject = subject_of(verb)
    window = range(verb.i, min(verb.i + _LIST, scene.end))
    reference = next((scene.world.at[i] for i in window if i in scene.world.at), None)
    if reference is None or scene.doc[reference.start - 1].lower_ not in {"for", "to"}:
        return
    hosts = actors_of(scene.world, subject, verb)
    if subject is not None and subject.lower_ == "they":
        hosts = actors_in(scene.world, scene.start, subject.i)[-1:]
    for actor in hosts:
        at = actor.start, verb.i + 1
        yield Draft(reference, Predicate.HOST, *at, "host-welcomes", object=actor.country)


def _can_host(scene: Scene, head: Token) -> bool:
    """Tell whether a noun phrase names countries or organizations that act."""
    return bool(actors_of(scene.world, head)) or head.i in scene.world.organizations


def _claims(
    scene: Scene, reference: Reference, predicate: Predicate, at: tuple[int, int, int], rule: str
) -> Iterator[Draft]:
    """Yield what a list of hosts says; `at`: the telling word, the start and end of the list.

    Countries host; a body that is named with them organizes.
    """
    word, start, end = at
    body = organization_at(scene.world, start, end)
    for actor in actors_in(scene.world, start, end):
        first, last = min(word, actor.start), max(word + 1, actor.end)
        if predicate is Predicate.HOST or body is None:
            yield Draft(reference, predicate, first, last, rule, object=actor.country)
    if body is not None:
        spot = next(i for i in range(start, end) if scene.world.organizations.get(i) is body)
        stop = next(
            (i for i in range(spot, end) if scene.world.organizations.get(i) is not body), end
        )
        first, last = min(word, spot), max(word + 1, stop)
        yield Draft(reference, Predicate.ORGANIZER, first, last, rule, object=body.id)


def _beside(scene: Scene, reference: Reference) -> Iterator[Draft]:
    """Read "the U.S. Air Force's Exercise NAME", "NATO drills", "Russia's exercise"."""
    doc, start = scene.doc, reference.start
    start -= start > scene.start and doc[start - 1].lower_ in TRIGGERS
    if start > scene.start and doc[start - 1].lower_ in {"'s", "'"}:
        start = max(scene.start, start - _OWNER)
    rule = "organizer-modifies"
    body = organization_at(scene.world, start, reference.head)
    if body is not None:
        owner = next(i for i in range(start, reference.head + 1) if _is_of(scene, i, body))
        at = min(owner, reference.start), reference.end
        yield Draft(reference, Predicate.ORGANIZER, *at, rule, object=body.id)
        return
    for actor in actors_in(scene.world, start, reference.head):
        if doc[actor.end].lower_ in {"'s", "'"}:
            at = actor.start, reference.end
            yield Draft(reference, Predicate.ORGANIZER, *at, rule, object=actor.country)


def _is_of(scene: Scene, i: int, body: Named) -> bool:
    return scene.world.organizations.get(i) is body


def _led(scene: Scene, reference: Reference) -> Iterator[Draft]:
    """Read "Russia-led exercises"."""
    for token in scene.doc[reference.start : reference.head]:
        if token.lower_ == "led" or token.lower_.endswith("-led"):
            start = max(scene.start, token.i - _OWNER)
            for actor in actors_in(scene.world, start, token.i + 1)[-1:]:
                at = actor.start, token.i + 1
                yield Draft(
                    reference, Predicate.ORGANIZER, *at, "organizer-led", object=actor.country
                )


def _host_nations(scene: Scene) -> Iterator[Draft]:
    """Read "host nation X", "the host country, X", "the hosts, X and Y" and "their Xian hosts"."""
    for token in scene.doc[scene.start + 1 : scene.end]:
        before = token.i - 1
        reference = scene.asked_for(token.i)
        beside = {t.lower_ for t in scene.doc[max(scene.start, token.i - _BACK) : token.i]}
        if reference is None or not _BESIDES.isdisjoint(beside):
            continue
        if token.lower_ in _NATIONS and scene.doc[before].lower_ == "host":
            start, end = token.i + 1, min(token.i + _OWNER, scene.end)
        elif token.lower_ == "hosts" and scene.doc[before - 1].tag_ in {"DT", "PRP$"}:
            country = scene.world.countries.get(before)
            if country is not None:
                at = before, token.i + 1
                yield Draft(reference, Predicate.HOST, *at, "host-nation", object=country.id)
            continue
        elif token.lower_ == "hosts" and scene.doc[token.i : token.i + 2].text.endswith(","):
            start, end = token.i + 2, min(token.i + _LIST, scene.end)
        else:
            continue
        for actor in listed_in(scene.world, start, end):
            at = min(before, actor.start), max(token.i + 1, actor.end)
            yield Draft(reference, Predicate.HOST, *at, "host-nation", object=actor.country)
