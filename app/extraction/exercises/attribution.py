"""Who asserts what an article claims: the speakers of the quotations that hold the words."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from app.records import Claim, Quote, QuoteKind

_LEADING: Final = ("introduced", "governed", "near")
"""Rules whose cue stands in the quotation's own sentence, before it."""

_NESTED: Final = 5
"""Quotations lie inside one another at most so deep: so many before a claim can hold it."""


def with_asserters(claims: Iterable[Claim], quotes: Iterable[Quote]) -> list[Claim]:
    """Return `claims`, those whose words lie in a quotation with its speaker as who asserts them.

    What already has an asserter keeps it; of nested quotations the innermost counts. Claims about
    one exercise that say the same, by the same asserter, become one with the evidence of them all.
    """
    spoken = sorted((q for q in quotes if q.speaker and q.speaker.entity), key=_start)
    starts = [_start(q) for q in spoken]
    return _joined(_with_asserter(claim, spoken, starts) for claim in claims)


def _start(quote: Quote) -> int:
    """Return where the speaker's words begin: at the cue that leads to a fragment of them.

    In "X said that Y came as “a friend”" the marks hold less than what X said.
    """
    led = quote.kind is QuoteKind.MIXED and quote.cue is not None and quote.cue[1] <= quote.start
    if led and quote.cue is not None and quote.rule.startswith(_LEADING):
        return quote.cue[1]
    return quote.start


def _with_asserter(claim: Claim, spoken: Sequence[Quote], starts: Sequence[int]) -> Claim:
    if claim.asserted_by is not None:
        return claim
    first = bisect_right(starts, claim.start)
    for quote in reversed(spoken[max(0, first - _NESTED) : first]):
        if claim.end <= quote.end and quote.speaker is not None:
            return replace(claim, asserted_by=quote.speaker.entity)
    return claim


def _joined(claims: Iterable[Claim]) -> list[Claim]:
    """Return the claims in order, each statement about an exercise once."""
    joined: dict[Claim, Claim] = {}
    for claim in claims:
        key = claim
        if claim.subject.startswith("exercises/"):
            # Without rule and evidence, what is left of a claim is what it states.
            key = replace(claim, start=0, end=0, rule="", confidence=0, more_evidence=())
        joined[key] = _merged(joined[key], claim) if key in joined else claim
    return list(joined.values())


def _merged(one: Claim, other: Claim) -> Claim:
    """Return a claim with the evidence of both, that of the more trusted rule first."""
    first, second = sorted((one, other), key=lambda c: (-(c.confidence or 0), c.start))
    spans = [*first.more_evidence, (second.start, second.end), *second.more_evidence]
    return replace(first, more_evidence=tuple(dict.fromkeys(spans)))
