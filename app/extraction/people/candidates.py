"""Finds the stretches of an article that may be people's names.

The model's PERSON spans are the start; credits, titles, roles and given names find those that it
missed.
"""

import re
from collections import Counter
from collections.abc import Iterator

from spacy.tokens import Doc

from app.extraction.lexicon.titles import load_titles
from app.extraction.people.beside import (
    Candidate,
    names_after_roles,
    names_before_roles,
    names_in_lists,
    names_of_kin,
    names_with_surnames,
)
from app.extraction.people.full_names import is_surname_first
from app.extraction.people.role_words import is_role_word
from app.extraction.people.shapes import (
    is_called_otherwise,
    is_name_word,
    is_particle,
    looks_like_name,
    run_of_name,
    trim,
)

_TITLES = load_titles()
_CREDITS = frozenset({"reporting", "editing", "writing", "compiled", "written", "edited"})
# What the model takes a surname alone for; a common word it gives no label, or another one.
_NAME_LABELS = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC", "DATE", "TIME"})
_INITIAL = re.compile(r"[A-Z]\.")
_LONGEST = 4
_NICKNAME_MARKS = {"(": ")", '"': '"'}
DOUBTFUL = frozenset(
    {"name-by-given-name", "name-by-initial", "name-by-model", "name-in-list", "name-in-order"}
)
"""The rules that go by the words of a name alone."""


def find_candidates(
    doc: Doc, titles: dict[int, tuple[int, str]], blocked: frozenset[int]
) -> list[Candidate]:
    """Return the stretches of tokens that may be names, in order; none overlapping.

    Credits, titles, roles, the model and given names are asked in this order; what one has taken
    the next leaves alone. `blocked` are tokens that belong to something else for sure.
    """
    found: list[Candidate] = []
    taken: set[int] = set()
    sources = (
        _from_credits(doc),
        _from_titles(doc, titles),
        names_of_kin(doc),
        _from_order(doc),
        names_after_roles(doc, titles),
        _from_model(doc, titles, blocked),
        names_before_roles(doc, titles),
        _from_given_names(doc),
        _from_initials(doc),
        names_in_lists(doc, found),
        names_with_surnames(doc, found),
    )
    for source in sources:
        for candidate in source:
            candidate.end = _past_nickname(doc, candidate.end)
            tokens = range(candidate.start, candidate.end)
            if tokens and taken.isdisjoint(tokens) and blocked.isdisjoint(tokens):
                taken.update(tokens)
                found.append(candidate)
    return sorted(_of_people(doc, found), key=lambda c: c.start)


def _past_nickname(doc: Doc, end: int) -> int:
    """Return the end of a name with a nickname inside: 'Roberto "Stone Hands" Duran'."""
    if end + 3 >= len(doc) or doc[end].text not in _NICKNAME_MARKS:
        return end
    closing = _NICKNAME_MARKS[doc[end].text]
    for i in range(end + 2, min(end + 6, len(doc) - 1)):
        if doc[i].text == closing:
            follows = is_name_word(doc[i + 1]) and doc[i + 1].pos_ == "PROPN"
            named = all(t.text[0].isupper() or t.lower_ == "of" for t in doc[end + 1 : i])
            return run_of_name(doc, i + 1) if follows and named else end
    return end


def _of_people(doc: Doc, found: list[Candidate]) -> list[Candidate]:
    """Leave out the names that the words beside them give to a ship, a place or a film.

    Where most of its mentions are given away so, a name is nobody's.
    """
    texts = {c.start: doc[c.start : c.end].text for c in found}
    others = {
        c.start for c in found if c.rule in DOUBTFUL and is_called_otherwise(doc, c.start, c.end)
    }
    uses = Counter(texts.values())
    taken = Counter(texts[start] for start in others)
    out = {text for text, n in taken.items() if 2 * n >= uses[text]}
    return [c for c in found if c.start not in others and texts[c.start] not in out]


def _from_credits(doc: Doc) -> Iterator[Candidate]:
    """Yield the names of a credit line: "(Reporting by Ann Lee and Bo Day; Editing by Cy Fox)"."""
    for token in doc[:-2]:
        if token.lower_ not in _CREDITS or doc[token.i + 1].lower_ != "by":
            continue
        i = token.i + 2
        while i < len(doc) and doc[i].text not in {";", ")", "."} and not doc[i].is_space:
            if not is_name_word(doc[i]) or doc[i - 1].lower_ in {"in", "from", "at"}:
                i = run_of_name(doc, i, by_capitals=True) + 1 if is_name_word(doc[i]) else i + 1
                continue
            end = run_of_name(doc, i, by_capitals=True)
            if end - i > 1:
                yield Candidate(i, end, "name-in-credit")
            i = max(end, i + 1)


def _from_titles(doc: Doc, titles: dict[int, tuple[int, str]]) -> Iterator[Candidate]:
    """Yield the capitalised words that follow a title: "Capt. Harjot Singh Gill"."""
    for start, (title_start, kind) in titles.items():
        if start >= len(doc) or not is_name_word(doc[start]):
            continue
        if doc[start].is_sent_start or doc[start].is_stop:
            continue
        end = run_of_name(doc, start)
        inner = [i for i in titles if start < i <= end and titles[i][0] >= start]
        if inner or not doc[title_start].text[0].isupper():
            continue
        if end - start == 1 and kind != "honorific" and not _is_surname(doc, title_start, start):
            continue
        if looks_like_name(doc, start, end):
            yield Candidate(start, end, "name-after-title", titled=True)


def _is_surname(doc: Doc, title_start: int, start: int) -> bool:
    """Whether one word after a title is a name: "General Provisions" and its like are none."""
    return "." in doc[title_start:start].text or doc[start].ent_type_ in _NAME_LABELS


def _from_order(doc: Doc) -> Iterator[Candidate]:
    """Yield names that start with a surname and end in a hyphen's two syllables: "Li In-mo"."""
    for token in doc[2:-1]:
        i = token.i
        if token.text != "-" or token.whitespace_ or doc[i - 1].whitespace_:
            continue
        words = [doc[i - 2].text, doc[i - 1].text, "-", doc[i + 1].text]
        if doc[i - 2].text.istitle() and doc[i - 1].text.istitle() and is_surname_first(words):
            yield Candidate(i - 2, i + 2, "name-in-order")


def _from_model(
    doc: Doc, titles: dict[int, tuple[int, str]], blocked: frozenset[int]
) -> Iterator[Candidate]:
    for ent in doc.ents:
        if ent.label_ != "PERSON":
            continue
        # The model takes titles, roles and demonyms into names: cut after the last one inside.
        inner = [i for i in range(ent.start + 1, ent.end) if i in titles or i - 1 in blocked]
        start, end = trim(doc, max(inner, default=ent.start), ent.end)
        if start >= end:
            continue
        start, end = _past_particles(doc, start, end)
        start -= _is_given_before(doc, start, end)
        if looks_like_name(doc, start, end) and not _is_placed(doc, start):
            yield Candidate(start, end, "name-by-model")


def _past_particles(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Take in what a particle joins: before "Ní Bhriain", behind "Kengo" of "Kengo wa Dondo"."""
    before = doc[start - 1] if start else None
    if is_particle(doc, start) and before is not None and before.text.istitle():
        start -= before.pos_ == "PROPN" and not before.ent_type_ and not doc[start].is_sent_start
    if end + 1 < len(doc) and doc[end].is_lower and is_particle(doc, end):
        end = trim(doc, start, run_of_name(doc, start))[1]
    return start, end


def _is_given_before(doc: Doc, start: int, end: int) -> bool:
    """Whether the model has overlooked the given name before a surname: "Carly Simon"."""
    if end - start > 1 or start == 0 or doc[start].is_sent_start:
        return False
    before = doc[start - 1]
    stands_so = before.pos_ == "PROPN" and before.dep_ == "compound" and before.head == doc[start]
    return (
        stands_so and before.text.istitle() and not before.ent_type_ and not is_role_word(before)
        and before.lower_ not in _TITLES.modifiers
    )  # fmt: skip


def _is_placed(doc: Doc, start: int) -> bool:
    """Whether a preposition of place stands before a name that is no common given name."""
    before = doc[start - 1].lower_ if start else ""
    return before in {"in", "near", "into"} and doc[start].text not in _TITLES.given


def _from_given_names(doc: Doc) -> Iterator[Candidate]:
    """Yield a common given name with the capitalised words after it."""
    for token in doc[:-1]:
        if token.text not in _TITLES.given or token.ent_type_ not in {"", "PERSON", "ORG"}:
            continue
        if token.ent_type_ == "ORG" and token.ent_iob_ != "B":
            continue
        end = run_of_name(doc, token.i)
        proper = all(t.pos_ in {"PROPN", "PUNCT"} for t in doc[token.i : end])
        if 2 <= end - token.i <= _LONGEST and proper and looks_like_name(doc, token.i, end):
            yield Candidate(token.i, end, "name-by-given-name")


def _from_initials(doc: Doc) -> Iterator[Candidate]:
    """Yield an initial with the surname after it: "R. Dorival 49", of a result."""
    for token in doc[:-1]:
        if not _INITIAL.fullmatch(token.text):
            continue
        start, surname = token.i, doc[token.i + 1]
        before = doc[start - 1].text if start else ""
        led = before[:1].isupper() or before == "-"  # the end of a longer name, or of "pre-K."
        proper = surname.pos_ == "PROPN" and surname.text.istitle()
        whole = proper and run_of_name(doc, start, by_capitals=True) == start + 2
        is_free = not led and surname.ent_type_ not in _PLACE_LABELS
        if whole and is_free and looks_like_name(doc, start, start + 2):
            yield Candidate(start, start + 2, "name-by-initial")
