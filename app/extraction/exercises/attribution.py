"""Who asserts what an article claims: the speakers of the quotations that hold the words."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace

from app.records import Claim, Quote


def with_asserters(claims: Iterable[Claim], quotes: Iterable[Quote]) -> list[Claim]:
    """Return `claims`, those whose words lie in a speaker's quotation with who asserts them.

    What already has an asserter keeps it. Of nested quotations the innermost counts.
    """
    spoken = sorted((q for q in quotes if q.speaker and q.speaker.entity), key=lambda q: q.start)
    starts = [q.start for q in spoken]
    return [_with_asserter(claim, spoken, starts) for claim in claims]


def _with_asserter(claim: Claim, spoken: list[Quote], starts: list[int]) -> Claim:
    if claim.asserted_by is not None:
        return claim
    # Quotations nest at most a few deep, so that only the last ones before the claim can hold it.
    first = bisect_right(starts, claim.start)
    for quote in reversed(spoken[max(0, first - 5) : first]):
        if claim.end <= quote.end and quote.speaker is not None:
            return replace(claim, asserted_by=quote.speaker.entity)
    return claim
