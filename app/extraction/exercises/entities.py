"""Brings names, references and facts together: the exercises of an article and what it says."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, Protocol, TypeVar

from spacy.tokens import Doc

from app.extraction.annotations import Found, Named, named_entities, tokens_of
from app.extraction.counts import find_counts
from app.extraction.dates import When, find_dates
from app.extraction.durations import find_durations
from app.extraction.exercises.hosts import find_hosts
from app.extraction.exercises.naming import Surroundings, settle_names
from app.extraction.exercises.participants import find_participants
from app.extraction.exercises.phrases import Phrase, find_phrases
from app.extraction.exercises.places import find_places
from app.extraction.exercises.references import Exercise, Reference, find_references
from app.extraction.exercises.scene import LONGEST_SENTENCE, Draft, Scene, World
from app.extraction.exercises.schedule import find_schedule
from app.extraction.exercises.sizes import SIZES, find_sizes
from app.extraction.exercises.visits import find_visits
from app.extraction.exercises.vocabulary import ARMED
from app.names import slugify
from app.records import Form, Predicate

_RULES: Final[tuple[Callable[[Scene], Iterable[Draft]], ...]] = (
    find_hosts, find_participants, find_places, find_sizes, find_schedule, find_visits,
)  # fmt: skip

_GOES_ON: Final = 1
"""In sentences: how long a paragraph goes on about an exercise that it does not mention again."""
_LOOKS_OUT: Final = 2
"""In paragraphs: how long an article with one exercise may go on about it."""


class _Placed(Protocol):
    @property
    def start(self) -> int: ...


_Place = TypeVar("_Place", bound=_Placed)


def find_exercises(doc: Doc) -> tuple[list[Named], list[Draft]]:
    """Return the exercises of `doc` and the claims about them, each in order of first mention.

    An exercise without a name is there only if the article says two things about it.
    """
    phrases = find_phrases(doc)
    names = settle_names(doc, phrases, _surroundings(doc, phrases))
    if not names and not any(p.is_military or p.is_joint for p in phrases):
        return [], []
    dates = find_dates(doc)
    references = find_references(doc, names, phrases, dates)
    drafts = [d for scene in _scenes(doc, references, dates) for d in _read(scene)]
    kept = _kept(references, drafts)
    drafts = [d for d in drafts if d.exercise in kept]
    _identify(kept, drafts)
    for reference in references:
        if reference.exercise in kept:
            found = Found(reference.start, reference.end, reference.form, reference.rule)
            reference.exercise.named.found.append(found)
    return [e.named for e in kept], drafts


def _surroundings(doc: Doc, phrases: Sequence[Phrase]) -> Surroundings:
    known = [o for o in doc._.organizations if o.kind is not None]
    return Surroundings(
        nations=frozenset(tokens_of([*named_entities(doc, "countries"), *known])),
        people=frozenset(tokens_of(named_entities(doc, "people"))),
        forces=[t.i for t in doc if t.lower_ in ARMED],
        triggers=[p.head for p in phrases if not p.is_standby],
    )


def _world(doc: Doc, references: Sequence[Reference], dates: Sequence[When]) -> World:
    countries = tokens_of(named_entities(doc, "countries"))
    organizations = tokens_of(named_entities(doc, "organizations"))
    named = {i for r in references if r.form is Form.NAME for i in range(r.start, r.end)}
    # A phrase that holds a name goes before the name.
    by_length = sorted(references, key=lambda r: r.end - r.start)
    return World(
        doc,
        countries,
        organizations={
            i: o
            for i, o in organizations.items()
            if i not in named and (o.kind is not None or i not in countries)
        },
        people=frozenset(tokens_of(named_entities(doc, "people"))),
        at={i: r for r in by_length for i in range(r.start, r.end)},
        pairs=_pairs(doc, countries),
        ranges=[d for d in dates if d.last is not None],
    )


def _pairs(doc: Doc, countries: Mapping[int, Named]) -> list[tuple[int, str, str]]:
    """Return the ids of two countries that "and" joins, with the token behind them, in order."""
    pairs = []
    for i in countries:
        if i + 2 >= len(doc) or doc[i + 1].lower_ != "and":
            continue
        j = i + 2 + (doc[i + 2].lower_ == "the")
        other = countries.get(j)
        if other is not None and other is not countries[i]:
            pairs.append((j + 1, countries[i].id, other.id))
    return sorted(pairs)


def _scenes(doc: Doc, references: Sequence[Reference], dates: Sequence[When]) -> Iterator[Scene]:
    """Yield the sentences that speak of an exercise, or may go on about one."""
    world = _world(doc, references, dates)
    take = [_taker(places) for places in (references, dates, find_counts(doc), find_durations(doc))]
    current = {r.exercise for r in references if not r.exercise.is_past}
    is_only = len({e for e in current if e.has_name} or current) == 1
    last: Reference | None = None
    sentences, paragraphs = 0, 0
    for sentence in doc.sents:
        start, end = sentence.start, min(sentence.end, sentence.start + LONGEST_SENTENCE)
        own, *others = (places(start, end) for places in take)
        topic = last if paragraphs == 0 and sentences <= _GOES_ON else None
        is_near = is_only and paragraphs <= _LOOKS_OUT
        outlook = last if last and is_near and not last.exercise.is_past else None
        if own or topic or outlook:
            yield Scene(world, start, end, own, topic, outlook, *others)
        sentences = 0 if own else sentences + 1
        paragraphs = 0 if own else paragraphs
        paragraphs += "\n" in doc[sentence.end - 1].text
        last = own[-1] if own else last


def _taker(places: Sequence[_Place]) -> Callable[[int, int], list[_Place]]:
    """Return a function that gives the places that begin in a stretch of tokens."""
    ordered = sorted(places, key=lambda p: p.start)
    starts = [p.start for p in ordered]
    return lambda start, end: ordered[bisect_left(starts, start) : bisect_left(starts, end)]


def _read(scene: Scene) -> Iterator[Draft]:
    """Yield what the rules find in a sentence, each thing once."""
    seen = set()
    for rule in _RULES:
        for draft in rule(scene):
            key = (
                draft.exercise,
                draft.predicate,
                draft.object,
                draft.value,
                draft.low,
                draft.unit,
            )
            if key not in seen:
                seen.add(key)
                yield draft
                yield from _of_pair(scene, draft)


def _of_pair(scene: Scene, draft: Draft) -> Iterator[Draft]:
    """Yield the same of the other exercise in "the NAME and NAME drills", but for its size."""
    at, doc = draft.about.start, scene.doc
    names = [r for r in scene.references if r.form is Form.NAME and r.exercise is draft.exercise]
    at = next((n.start for n in names if draft.about.start <= n.start < draft.about.end), at)
    other = scene.world.at.get(at - 2)
    if draft.predicate not in SIZES and at - 2 >= scene.start and doc[at - 1].lower_ == "and":
        if other is not None and other.form is Form.NAME and other.end == at - 1:
            yield replace(draft, about=other)


def _kept(references: Sequence[Reference], drafts: Sequence[Draft]) -> list[Exercise]:
    """Return the exercises worth showing, in order of first mention."""
    said: dict[Exercise, list[Draft]] = defaultdict(list)
    for draft in drafts:
        said[draft.exercise].append(draft)
    mentioned = dict.fromkeys(r.exercise for r in references)
    return [e for e in mentioned if not e.is_void and _is_worth(e, said[e])]


def _is_worth(exercise: Exercise, said: Sequence[Draft]) -> bool:
    if exercise.named.series is not None:
        return bool(exercise.named.name or said)
    who = {Predicate.PARTICIPANT, Predicate.HOST, Predicate.ORGANIZER}
    return len(said) >= 2 and any(d.predicate in who for d in said)


def _identify(exercises: Sequence[Exercise], drafts: Sequence[Draft]) -> None:
    """Give the exercises their editions, names and ids."""
    taken: set[str] = set()
    for exercise in exercises:
        named = exercise.named
        own = (d for d in drafts if d.exercise is exercise and not d.about.is_past)
        dates = (d.value for d in own if d.predicate in {Predicate.START, Predicate.END})
        year = next((v[:4] for v in dates if isinstance(v, str)), None)
        named.edition = named.edition or year
        # An edition told of in passing has no name in the article: "the last edition, in 2012".
        if not named.name:
            only = sum(e.named.series == named.series for e in exercises) == 1
            own_name = min(named.aliases, default=None) if only else None
            named.name = own_name or f"{named.edition} exercise"
        slug = slugify(" ".join(filter(None, [named.series or named.name, named.edition])))
        number = 1
        while (unique := slug if number == 1 else f"{slug}-{number}") in taken:
            number += 1
        taken.add(unique)
        named.id = f"exercises/{unique}"
        named.aliases -= {named.name}
