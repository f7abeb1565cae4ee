"""Compares exercises, what is claimed of them and the evidence for it with gold."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.evaluation.judgement import SMALL_WORDS, Gold, Judgement, names_of, touches, words_of
from app.records import Claim, Entity, Extraction, Predicate

_GENERIC = frozenset("exercise exercises the a an drill drills war games military joint".split())
_PARTIES = {
    Predicate.HOST: "host",
    Predicate.PARTICIPANT: "participants",
    Predicate.OBSERVER: "observers",
}
_SIZES = ("personnel", "aircraft", "ships", "participant_count", "duration")


def judge_exercises(
    judgement: Judgement, extraction: Extraction, entities: Mapping[str, Entity], gold: Gold
) -> None:
    """Note which exercises are found, and of those in the gold too, which claims are right."""
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
        _Claims(judgement, claims, entities, x).judge()


def _core(name: str | None) -> set[str]:
    """Return a name's words without generic ones and editions: "Exercise Malabar-17" is Malabar."""
    words = set(re.findall(r"\w+", (name or "").lower()))
    return {w for w in words if w not in _GENERIC and not w.isdigit()}


def _same_exercise(entity: Entity, wanted: Gold) -> bool:
    ours = [c for n in names_of(entity) if (c := _core(n))]
    theirs = [c for n in [wanted["name"], *wanted.get("aliases", [])] if (c := _core(n))]
    return any(a <= b or b <= a for a in ours for b in theirs)


@dataclass(frozen=True)
class _Claims:
    """The claims of one exercise, and what the gold says of it."""

    judgement: Judgement
    claims: Sequence[Claim]
    entities: Mapping[str, Entity]
    gold: Gold

    def judge(self) -> None:
        for predicate, key in _PARTIES.items():
            parties = {str(v).lower() for v in self.gold.get(key) or []}
            self._judge_values(f"exercise {key}", predicate, key, parties)
        self._judge_places()
        for key in _SIZES:
            size = self.gold.get(key)
            values = set() if size is None else {str(size).lower()}
            self._judge_values("exercise sizes and durations", Predicate(key), key, values)
        for key in ("start", "end"):
            date = self.gold.get(key) or {}
            # A date that gold could not resolve counts for nobody.
            if not date.get("text") or date.get("date"):
                values = {date["date"]} if date.get("date") else set()
                self._judge_values("exercise dates", Predicate(key), key, values)

    def _stated(self, predicate: Predicate) -> dict[str, Claim]:
        return {
            value: c
            for c in self.claims
            if c.predicate is predicate and (value := _value(c, self.entities))
        }

    def _judge_values(self, measure: str, predicate: Predicate, key: str, wanted: set[str]) -> None:
        stated = self._stated(predicate)
        for value, claim in stated.items():
            self.judgement.add(measure, claim.rule, right=value in wanted)
        self._judge_evidence((c for value, c in stated.items() if value in wanted), key)
        self.judgement.gold[measure] += len(wanted)

    def _judge_places(self) -> None:
        pairs = self.judgement.match(
            "exercise places",
            [(c.rule, (value, c)) for value, c in sorted(self._stated(Predicate.PLACE).items())],
            [str(v) for v in self.gold.get("places") or []],
            lambda ours, theirs: _same_place(ours[0], theirs),
        )
        self._judge_evidence((claim for _, (_, claim), _ in pairs), "places")

    def _judge_evidence(self, right: Iterable[Claim], key: str) -> None:
        """Note which of the claims that are right stand where the gold has them."""
        wanted = self.gold.get("evidence", {}).get(key)
        if not wanted:
            return
        for claim in right:
            is_there = touches((claim.start, claim.end), wanted)
            self.judgement.add("exercise evidence", claim.rule, right=is_there)
            self.judgement.gold["exercise evidence"] += 1


def _same_place(x: str, y: str) -> bool:
    a, b = set(words_of(x)) - SMALL_WORDS, set(words_of(y)) - SMALL_WORDS
    return bool(a and b) and (a <= b or b <= a)


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
