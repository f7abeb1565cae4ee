"""Finds reported speech beside its source: "according to X", "in X's view", "X: …"."""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from app.extraction.annotations import named_entities, tokens_of
from app.extraction.lexicon.cues import load_cues
from app.extraction.quotes.cues import according_at
from app.extraction.quotes.indirect.bounds import (
    follows_quotation,
    sentence_start,
    sentence_stop,
    tidy,
)
from app.extraction.quotes.indirect.common import FINITE, VOICES, Reported, has_clause, owner_phrase
from app.extraction.quotes.phrases import phrase_after
from app.extraction.quotes.rules.common import Attribution
from app.extraction.quotes.scene import Scene

_VIEWS = load_cues().views
_LINKS = frozenset({"SCONJ", "CCONJ", "ADP"})
_RELATIVE = frozenset({"WDT", "WP"})
_MAX_LEAD = 2
_MAX_NAME = 6

Source = tuple[str, Span, int]
"""The rule, the phrase for who speaks, and where the attribution ends."""


def find_beside_sources(scene: Scene) -> Iterator[Reported]:
    """Yield the sentences that stand beside a phrase for their source."""
    for token in scene.doc:
        source = _source_at(scene, token) if scene.outside(token.i) else None
        if source is not None:
            rule, speaker, end = source
            content = _beside(scene, token.i, end)
            if content is not None:
                yield Reported(content, Attribution(rule, speaker, token))
    yield from _below_heading(scene)


def _source_at(scene: Scene, token: Token) -> Source | None:
    phrase = according_at(token)
    if phrase is None:
        return _holder_of_view(scene, token)
    speaker = phrase_after(scene.doc, phrase.end, scene.outside)
    if speaker is None or (phrase.text.lower() == "per" and not _is_named(speaker)):
        return None
    return "reported-according-to", speaker, speaker.end


def _is_named(speaker: Span) -> bool:
    """Whether "per" tells a source, and no share: not "per head"."""
    return any(t.pos_ == "PROPN" for t in speaker)


def _holder_of_view(scene: Scene, preposition: Token) -> Source | None:
    """Return X if "in X's view" starts at `preposition`."""
    if preposition.lower_ == "in":
        for noun in preposition.children:
            owner = next((c for c in noun.children if c.dep_ == "poss"), None)
            if owner is not None and noun.lower_ in _VIEWS:
                return "reported-in-view", owner_phrase(owner, scene), noun.i + 1
    return None


def _beside(scene: Scene, start: int, end: int) -> Span | None:
    """Return the sentence in which the attribution from `start` to `end` stands, without it.

    An attribution that parts a clause stays within: "The worst, according to Holm, is over".
    """
    doc = scene.doc
    first, stop = sentence_start(scene, start), sentence_stop(scene, end)
    before = doc[first : start - 1 if doc[start - 1 : start].text == "," else start]
    resumes = any(t.tag_ in FINITE or t.tag_ == "MD" for t in doc[end + 1 : end + 2])
    if (len(before) <= _MAX_LEAD and not resumes) or any(_links(t) for t in before[-1:]):
        # How long a phrase after "according to" is, its comma tells; a view ends with its noun.
        comma = next((t.i for t in doc[end:stop] if t.text == ","), None)
        following = end if doc[end - 1].lower_ in _VIEWS else comma
        return tidy(scene, following, stop) if following is not None else None
    if follows_quotation(scene, first):
        return None
    parted = doc[end : end + 1].text == "," and (resumes or not has_clause(before))
    return tidy(scene, first, stop if parted else start)


def _links(token: Token) -> bool:
    """Whether the words go on behind the attribution: "which in his view is safe"."""
    return token.pos_ in _LINKS or token.tag_ in _RELATIVE


def _below_heading(scene: Scene) -> Iterator[Reported]:
    """Find "X: …" in the article's first line, where X is a name or somebody who speaks."""
    doc = scene.doc
    end = next((t.i for t in doc if t.is_space and "\n" in t.text), len(doc))
    colon = next((t.i for t in doc[: min(end, _MAX_NAME + 1)] if t.text == ":"), 0)
    if not colon or doc[end - 1].text == "?" or not scene.outside(0):
        return
    named = tokens_of(named_entities(doc, "people", "organizations"))
    if colon - 1 in named or doc[colon - 1].lower_ in VOICES:
        content = tidy(scene, colon + 1, end)
        if content is not None:
            yield Reported(content, Attribution("reported-heading", doc[:colon], None))
