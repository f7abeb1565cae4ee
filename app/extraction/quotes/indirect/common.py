"""What all finders of reported speech share: what they return, and whom and what they trust."""

from dataclasses import dataclass

from spacy.tokens import Span, Token

from app.extraction.lexicon.cues import load_cues
from app.extraction.quotes.phrases import noun_phrase
from app.extraction.quotes.rules.common import Attribution
from app.extraction.quotes.scene import Scene

VOICES = load_cues().unnamed | load_cues().groups
"""Heads of phrases for somebody who speaks, without a name."""

FINITE = frozenset({"VBD", "VBZ", "VBP"})
"""The tags of finite verbs other than modals."""

_NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_WRITER_OR_THING = frozenset(
    {"i", "we", "you", "me", "us", "it", "this", "that", "these", "those", "which", "what"}
)
_NOMINAL = frozenset({"PROPN", "PRON", "DET", "NUM"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj", "csubjpass"})
# What stands in another clause tells less surely what somebody said.
_WITHIN = frozenset({"relcl", "acl", "ccomp", "xcomp"})


@dataclass(frozen=True, slots=True)
class Reported:
    """Words reported without marks, and who is said to have said them."""

    content: Span
    attribution: Attribution


def is_voice(speaker: Span) -> bool:
    """Tell whether the phrase is somebody who can speak, and not the writer."""
    head = speaker.root
    if head.lower_ in _WRITER_OR_THING:
        return False
    return head.ent_type_ in _NAMES or head.pos_ in _NOMINAL or head.lower_ in VOICES


def owner_phrase(owner: Token, scene: Scene) -> Span:
    """Return the phrase of X in "X's claim" and "the claim of X", without its "'s"."""
    phrase = noun_phrase(owner, scene.outside)
    return phrase[:-1] if phrase[-1].tag_ == "POS" else phrase


def is_asserted(cue: Token) -> bool:
    """Tell whether the article says that the cue took place, in a clause of its own."""
    return cue.dep_ not in _WITHIN and not is_infinitive(cue) and not is_negated(cue)


def is_infinitive(verb: Token) -> bool:
    """Tell whether `verb` stands after "to"."""
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def is_negated(verb: Token) -> bool:
    """Tell whether `verb` is denied."""
    return any(c.dep_ == "neg" for c in verb.children)


def is_that(token: Token) -> bool:
    """Tell whether `token` is the "that" which opens a clause."""
    return token.lower_ == "that" and token.tag_ == "IN"


def has_subject(verb: Token) -> bool:
    """Tell whether `verb` has a subject of its own, or may do without one."""
    return verb.tag_ == "VB" or any(c.dep_ in _SUBJECTS for c in verb.children)


def has_clause(words: Span) -> bool:
    """Tell whether a verb with its subject stands among the words."""
    return any(
        t.dep_ in _SUBJECTS and t.head.tag_.startswith("VB") and words.start <= t.head.i < words.end
        for t in words
    )
