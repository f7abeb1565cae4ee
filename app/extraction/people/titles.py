"""Reads the words before a name: where a title, rank or role starts, and where the name begins."""

from functools import lru_cache

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from app.extraction.gazetteer import build_matcher, find_phrases
from app.extraction.lexicon.titles import load_titles

# Ranks that are an office too: a pope is one of his church as a president is of a country.
_CLERICAL_OFFICES = frozenset(
    "Archbishop Ayatollah Bishop Cardinal Imam Mufti Patriarch Pope Rabbi".split()
)


@lru_cache(maxsize=4)
def _matcher(vocab: Vocab) -> PhraseMatcher:
    titles = load_titles()
    return build_matcher(vocab, {*titles.honorifics, *titles.ranks, *titles.offices})


def find_titles(doc: Doc) -> dict[int, tuple[int, str]]:
    """Return the titles of `doc`: the token after each one, with its first token and kind.

    The kind is "honorific", "rank" or "office".
    """
    titles = load_titles()
    found = {}
    for start, end, phrase in find_phrases(_matcher(doc.vocab), doc):
        kind = (
            "honorific" if phrase in titles.honorifics
            else "rank" if phrase in titles.ranks and phrase not in _CLERICAL_OFFICES
            else "office"
        )  # fmt: skip
        found[end] = (start, kind)
    return found
