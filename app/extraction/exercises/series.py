"""Series of exercises that the lexicon knows, found in a Doc by their names alone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from spacy.tokens import Doc

from app.extraction.exercises.editions import read_edition, split_edition
from app.extraction.lexicon.exercises import ExerciseSeries, load_exercise_lexicon
from app.names import slugify

Series = tuple[ExerciseSeries, ...]

_SMALL: Final = {"of", "the", "in", "e", "i", "de", "los", "al"}
"""Words that names hold without a capital."""


@dataclass(frozen=True, slots=True)
class Known:
    """A place that names a known series, edition included; positions are tokens, half-open."""

    start: int
    end: int
    series: ExerciseSeries
    edition: str | None
    words: str
    """The name as written, without the edition."""


def find_known(doc: Doc) -> list[Known]:
    """Return the places that name known series, in order, the longest name at each."""
    found: list[Known] = []
    own = doc._.lexicon.exercises
    for token in doc:
        if (found and token.i < found[-1].end) or not token.text[0].isupper():
            continue
        if _first_word(split_edition(token.text)[0]) in _tree(own):
            known = _longest(doc, token.i)
            if known is not None and not _is_other_kind(doc, known.start):
                found.append(known)
    return found


def known_series(name: str, own: Series = ()) -> ExerciseSeries | None:
    """Return the known series that goes by `name`, in any case and with any hyphens.

    Those that a user has named, `own`, go before the others.
    """
    return _by_slug(own).get(slugify(name))


@lru_cache(maxsize=4)
def _by_slug(own: Series) -> Mapping[str, ExerciseSeries]:
    listed = load_exercise_lexicon().by_slug
    return {**listed, **{slugify(n): s for s in own for n in (s.name, *s.aliases)}}


_Tree = dict[str, "_Tree | ExerciseSeries"]
_END: Final = ""


@lru_cache(maxsize=4)
def _tree(own: Series) -> _Tree:
    """Return the names of all series as a tree of words; a name ends at an empty key."""
    tree: _Tree = {}
    for slug, series in _by_slug(own).items():
        node = tree
        for word in slug.split("-"):
            branch = node.setdefault(word, {})
            assert isinstance(branch, dict)
            node = branch
        node[_END] = series
    return tree


@lru_cache(maxsize=50_000)
def _slug(word: str) -> str:
    return slugify(word)


def _first_word(word: str) -> str:
    return _slug(word).partition("-")[0]


def _longest(doc: Doc, start: int) -> Known | None:
    """Return the longest name of a series that begins at token `start`."""
    node, best = _tree(doc._.lexicon.exercises), None
    for i, words, edition in _words(doc, start):
        for word in words:
            branch = node.get(word)
            if not isinstance(branch, dict):
                return best
            node = branch
        series = node.get(_END)
        if isinstance(series, ExerciseSeries):
            end, given = (i + 1, edition) if edition else read_edition(doc, i + 1)
            base = split_edition(doc[i].text)[0] if edition else doc[i].text
            words = " ".join((doc[start:i].text_with_ws + base).split())
            best = Known(start, end, series, given, words)
        if edition is not None:
            return best
    return best


def _words(doc: Doc, start: int) -> Iterator[tuple[int, Sequence[str], str | None]]:
    """Yield tokens from `start` on as the slugs of their words, with an edition at the end."""
    for i in range(start, min(len(doc), start + 10)):
        text = doc[i].text
        if text in {"-", "/"} or (text == "." and i > start):
            continue
        if not text[0].isupper() and text not in _SMALL:
            return
        base, edition = split_edition(text)
        yield i, _slug(base).split("-"), edition


def _is_other_kind(doc: Doc, start: int) -> bool:
    """Tell whether the word before a name makes it something else: "Operation NAME"."""
    return start > 0 and doc[start - 1].lower_ in load_exercise_lexicon().other_kinds
