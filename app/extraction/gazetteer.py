"""Finds the phrases of a list in a Doc: the longest ones, none overlapping another."""

from collections.abc import Iterable
from typing import Any

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from app.extraction.tokenizer import tokenizer_for


def build_matcher(vocab: Vocab, phrases: Iterable[str], attr: str = "ORTH") -> PhraseMatcher:
    """Return a matcher for `phrases`, each under itself as key, split as articles are."""
    tokenize = tokenizer_for(vocab)
    matcher = PhraseMatcher(vocab, attr=attr)
    for phrase in phrases:
        matcher.add(phrase, [tokenize(phrase)])
    return matcher


def find_phrases(matcher: PhraseMatcher, doc: Doc) -> list[tuple[int, int, str]]:
    """Return (start, end, phrase) in tokens, in order; the longest of overlapping ones."""
    matches: list[Any] = matcher(doc)
    strings = doc.vocab.strings
    # Longest first, then leftmost: what a longer phrase has taken is no longer free.
    matches.sort(key=lambda m: (m[1] - m[2], m[1]))
    taken: set[int] = set()
    found = []
    for key, start, end in matches:
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            found.append((start, end, strings[key]))
    return sorted(found)
