"""Brings names, references and facts together: the exercises of an article and what it says."""

import datetime as dt
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import Final, Protocol, TypeVar

from spacy.tokens import Doc

from app.extraction.annotations import Found, Named, named_entities, tokens_of
from app.extraction.counts import find_counts
from app.extraction.dates import When, find_dates
from app.extraction.durations import find_durations
from app.extraction.exercises.drafts import Draft
from app.extraction.exercises.editions import is_before
from app.extraction.exercises.exercise import Exercise, Reference
from app.extraction.exercises.hosts import OWNING_RULE, find_hosts
from app.extraction.exercises.lengths import find_lengths
from app.extraction.exercises.naming import find_surroundings, settle_names
from app.extraction.exercises.observers import find_observers
from app.extraction.exercises.participants import HOLDING_RULE, find_participants
from app.extraction.exercises.participation import find_participations
from app.extraction.exercises.past import opens_earlier
from app.extraction.exercises.phrases import find_phrases
from app.extraction.exercises.places import find_places
from app.extraction.exercises.references import find_references
from app.extraction.exercises.rosters import find_rosters
from app.extraction.exercises.scene import Scene, World
from app.extraction.exercises.schedule import find_schedule, merge_dates
from app.extraction.exercises.sentences import LONGEST_SENTENCE
from app.extraction.exercises.sizes import SIZES, find_sizes
from app.extraction.exercises.visits import find_visits
from app.names import edition_reference, slugify
from app.records import Form, Predicate

_RULES: Final[tuple[Callable[[Scene], Iterable[Draft]], ...]] = (
    find_hosts, find_participants, find_participations, find_rosters, find_observers, find_places,
    find_sizes, find_schedule, find_lengths, find_visits,
)  # fmt: skip

_GOES_ON: Final = 2
"""In sentences: how long a paragraph goes on about an exercise that it does not mention again."""
_LOOKS_OUT: Final = 4
"""In paragraphs: how long an article may go on about the exercise that it is about."""


class _Placed(Protocol):
    @property
    def start(self) -> int: ...


_Place = TypeVar("_Place", bound=_Placed)


def find_exercises(doc: Doc) -> tuple[list[Named], list[Draft]]:
    """Return the exercises of `doc` and the claims about them, each in order of first mention.

    An exercise without a name is there only if the article says two things about it.
    """
    phrases = find_phrases(doc)
    names = settle_names(doc, phrases, find_surroundings(doc, phrases))
    if not names and not any(p.is_military or p.is_joint for p in phrases):
        return [], []
    dates = find_dates(doc)
    references = find_references(doc, names, phrases, dates)
    drafts = [d for scene in _scenes(doc, references, dates) for d in _read(scene)]
    kept = _kept(references, drafts)
    drafts = merge_dates([d for d in _settled(drafts) if d.exercise in kept])
    _identify(kept, drafts)
    for reference in references:
        if reference.exercise in kept:
            found = Found(reference.start, reference.end, reference.form, reference.rule)
            reference.exercise.named.found.append(found)
    return [e.named for e in kept], drafts


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
    counts, durations = find_counts(doc), find_durations(doc)
    main = _main(doc, references)
    last: Reference | None = None
    last_main: Reference | None = None
    sentences, paragraphs, since_main = 0, 0, 0
    for sentence in doc.sents:
        start, end = sentence.start, min(sentence.end, sentence.start + LONGEST_SENTENCE)
        own = _within(references, start, end)
        dated = _within(dates, start, end)
        topic = last if paragraphs == 0 and sentences <= _GOES_ON else None
        outlook = last_main if since_main <= _LOOKS_OUT else None
        if not own and opens_earlier(doc, start, dated):
            topic = outlook = None
        if own or topic or outlook:
            yield Scene(
                world, start, end, own, topic, outlook,
                dates=dated,
                counts=_within(counts, start, end),
                durations=_within(durations, start, end),
            )  # fmt: skip
        mains = [r for r in own if r.exercise is main]
        breaks = "\n" in doc[sentence.end - 1].text
        sentences = 0 if own else sentences + 1
        paragraphs = (0 if own else paragraphs) + breaks
        since_main = (0 if mains else since_main) + breaks
        last = own[-1] if own else last
        last_main = mains[-1] if mains else last_main


def _main(doc: Doc, references: Sequence[Reference]) -> Exercise | None:
    """Return the exercise that an article is about: twice as often as any other, if there is one.

    What has a name goes before what has none.
    """
    current = [r.exercise for r in references if not (r.exercise.is_past or r.exercise.is_void)]
    published: dt.date | None = doc._.published
    this = str(published.year) if published else None
    ranked = Counter(
        [e for e in current if e.has_name and not is_before(e.named.edition, this)] or current
    ).most_common(2)
    if len(ranked) == 2 and ranked[0][1] < 2 * ranked[1][1]:
        return None
    return ranked[0][0] if ranked else None


def _within(places: Sequence[_Place], start: int, end: int) -> Sequence[_Place]:
    """Return those of `places`, which are in order, that begin in a stretch of tokens."""
    first = bisect_left(places, start, key=lambda p: p.start)
    return places[first : bisect_left(places, end, lo=first, key=lambda p: p.start)]


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
    if draft.predicate in SIZES:
        return
    about = draft.about
    names = [r for r in scene.references if r.form is Form.NAME and r.exercise is draft.exercise]
    start = next((n.start for n in names if about.start <= n.start < about.end), about.start)
    other = scene.world.at.get(start - 2)
    joined = start - 2 >= scene.start and scene.doc[start - 1].lower_ == "and"
    if joined and other is not None and other.form is Form.NAME and other.end == start - 1:
        yield replace(draft, about=other)


def _settled(drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Yield the drafts that hold in view of the others.

    Not those by which the hosts alone hold the exercise, and no amount of some countries where
    others take part or the size of the whole is told.
    """
    parties, sized = defaultdict(set), set()
    for draft in drafts:
        if draft.predicate is Predicate.PARTICIPANT:
            parties[draft.exercise].add(draft.object)
        if not draft.of:
            sized.add((draft.exercise, draft.predicate))
    told = (d for d in drafts if d.predicate is Predicate.HOST and d.rule != OWNING_RULE)
    hosts = {(d.exercise, d.object) for d in told}
    guests = {
        (d.exercise, d.end)
        for d in drafts
        if d.rule == HOLDING_RULE and (d.exercise, d.object) not in hosts
    }
    for draft in drafts:
        if draft.of:
            is_whole = parties[draft.exercise] <= draft.of and draft.exercise in parties
            if is_whole and (draft.exercise, draft.predicate) not in sized:
                yield draft
        elif draft.rule != HOLDING_RULE or (draft.exercise, draft.end) in guests:
            yield draft


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
    years = _years(drafts)
    editions_of = Counter(e.named.series for e in exercises)
    taken: set[str] = set()
    for exercise in exercises:
        named = exercise.named
        named.edition = named.edition or years.get(exercise)
        if not named.name:
            # An edition told of in passing has no name of its own: "the last edition, in 2012".
            name = min(named.aliases, default=None) if editions_of[named.series] == 1 else None
            described = edition_reference(named.edition) if named.edition else named.series
            named.name = name or described or ""
        named.aliases.discard(named.name)
        slug = slugify(" ".join(filter(None, [named.series or named.name, named.edition])))
        named.id = f"exercises/{_unique(slug, taken)}"


def _years(drafts: Iterable[Draft]) -> dict[Exercise, str]:
    """Return the year in which each exercise starts or ends, where the article settles it."""
    years: dict[Exercise, str] = {}
    for draft in drafts:
        is_date = draft.predicate in {Predicate.START, Predicate.END}
        if is_date and isinstance(draft.value, str) and not draft.about.is_past:
            years.setdefault(draft.exercise, draft.value[:4])
    return years


def _unique(slug: str, taken: set[str]) -> str:
    """Return `slug`, numbered if another exercise of the article has it."""
    numbered = (f"{slug}-{n}" for n in count(2))
    unique = slug if slug not in taken else next(s for s in numbered if s not in taken)
    taken.add(unique)
    return unique
