"""Compares extraction with gold annotations, record by record and rule by rule.

Gold is one JSON object an article: countries, people, organizations, exercises and quotes. Spans
count as the same where they share at least half of the longer one, and names by their last word,
since articles shorten them. Every judgement keeps the rule, so that each rule's precision is known.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from app.records import (
    Claim,
    CoSpeaker,
    Entity,
    Extraction,
    Form,
    Mention,
    Predicate,
    Quote,
    QuoteKind,
    Span,
    Speaker,
)

Gold = Mapping[str, Any]
P = TypeVar("P")
G = TypeVar("G")

# What only refers, and names nothing, counts for nobody: gold has names and short forms alone.
_NOT_NAMES = frozenset({Form.METONYM, Form.NOMINAL, Form.PRONOUN})
_SMALL_WORDS = frozenset({"of", "the", "a", "in"})
_MARKED = frozenset({QuoteKind.DIRECT, QuoteKind.MIXED})
_GENERIC = frozenset("exercise exercises the a an drill drills war games military joint".split())
_PARTIES = {
    Predicate.HOST: "host",
    Predicate.PARTICIPANT: "participants",
    Predicate.OBSERVER: "observers",
}
_SIZES = ("personnel", "aircraft", "ships", "participant_count", "duration")


class BadGoldError(ValueError):
    """The gold annotation lacks what the format asks for."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One predicted record: what it is measured as, the rule that found it, and if it is right."""

    measure: str
    rule: str
    right: bool


@dataclass(slots=True)
class Judgement:
    """The outcomes of one article, and how many records of each measure its gold has."""

    outcomes: list[Outcome] = field(default_factory=list)
    gold: Counter[str] = field(default_factory=Counter)

    def add(self, measure: str, rule: str, *, right: bool) -> None:
        """Note one predicted record."""
        self.outcomes.append(Outcome(measure, rule, right))

    def match(
        self,
        measure: str,
        predicted: Iterable[tuple[str, P]],
        gold: Sequence[G],
        same: Callable[[P, G], bool],
    ) -> list[tuple[str, P, G]]:
        """Pair each predicted (rule, record) with a gold one, one to one and in order."""
        left, pairs = list(gold), []
        for rule, record in predicted:
            hit = next((g for g in left if same(record, g)), None)
            if hit is not None:
                left.remove(hit)
                pairs.append((rule, record, hit))
            self.add(measure, rule, right=hit is not None)
        self.gold[measure] += len(gold)
        return pairs


def judge(extraction: Extraction, gold: Gold) -> Judgement:
    """Return how each record of one article's extraction compares with its gold.

    Raises BadGoldError where the gold lacks a field.
    """
    judgement = Judgement()
    entities = {e.id: e for e in extraction.entities}
    try:
        _judge_mentions(judgement, extraction, entities, gold)
        _judge_roles(judgement, extraction.claims, entities, gold)
        _judge_exercises(judgement, extraction, entities, gold)
        _judge_quotes(judgement, extraction.quotes, entities, gold)
    except (KeyError, TypeError) as error:
        raise BadGoldError(f"no valid gold annotation: {error!r}") from error
    return judgement


def overlap(a: Span, b: Span) -> int:
    """Return how many code points two half-open spans share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def alike(a: Span, b: Span) -> bool:
    """Tell whether two spans share at least half of the longer one.

    >>> alike((0, 10), (0, 5)), alike((0, 10), (6, 20))
    (True, False)
    """
    return 2 * overlap(a, b) >= max(a[1] - a[0], b[1] - b[0]) > 0


def _words(text: str | None) -> list[str]:
    return re.findall(r"\w[\w'’-]*", (text or "").lower())


def _last_word(text: str | None) -> str:
    return (_words(text) or [""])[-1]


def _names(entity: Entity | None) -> list[str]:
    return [entity.name, *entity.aliases] if entity is not None else []


def _span(record: Mention | Quote | Claim | Gold) -> Span:
    if isinstance(record, Mapping):
        return record["start"], record["end"]
    return record.start, record.end


def _judge_mentions(
    judgement: Judgement, extraction: Extraction, entities: Mapping[str, Entity], gold: Gold
) -> None:
    by_type: dict[str, list[tuple[str, Mention]]] = defaultdict(list)
    for mention in extraction.mentions:
        if mention.form not in _NOT_NAMES:
            by_type[mention.entity.partition("/")[0]].append((mention.rule, mention))
    # "Chinese" in "Chinese Foreign Ministry" may be read either way: in an organization's name it
    # counts for nobody.
    named = [tuple(m) for o in gold["organizations"] for m in o["mentions"]]
    countries = [(r, m) for r, m in by_type["countries"] if not _inside(_span(m), named)]
    wanted = [(tuple(m), c["code"]) for c in gold["countries"] for m in c["mentions"]]
    judgement.match(
        "country mentions",
        countries,
        [w for w in wanted if not _inside(w[0], named)],
        lambda m, g: alike(_span(m), g[0]) and m.entity.partition("/")[2] == g[1],
    )
    judgement.match(
        "person mentions",
        by_type["people"],
        [(tuple(m), p["name"]) for p in gold["people"] for m in p["mentions"]],
        lambda m, g: (
            alike(_span(m), g[0]) and _last_word(entities[m.entity].name) == _last_word(g[1])
        ),
    )
    organizations = [
        (tuple(m), {" ".join(_words(n)) for n in [o["name"], *o["aliases"]]})
        for o in gold["organizations"]
        for m in o["mentions"]
    ]
    judgement.match(
        "organization mentions",
        by_type["organizations"],
        organizations,
        lambda m, g: alike(_span(m), g[0]),
    )
    judgement.match(
        "organization mentions, by name",
        by_type["organizations"],
        organizations,
        lambda m, g: (
            alike(_span(m), g[0])
            and any(" ".join(_words(n)) in g[1] for n in _names(entities[m.entity]))
        ),
    )


def _inside(span: Span, others: Iterable[Any]) -> bool:
    return any(overlap(span, other) for other in others)


def _judge_roles(
    judgement: Judgement, claims: Iterable[Claim], entities: Mapping[str, Entity], gold: Gold
) -> None:
    def same(claim: Claim, wanted: tuple[Span, str, str]) -> bool:
        shared = set(_words(str(claim.value))) & set(_words(wanted[2])) - _SMALL_WORDS
        name = _last_word(entities[claim.subject].name)
        return bool(overlap(_span(claim), wanted[0]) and shared and name == _last_word(wanted[1]))

    judgement.match(
        "roles",
        [(c.rule, c) for c in claims if c.predicate is Predicate.ROLE],
        [(tuple(r["evidence"]), p["name"], r["role"]) for p in gold["people"] for r in p["roles"]],
        same,
    )


def _core(name: str | None) -> set[str]:
    """Return a name's words without generic ones and editions: "Exercise Malabar-17" is Malabar."""
    words = set(re.findall(r"\w+", (name or "").lower()))
    return {w for w in words if w not in _GENERIC and not w.isdigit()}


def _same_exercise(entity: Entity, wanted: Gold) -> bool:
    ours = [c for n in _names(entity) if (c := _core(n))]
    theirs = [c for n in [wanted["name"], *wanted.get("aliases", [])] if (c := _core(n))]
    return any(a <= b or b <= a for a in ours for b in theirs)


def _judge_exercises(
    judgement: Judgement, extraction: Extraction, entities: Mapping[str, Entity], gold: Gold
) -> None:
    found = [e for e in entities.values() if e.id.startswith("exercises/") and _core(e.name)]
    rules = {m.entity: m.rule for m in extraction.mentions}
    wanted = [x for x in gold["exercises"] if x["name"]]
    pairs = judgement.match(
        "exercises named",
        [(rules.get(e.id, "exercise"), e) for e in found],
        wanted,
        _same_exercise,
    )
    matched = {x["name"]: entity.id for _, entity, x in pairs}
    for x in wanted:
        claims = [c for c in extraction.claims if c.subject == matched.get(x["name"])]
        _judge_claims(judgement, claims, entities, x)


def _judge_claims(
    judgement: Judgement, claims: Sequence[Claim], entities: Mapping[str, Entity], x: Gold
) -> None:
    for predicate, key in _PARTIES.items():
        parties = {str(v).lower() for v in x.get(key) or []}
        _judge_values(judgement, f"exercise {key}", predicate, claims, entities, parties)
    places = [str(v) for v in x.get("places") or []]
    stated = {_value(c, entities): c.rule for c in claims if c.predicate is Predicate.PLACE}
    judgement.match(
        "exercise places",
        [(rule, place) for place, rule in sorted(stated.items()) if place],
        places,
        _same_place,
    )
    for key in _SIZES:
        values = {str(x[key]).lower()} if x.get(key) is not None else set()
        measure = "exercise sizes and durations"
        _judge_values(judgement, measure, Predicate(key), claims, entities, values)
    for key in ("start", "end"):
        date = x.get(key) or {}
        # A date that gold could not resolve counts for nobody.
        if not date.get("text") or date.get("date"):
            values = {date["date"]} if date.get("date") else set()
            _judge_values(judgement, "exercise dates", Predicate(key), claims, entities, values)


def _same_place(x: str, y: str) -> bool:
    a, b = set(_words(x)) - _SMALL_WORDS, set(_words(y)) - _SMALL_WORDS
    return bool(a and b) and (a <= b or b <= a)


def _judge_values(
    judgement: Judgement,
    measure: str,
    predicate: Predicate,
    claims: Iterable[Claim],
    entities: Mapping[str, Entity],
    wanted: set[str],
) -> None:
    stated = {
        value: c.rule for c in claims if c.predicate is predicate and (value := _value(c, entities))
    }
    for value, rule in stated.items():
        judgement.add(measure, rule, right=value in wanted)
    judgement.gold[measure] += len(wanted)


def _value(claim: Claim, entities: Mapping[str, Entity]) -> str:
    """Return a claim's object as a country's code or a name, else its plain value, lower case."""
    if claim.object is not None:
        kind, _, key = claim.object.partition("/")
        entity = entities.get(claim.object)
        return key.lower() if kind == "countries" or entity is None else entity.name.lower()
    value = claim.value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).lower()


def _judge_quotes(
    judgement: Judgement, quotes: Sequence[Quote], entities: Mapping[str, Entity], gold: Gold
) -> None:
    def same(quote: Quote, wanted: Gold) -> bool:
        return alike(_span(quote), _span(wanted))

    marked = [q for q in gold["quotes"] if q["kind"] in _MARKED]
    pairs = judgement.match(
        "quotes found", [(q.rule, q) for q in quotes if q.kind in _MARKED], marked, same
    )
    for rule, quote, wanted in pairs:
        judgement.add("quote kinds", rule, right=quote.kind == wanted["kind"])
        judgement.gold["quote kinds"] += 1
    hits = {id(quote): wanted for _, quote, wanted in pairs}
    for quote in quotes:
        if quote.kind in _MARKED and quote.speaker is not None:
            hit = hits.get(id(quote))
            right = hit is not None and _same_speaker(quote.speaker, hit["speaker"], entities)
            judgement.add("quote speakers", quote.rule, right=right)
    judgement.gold["quote speakers"] += sum(1 for q in marked if q["speaker"])
    for measure, kind, name in (
        ("scare quotes", QuoteKind.SCARE, "not_speech"),
        ("indirect speech", QuoteKind.INDIRECT, "indirect"),
    ):
        judgement.match(
            measure,
            [(q.rule, q) for q in quotes if q.kind is kind],
            [q for q in gold["quotes"] if q["kind"] == name],
            same,
        )


def _same_speaker(speaker: Speaker, wanted: Gold | None, entities: Mapping[str, Entity]) -> bool:
    if wanted is None:
        return False
    names = {_last_word(n["name"]) for n in [wanted, *wanted.get("joint_with", [])]}
    return bool(names & _speaker_words(speaker, entities))


def _speaker_words(speaker: Speaker | CoSpeaker, entities: Mapping[str, Entity]) -> set[str]:
    """Return the last words of all names that a speaker goes by; a country's code too."""
    entity = entities.get(speaker.entity or "")
    words = {_last_word(n) for n in [speaker.name, *_names(entity)]}
    if speaker.entity is not None and speaker.entity.startswith("countries/"):
        words.add(speaker.entity.partition("/")[2].lower())
    return words - {""}
