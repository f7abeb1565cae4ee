"""Resolves who a speaker's phrase stands for: a name, a pronoun, a role, a pair, a government.

Never guesses a name for someone unnamed: "an alliance spokesperson" stays a phrase.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from spacy.tokens import Doc, Span, Token

from app.extraction.annotations import Named, as_written, chars, named_entities, tokens_of
from app.extraction.lexicon.titles import load_titles
from app.extraction.people.titles import find_titles
from app.records import CoSpeaker, EntityType, Predicate, Speaker

_HE_SHE = {"he": "m", "his": "m", "him": "m", "she": "f", "her": "f"}
_THEY = frozenset({"they", "both"})
_IT = frozenset({"it", "its"})
_DEFINITE = frozenset({"the", "this", "that", "his", "her", "its"})
# What speaks for its owner: the government for the country, the statement for who made it.
_VOICES = frozenset(
    {"government", "authorities", "administration", "regime", "statement", "communique", "letter"}
    | {"campaign", "office", "tweet", "announcement"}
)
_MAX_LINK = 7
_REACH = 400
"""How many tokens back a pronoun or role may point; past that, readers need the name again."""


@dataclass
class Cast:
    """Who can speak in an article, and where they were last mentioned."""

    doc: Doc
    by_token: dict[int, Named] = field(init=False)
    people: list[tuple[int, Named]] = field(init=False)
    pairs: list[tuple[int, int, list[Named]]] = field(init=False)
    roles: dict[str, list[tuple[int, Named]]] = field(init=False)
    last_speaker: Named | None = None

    def __post_init__(self) -> None:
        """Index the mentions of the Doc's entities by token, and its people's roles by noun."""
        doc = self.doc
        self.by_token = tokens_of(named_entities(doc, "countries", "organizations", "people"))
        mentions = ((f.end - 1, p) for p in named_entities(doc, "people") for f in p.found)
        self.people = sorted(mentions, key=lambda m: m[0])
        bodies = _find_pairs(doc, "countries", "organizations")
        self.pairs = sorted([*_find_pairs(doc, "people"), *bodies], key=lambda p: p[:2])
        by_id = {p.id: p for p in named_entities(doc, "people")}
        self.roles = {}
        for claim in doc._.claims:
            person = by_id.get(claim.subject)
            if claim.predicate is Predicate.ROLE and person is not None:
                for word in _role_nouns(str(claim.value)):
                    self.roles.setdefault(word, []).append((claim.start, person))
        for start, person, word in _ranks(doc):
            self.roles.setdefault(word, []).append((start, person))

    def resolve(self, phrase: Span) -> Speaker:
        """Return the speaker that `phrase` stands for; its entity is None where nobody is named."""
        members = self._members(phrase)
        start, end = chars(phrase)
        if not members:
            return Speaker(None, as_written(phrase), start, end)
        first, *others = members
        if first.type is EntityType.PERSON:
            self.last_speaker = first
        also = tuple(CoSpeaker(o.id, o.name) for o in others)
        return Speaker(first.id, first.name, start, end, also)

    def _members(self, phrase: Span) -> list[Named]:
        head = _head(phrase)
        if head.lower_ in _HE_SHE:
            person = self._antecedent(head, _HE_SHE[head.lower_])
            return [person] if person is not None else []
        if head.lower_ in _THEY:
            return self._last_pair(head.i)
        if head.lower_ in _IT:
            body = self._last_body(head.i)
            return [body] if body is not None else []
        named = self._named_in(phrase, head) or self._apposed(phrase)
        if named is not None:
            return [named, *self._beside(phrase, head, named)]
        owner = self._owner(head) or self._by_role(phrase, head)
        return [owner] if owner is not None else []

    def _owner(self, head: Token) -> Named | None:
        """Return X where "X's statement" or "the X government" speaks."""
        if head.lower_ not in _VOICES:
            return None
        modifiers = [c for c in head.children if c.i < head.i and c.i in self.by_token]
        return self.by_token[modifiers[-1].i] if modifiers else None

    def _named_in(self, phrase: Span, head: Token) -> Named | None:
        """Return the entity at the head of the phrase, not one in "a spokesman for X"."""
        if head.i in self.by_token:
            return self.by_token[head.i]
        last = phrase[-1]
        plain = all(t.pos_ != "ADP" for t in phrase[max(0, head.i - phrase.start) :])
        named = self.by_token.get(last.i)
        if plain and named is not None and named.type is EntityType.PERSON:
            return named
        first = self.by_token.get(phrase[0].i)
        follows_name = first is not None and first.type is EntityType.PERSON
        return first if follows_name and phrase[0].pos_ == "PROPN" else None

    def _apposed(self, phrase: Span) -> Named | None:
        """Return the person named behind the phrase: "its captain, Cmdr. Ann Lee, said"."""
        if self.doc[phrase.end : phrase.end + 1].text != ",":
            return None
        for token in self.doc[phrase.end + 1 : phrase.end + _MAX_LINK]:
            named = self.by_token.get(token.i)
            if named is not None and named.type is EntityType.PERSON:
                return named
            if not token.text[:1].isupper():
                return None
        return None

    def _beside(self, phrase: Span, head: Token, named: Named) -> list[Named]:
        """Return those who speak with `named`: "Burr and Feinstein said"."""
        for first, last, members in self.pairs:
            if first <= head.i < last and phrase.start - _MAX_LINK <= last:
                return [m for m in members if m is not named]
        return []

    def _antecedent(self, pronoun: Token, gender: str) -> Named | None:
        """Return the person whom "he" or "she" means: subjects and the last speaker first."""
        upto = bisect_left(self.people, pronoun.i, key=lambda m: m[0])
        best: tuple[float, Named] | None = None
        for position, person in reversed(self.people[max(0, upto - 30) : upto]):
            distance = pronoun.i - position
            if distance > _REACH:
                break
            if person.gender not in {None, gender}:
                continue
            score = -distance / 15
            score += 2.0 if _is_subject(self.doc[position]) else 0.0
            score += 1.0 if person is self.last_speaker else 0.0
            score += 0.5 if person.gender == gender else 0.0
            if best is None or score > best[0]:
                best = (score, person)
        return best[1] if best is not None else None

    def _last_pair(self, before: int) -> list[Named]:
        """Return the last two or more who were named together, as in "X and Y agreed"."""
        near = [p for p in self.pairs if before - _REACH // 4 < p[1] <= before]
        return near[-1][2] if near else []

    def _last_body(self, before: int) -> Named | None:
        """Return the last organization or country that was a subject."""
        for i in range(before - 1, max(0, before - _REACH // 4), -1):
            named = self.by_token.get(i)
            body = named is not None and named.type is not EntityType.PERSON
            if body and self.doc[i].dep_ in {"nsubj", "nsubjpass"}:
                return named
        return None

    def _by_role(self, phrase: Span, head: Token) -> Named | None:
        """Return the person whose role "the president" names, if the article gave it to one."""
        if phrase[0].lower_ not in _DEFINITE:
            return None
        start = phrase.start_char
        bearers = sorted((r for r in self.roles.get(head.lower_, ()) if r[0] < start), key=_place)
        if not bearers:
            return None
        return bearers[-1][1] if len({p.id for _, p in bearers}) == 1 else None


def _find_pairs(doc: Doc, *subjects: str) -> Iterator[tuple[int, int, list[Named]]]:
    """Yield (start, end, entities) where two are joined by "and".

    Told by the words between, not by the parse, which titles lead astray: "X and Prime Minister Y".
    """
    entities = named_entities(doc, *subjects)
    places = sorted(((f.start, f.end, e) for e in entities for f in e.found), key=lambda p: p[:2])
    for (start, middle, first), (after, end, second) in pairwise(places):
        between = doc[middle:after]
        joined = 0 < len(between) <= _MAX_LINK and between[0].lower_ in {"and", "&"}
        verbal = any(t.pos_ in {"VERB", "AUX"} for t in between)
        if joined and first is not second and not verbal:
            yield start, end, [first, second]


def _place(role: tuple[int, Named]) -> int:
    return role[0]


def _ranks(doc: Doc) -> Iterator[tuple[int, Named, str]]:
    """Yield where a rank gives its bearer a noun to be called by: Col. Lee is "the colonel"."""
    titles = find_titles(doc)
    full = load_titles().ranks
    for person in named_entities(doc, "people"):
        for found in person.found:
            if found.start in titles and titles[found.start][1] == "rank":
                span = doc[titles[found.start][0] : found.start]
                rank = full.get(span.text, "").split()[-1:]
                yield from ((span.start_char, person, word.lower()) for word in rank)


def _is_subject(token: Token) -> bool:
    """Whether a name is a subject, or stands beside one: "Her deputy, Ann Lee, was blunter"."""
    head = token.head if token.dep_ == "appos" else token
    return head.dep_ in {"nsubj", "nsubjpass"}


def _head(phrase: Span) -> Token:
    return phrase.root


def _role_nouns(value: str) -> set[str]:
    """Return the nouns by which a role may be taken up: "president" of "Indian President"."""
    words = value.lower().split()
    cut = next((i for i, w in enumerate(words) if w in {"of", "for", "at", "in", "to"}), len(words))
    return {w for w in words[:cut][-1:] if w in load_titles().roles}
