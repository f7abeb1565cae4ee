"""Phrases that speak of an exercise without its name: "the two-week drills", "a joint exercise"."""

from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc, Token

from app.extraction.exercises.sentences import LONGEST_SENTENCE, sentence_start
from app.extraction.exercises.syntax import PARTS
from app.extraction.exercises.vocabulary import (
    CIVILIAN,
    MILITARY,
    PLAIN,
    STANDBYS,
    TRIGGERS,
)

_DEFINITE: Final = {"the", "this", "these", "that", "those", "its", "their", "his", "our", "both"}
_INDEFINITE: Final = {"a", "an", "another", "several", "some", "any", "such", "no", "other"}
_APART: Final = {"another", "separate"}
_MODIFIER_TAGS: Final = {
    "JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "VBN", "VBG", "CD", "HYPH", "POS", "RB", "RBS",
    "RBR", "AFX", "SYM",
}  # fmt: skip
_NO_START: Final = {"HYPH", "POS", "RB", "CC", ",", "SYM", ":"}
_NOMINAL: Final = {"nsubj", "nsubjpass", "dobj", "pobj", "appos", "attr"}
_VERBAL: Final = {"ROOT", "acl", "advcl", "ccomp", "pcomp", "relcl", "xcomp", "prep"}
_EMPTY_TAGS: Final = {"DT", "PRP$", "CD", "HYPH", "POS", "PDT", "SYM", ","}
_LONGEST = 14
"""In tokens; longer runs of modifiers are lists or parsing errors."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase whose head may mean an exercise; positions are tokens, half-open."""

    start: int
    end: int
    is_definite: bool
    is_indefinite: bool
    is_plain: bool
    """Whether its modifiers would fit any exercise, so that it may point back to one."""
    is_military: bool
    """Whether its modifiers say that armed forces are meant."""
    is_standby: bool
    """Whether its head ("event") can only point back."""
    is_joint: bool
    is_other: bool
    """Whether it is told apart from the one at hand: "a separate drill"."""

    @property
    def head(self) -> int:
        """The token of the head."""
        return self.end - 1


def find_phrases(doc: Doc) -> list[Phrase]:
    """Return the phrases that may mean exercises, in order."""
    tokens = (t for s in doc.sents for t in doc[s.start : min(s.end, s.start + LONGEST_SENTENCE)])
    return [_phrase(doc, t.i) for t in tokens if _is_head(t)]


def is_trigger(token: Token) -> bool:
    """Tell whether a token is a noun for exercises: "exercise", "drills", "games" of war."""
    word = token.lower_
    if word in {"game", "games"}:
        return token.i > 0 and token.nbor(-1).lower_ in {"war", "wargames"}
    if word not in TRIGGERS:
        return False
    # "drills" is taken for a verb often enough, but put where a noun stands.
    if token.tag_[:2] in {"NN", "JJ"} or token.dep_ in _NOMINAL:
        return True
    return token.i > 0 and token.nbor(-1).lower_ in {"games", "training", "military", "naval"}


def _is_head(token: Token) -> bool:
    if not (is_trigger(token) or (token.lower_ in STANDBYS and token.tag_[:2] == "NN")):
        return False
    # "exercise area", "drill sergeant", "training exercise": the head comes later.
    if token.dep_ in {"compound", "nmod", "amod"} and token.head.i > token.i:
        return token.text.islower() and token.nbor().tag_ == "NNP"  # "the joint exercise NAME"
    if token.lower_ == "games" and token.i + 1 < len(token.doc) and is_trigger(token.nbor()):
        return False
    return not (
        token.whitespace_ == "" and token.i + 1 < len(token.doc) and token.nbor().text == "-"
    )


def _phrase(doc: Doc, head: int) -> Phrase:
    start = _start(doc, head)
    first = doc[start].lower_
    words = {word for t in doc[start:head] for word in (t.lower_, _compound(t))}
    own = doc[head].lower_ in {"games", "game", "wargame", "wargames"}
    return Phrase(
        start,
        head + 1,
        is_definite=first in _DEFINITE or _has_owner(doc, start, head) or _is_of_part(doc, start),
        is_indefinite=first in _INDEFINITE,
        is_plain=all(_is_plain(t) for t in doc[_behind_leader(doc, start, head) : head]),
        is_military=(own or not MILITARY.isdisjoint(words)) and CIVILIAN.isdisjoint(words),
        is_standby=doc[head].lower_ in STANDBYS,
        is_joint="joint" in words,
        is_other=not _APART.isdisjoint(words),
    )


def _start(doc: Doc, head: int) -> int:
    """Return where the phrase begins: its determiner, or its first modifier."""
    floor = sentence_start(doc, head, _LONGEST)
    i = head
    while i > floor:
        before = doc[i - 1]
        if before.tag_ in {"DT", "PRP$", "PDT", "WP$"}:
            return i - 1
        if not (before.tag_ in _MODIFIER_TAGS or before.tag_ in {",", "CC"} or before.text == "–"):
            break
        if not _joins(doc, i - 1):
            break
        i -= 1
    while i < head and (doc[i].tag_ in _NO_START or doc[i].dep_ in _VERBAL):
        i += 1
    return i


def _has_owner(doc: Doc, start: int, head: int) -> bool:
    return any(t.lower_ == "'s" for t in doc[start : min(head, start + 4)])


def _is_of_part(doc: Doc, start: int) -> bool:
    """Tell whether a phrase stands behind a definite part of it: "the week of drills"."""
    if start < 3 or doc[start - 1].lower_ != "of" or doc[start - 2].lemma_ not in PARTS:
        return False
    return doc[start - 3].lower_ in _DEFINITE


def _joins(doc: Doc, i: int) -> bool:
    """Tell whether a token before a noun belongs to its phrase."""
    token = doc[i]
    if token.text in {"-", "–"}:
        return not token.whitespace_
    if token.tag_ not in {",", "CC"}:
        return True
    if not 0 < i < len(doc) - 1:
        return False
    # "joint, annual exercises", "air and sea drills", but not "tanks and naval drills".
    before, after = doc[i - 1], doc[i + 1]
    return before.tag_ in {"JJ", "JJS", "NN"} and after.tag_[:2] in {"JJ", "NN"}


def _behind_leader(doc: Doc, start: int, head: int) -> int:
    """Return the token behind "NATO-led" in a phrase: who leads an exercise tells it from none."""
    leading = (t.i for t in doc[start:head] if t.lower_ == "led" or t.lower_.endswith("-led"))
    return next(leading, start - 1) + 1


def _is_plain(token: Token) -> bool:
    is_plain = not PLAIN.isdisjoint({token.lower_, _compound(token)})
    return is_plain or token.tag_ in _EMPTY_TAGS or not token.is_alpha


def _compound(token: Token) -> str:
    """Return the word that hyphens join a token to: "counter-terrorism"."""
    doc, start, end = token.doc, token.i, token.i + 1
    if start > 1 and doc[start - 1].text == "-":
        start -= 2
    elif end + 1 < len(doc) and doc[end].text == "-":
        end += 2
    return doc[start:end].text.lower()
