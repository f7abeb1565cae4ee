"""Check what was found in an article before it is stored: ids, spans, numbers."""

import re
import sys
from collections.abc import Iterable, Iterator

from app.records import COLLECTIONS, Article, Claim, Extraction, Mention, Quote, Span, Speaker

LARGEST = sys.float_info.max  # integers as well: a text's digits may go on for pages

_ID = re.compile(r"countries/[A-Z]{2}|countries/[A-Z]{4}|[a-z]+/[a-z0-9]+(-[a-z0-9]+)*")


class BadExtraction(Exception):
    """An extraction breaks a promise of `records`; the message says which."""


def check_extraction(article: Article, extraction: Extraction) -> None:
    """Raise `BadExtraction` unless every id, span and number of `extraction` holds good."""
    ids = [one.id for one in extraction.entities]
    _require(len(set(ids)) == len(ids), "two entities have one id")
    for one in extraction.entities:
        well_formed = _ID.fullmatch(one.id) and one.id.startswith(f"{COLLECTIONS[one.type]}/")
        _require(bool(well_formed), f"{one.id!r} is no id of a {one.type}")
        _require(bool(one.name.strip()), f"{one.id} has no name")
    unknown = _ids_used(extraction) - set(ids)
    _require(not unknown, f"{sorted(unknown)} are not among the entities")
    for start, end in _spans(extraction):
        _require(0 <= start < end <= len(article.text), f"{start}-{end} is no span of the text")
    for found in (extraction.mentions, extraction.quotes):
        spans = {(one.start, one.end) for one in found}
        _require(len(spans) == len(found), "two mentions or two quotes have one span")
    for confidence in _confidences(extraction):
        in_range = confidence is None or 0 <= confidence <= 1
        _require(in_range, f"{confidence} is no confidence")
    for claim in extraction.claims:
        numbers = (claim.value, claim.low, claim.high)
        finite = all(abs(n) <= LARGEST for n in numbers if isinstance(n, int | float))
        _require(finite, "a number is infinite or none")


def _require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise BadExtraction(otherwise)


def _ids_used(extraction: Extraction) -> set[str]:
    speakers = _speakers_of(extraction)
    used = [
        *(one.entity for one in extraction.mentions),
        *(one.entity for one in speakers),
        *(other.entity for one in speakers for other in one.also),
        *(one.subject for one in extraction.claims),
        *(one.object for one in extraction.claims),
        *(one.asserted_by for one in extraction.claims),
    ]
    return {one for one in used if one is not None}


def _speakers_of(extraction: Extraction) -> list[Speaker]:
    found = (who for one in extraction.quotes for who in (one.speaker, one.candidate))
    return [who for who in found if who]


def _spans(extraction: Extraction) -> Iterator[Span]:
    facts: Iterable[Mention | Quote | Claim | Speaker] = (
        *extraction.mentions,
        *extraction.quotes,
        *extraction.claims,
        *_speakers_of(extraction),
    )
    for fact in facts:
        yield fact.start, fact.end
    for quote in extraction.quotes:
        if quote.cue:
            yield quote.cue
    for claim in extraction.claims:
        yield from claim.more_evidence


def _confidences(extraction: Extraction) -> Iterator[float | None]:
    for found in (extraction.mentions, extraction.quotes, extraction.claims):
        for one in found:
            yield one.confidence
