"""Finds people's names by what stands beside them: kin, roles, and other names."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from app.extraction.lexicon.cues import load_cues
from app.extraction.lexicon.organizations import load_organizations
from app.extraction.lexicon.titles import load_titles
from app.extraction.people.role_words import ARTICLES, apposed_human, is_role_word
from app.extraction.people.shapes import (
    belongs_to_name,
    is_acronym,
    is_name_word,
    looks_like_name,
    run_of_name,
    trim,
)

_TITLES = load_titles()
_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC", "NORP", "DATE"})
_PLACING = frozenset({"at", "from", "in", "near", "outside", "to"})
_TIME_LABELS = frozenset({"DATE", "NORP"})
_LONGEST = 4
# What bodies and their offices are named with.
_BODY_WORDS = frozenset(load_organizations().heads) | frozenset(
    word for portfolio in _TITLES.portfolios for word in portfolio.split()
)


@dataclass(slots=True)
class Candidate:
    """A stretch of tokens that may be a person's name, and what speaks for it."""

    start: int
    end: int
    rule: str
    titled: bool = False


def names_of_kin(doc: Doc) -> Iterator[Candidate]:
    """Yield who is named beside the kinship to another: "his wife, Ann", "her son Bo Day"."""
    for token in doc[:-2]:
        if token.lower_ not in _TITLES.family or not token.is_lower:
            continue
        start = token.i + 1 + (doc[token.i + 1].text == ",")
        if not is_name_word(doc[start]) or doc[start].ent_type_ not in {"", "PERSON", "ORG"}:
            continue
        end = run_of_name(doc, start)
        known = doc[start].text in _TITLES.given or doc[start].ent_type_ == "PERSON"
        if known and doc[start].pos_ == "PROPN" and looks_like_name(doc, start, end):
            yield Candidate(start, end, "name-after-kin", titled=True)


def names_after_roles(doc: Doc, titles: dict[int, tuple[int, str]]) -> Iterator[Candidate]:
    """Yield the capitalised words after a role in lower case: "spokesman Glyn Davies"."""
    for token in doc[:-1]:
        start = token.i + 1
        if not doc[start].text[0].isupper() or not token.is_lower or start in titles:
            continue
        if token.lower_ in _TITLES.shared_roles or not is_role_word(token):
            continue
        end = run_of_name(doc, start)
        if end - start == 1 and _is_bearer(token, doc[start]) and _is_free(doc, start, end):
            yield Candidate(start, end, "name-after-role", titled=True)
        goes_on = end < len(doc) and is_role_word(doc[end])  # "billionaire Dallas Mavericks owner"
        if 2 <= end - start <= _LONGEST and not goes_on and _is_free(doc, start, end):
            yield Candidate(start, end, "name-after-role")


def _is_bearer(role: Token, name: Token) -> bool:
    """Whether one word after a role is whose it is: "designer Halston", "president Suharto"."""
    return role.tag_ == "NN" and role.head == name and name.dep_ not in {"compound", "nmod"}


def names_before_roles(doc: Doc, titles: dict[int, tuple[int, str]]) -> Iterator[Candidate]:
    """Yield the capitalised words that a role in apposition explains: "Hen Vipheak, an editor"."""
    for token in doc[2:]:
        if token.text != "," or not is_name_word(doc[token.i - 1]):
            continue
        role = apposed_human(doc, token.i)
        if role is None or doc[role].tag_ == "NNS":
            continue
        if role + 1 in titles and doc[role + 1].text[0].isupper():
            continue  # it leads the next name: "the National Statement, Director Carter"
        start = _back_to_start(doc, token.i)
        inner = [i for i in range(start + 1, token.i) if i in titles]
        start = max(inner, default=start)
        of_body = any(t.text in _BODY_WORDS for t in doc[start : token.i])
        if not 2 <= token.i - start <= _LONGEST or of_body or _is_part_of_phrase(doc, start):
            continue
        # The model's places are people where "a" or "the" and a noun for people follow.
        placed = start > 0 and doc[start - 1].lower_ in _PLACING
        determined = doc[token.i + 1].lower_ in ARTICLES and not placed
        if _is_free(doc, start, token.i, labels=_TIME_LABELS if determined else _PLACE_LABELS):
            yield Candidate(start, token.i, "name-before-role")


def _is_part_of_phrase(doc: Doc, start: int) -> bool:
    """Whether the words before say that no name starts here: "the …", "Senator Lee of …"."""
    if not start:
        return False
    before = doc[start - 1]
    if before.lower_ == "of" and start > 1:
        return doc[start - 2].text[0].isupper() or is_role_word(doc[start - 2])
    return before.lower_ in ARTICLES or before.pos_ == "NUM"


def _back_to_start(doc: Doc, end: int) -> int:
    start = end
    while start and end - start < _LONGEST and belongs_to_name(doc, start - 1, start - 2):
        start -= 1
        if doc[start].is_sent_start:
            break
    return trim(doc, start, end)[0]


def names_in_lists(doc: Doc, known: list[Candidate]) -> Iterator[Candidate]:
    """Yield what stands between two names in a list: "Ann Lee, Keegan Stephan and Bo Day"."""
    starts = {c.start for c in known}
    for candidate in tuple(known):
        start = candidate.end + 1
        if start >= len(doc) or doc[start - 1].text != "," or not is_name_word(doc[start]):
            continue
        end = run_of_name(doc, start)
        if not 2 <= end - start <= _LONGEST or end + 1 >= len(doc):
            continue
        goes_on = doc[end].lower_ in {",", "and", "&"} and {end + 1, end + 2} & starts
        if goes_on and _is_free(doc, start, end):
            yield Candidate(start, end, "name-in-list")


def names_with_surnames(doc: Doc, known: list[Candidate]) -> Iterator[Candidate]:
    """Yield what ends in a surname of the article, of which the model makes nothing.

    It is of who speaks elsewhere by the surname alone, or of a namesake in an East Asian one:
    "Junius Ho", as "Cyd Ho".
    """
    full = {doc[c.end - 1].text for c in known if c.end - c.start > 1}
    alone = {doc[c.start].text for c in known if c.end - c.start == 1 and speaks(doc[c.start])}
    surnames = (full & _TITLES.surname_first) | (alone - full)
    for token in doc[1:] if surnames else ():
        before = doc[token.i - 1]
        given = before.pos_ == "PROPN" and before.dep_ == "compound" and is_name_word(before)
        if token.text in surnames and given and _is_free(doc, before.i, token.i + 1):
            yield Candidate(before.i, token.i + 1, "name-with-surname")


def speaks(token: Token) -> bool:
    """Whether the token is the subject of a verb of speech."""
    return token.dep_ == "nsubj" and token.head.lemma_.lower() in load_cues().speech


def _is_free(doc: Doc, start: int, end: int, labels: frozenset[str] = _PLACE_LABELS) -> bool:
    """Whether neither the model nor their shape speaks against words that stand as a name does.

    `labels` are those of the model that do.
    """
    words = doc[start:end]
    if any(t.ent_type_ in labels or is_acronym(t) for t in words):
        return False
    if len(words[0]) == 1 and words[1:2].text == "-":
        return False  # a party and a state: "R-Texas"
    return all(t.pos_ in {"PROPN", "PUNCT"} for t in words) and looks_like_name(doc, start, end)
