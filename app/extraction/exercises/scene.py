"""A sentence that speaks of an exercise, with all that rules need to know of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc, Token

from app.extraction.annotations import Named
from app.extraction.counts import Count
from app.extraction.dates import When
from app.extraction.durations import Duration
from app.extraction.exercises.exercise import Reference
from app.extraction.exercises.sentences import behind_dateline
from app.extraction.exercises.syntax import (
    PARTS,
    is_verb,
    prepositional,
    subject_of,
    subjects_beside,
)

_PRONOUNS: Final = {"it", "they", "which", "that", "this", "these"}


@dataclass(frozen=True, slots=True)
class World:
    """What earlier steps found in a Doc, by token."""

    doc: Doc
    countries: Mapping[int, Named]
    organizations: Mapping[int, Named]
    people: frozenset[int]
    at: Mapping[int, Reference]
    pairs: Sequence[tuple[int, str, str]]
    """Ids of two countries named together, behind the token after them: "both sides"."""
    ranges: Sequence[When]
    """The ranges of dates, in order."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence, from token `start` to `end`."""

    world: World
    start: int
    end: int
    references: Sequence[Reference]
    topic: Reference | None
    """The exercise of the sentence before it, which this one may go on about."""
    outlook: Reference | None
    """The exercise that the article is about, if it was spoken of shortly before: it may be meant
    where the words ask for one: "Poland takes part as well"."""
    dates: Sequence[When]
    counts: Sequence[Count]
    durations: Sequence[Duration]

    @property
    def doc(self) -> Doc:
        """The Doc that the sentence is in."""
        return self.world.doc

    @property
    def opening(self) -> int:
        """The token at which the sentence opens, behind its dateline."""
        return behind_dateline(self.doc, self.start)

    def tokens(self) -> Iterator[Token]:
        """Yield the sentence's tokens."""
        return iter(self.doc[self.start : self.end])

    def verbs(self) -> Iterator[Token]:
        """Yield the sentence's verbs."""
        return (t for t in self.tokens() if is_verb(t))

    def reference_at(self, *tokens: Token | None) -> Reference | None:
        """Return the reference that holds one of `tokens`, the first of them that is in one."""
        return next((self.world.at[t.i] for t in tokens if t and t.i in self.world.at), None)

    def subject(self, verb: Token) -> Reference | None:
        """Return the exercise that is a verb's subject, or that a participle is said of."""
        return self._right_before(verb) or self._by_parse(verb)

    def _right_before(self, verb: Token) -> Reference | None:
        """Return the exercise that a verb follows at once, or behind what a comma closes.

        The parser attaches relative clauses and participles too far to the left.
        """
        before = verb.i - 1
        while before > self.start and self.doc[before].dep_ in {"aux", "auxpass", "neg", "advmod"}:
            before -= 1
        if before < self.start or before in self.world.at:
            return self.world.at.get(before)
        if self.doc[before].text not in {",", ")"}:
            return None
        if verb.dep_ in {"acl", "xcomp", "advcl"}:
            return self.nearest(before)
        # "NAME, a naval exercise, began"
        return self.world.at.get(before - 1) if before > self.start else None

    def _by_parse(self, verb: Token) -> Reference | None:
        top = verb.head if verb.dep_ == "xcomp" and verb.head.tag_ == "VBN" else verb
        if top.dep_ == "acl" and top.i > self.start and self.doc[top.i - 1].text == ",":
            return self.nearest(top.i)
        head = subject_of(verb)
        # Of two subjects, one is what stands for the other: "The exercise, NAME, began".
        reference = self.reference_at(head, *subjects_beside(head))
        if reference is None and head is not None and head.lemma_ in PARTS:
            # "the week of drills", "the second phase of NAME"
            reference = self.reference_at(*prepositional(head, "of"))
        pronoun = head is not None and head.lower_ in _PRONOUNS
        relative = any(c.lower_ in {"which", "that"} and c.i < verb.i for c in verb.children)
        if reference is None and (pronoun or relative):
            return self.nearest(verb.i)
        if reference is None and head is not None and head.i < self.opening <= verb.i:
            return self.world.at.get(self.opening)
        return reference

    def nearest(self, i: int) -> Reference | None:
        """Return the reference that a fact at token `i` is about if nothing else tells.

        The last one before it, else the first one behind it, else what the sentence goes on about.
        """
        before = [r for r in self.references if r.start <= i]
        if before:
            return before[-1]
        return self.references[0] if self.references else self.topic

    def asked_for(self, i: int) -> Reference | None:
        """Return the reference that words at token `i` ask for, if need be that of the outlook."""
        return self.nearest(i) or self.outlook
