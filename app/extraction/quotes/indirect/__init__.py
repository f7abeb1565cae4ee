"""Finds reported speech without marks: what words of speech govern, what stands by sources."""

from app.extraction.quotes.indirect.clauses import find_clauses
from app.extraction.quotes.indirect.common import Reported
from app.extraction.quotes.indirect.complements import find_complements
from app.extraction.quotes.indirect.sources import find_beside_sources
from app.extraction.quotes.scene import Scene


def find_reported(scene: Scene) -> list[Reported]:
    """Return the reported speech of the Doc, outside of quotations and none overlapping."""
    found = [*find_clauses(scene), *find_complements(scene), *find_beside_sources(scene)]
    found.sort(key=lambda r: (r.content.start, -len(r.content)))
    kept: list[Reported] = []
    for reported in found:
        if not kept or not _is_within(reported, kept[-1]):
            kept.append(reported)
    return kept


def _is_within(reported: Reported, earlier: Reported) -> bool:
    """Whether words, or the word that reports them, are part of what an earlier cue reports."""
    if reported.content.start < earlier.content.end:
        return True
    cue = reported.attribution.cue
    return cue is not None and earlier.content.start <= cue.i < earlier.content.end
