"""Reads the words before a name: where a title, rank or role starts, and where the name begins."""

from functools import lru_cache

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from app.extraction.gazetteer import build_matcher, find_phrases
from app.extraction.lexicon.titles import load_titles

_TITLES = load_titles()
# Ranks that are an office too: a pope is one of his church as a president is of a country.
_OFFICES_TOO = frozenset(
    {"Archbishop", "Ayatollah", "Bishop", "Cardinal", "Imam", "Mufti", "Patriarch", "Pope", "Rabbi"}
    | {"Chief Constable", "Director General", "Fire Chief", "Inspector General", "Police Chief"}
    | {"Deputy Police Chief", "Sheriff"}
)


@lru_cache(maxsize=4)
def _matcher(vocab: Vocab) -> PhraseMatcher:
    return build_matcher(vocab, {*_TITLES.honorifics, *_TITLES.ranks, *_TITLES.offices})


def find_titles(doc: Doc) -> dict[int, tuple[int, str]]:
    """Return the titles of `doc`: the token after each one, with its first token and kind.

    The kind is "honorific", "rank" or "office". A surname that is a title too counts as a surname
    behind another title or a given name: "Mr. King", "Prime Minister John Major".
    """
    found: dict[int, tuple[int, str]] = {}
    for start, end, phrase in find_phrases(_matcher(doc.vocab), doc):
        if phrase in _TITLES.surnames and _is_surname(doc, start, titled=start in found):
            continue
        kind = (
            "honorific" if phrase in _TITLES.honorifics
            else "rank" if phrase in _TITLES.ranks and phrase not in _OFFICES_TOO
            else "office"
        )  # fmt: skip
        found[end] = (start, kind)
    return found


def _is_surname(doc: Doc, i: int, *, titled: bool) -> bool:
    """Whether the title at `i` ends a name rather than leads one."""
    before = doc[i - 1].text if i else ""
    named = titled or before in _TITLES.given or (len(before) == 2 and before.endswith("."))
    return named and not (i + 1 < len(doc) and doc[i + 1].text[:1].isupper())
