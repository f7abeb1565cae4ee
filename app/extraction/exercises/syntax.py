"""Reading a parsed sentence: subjects, objects, and whether what a verb tells is to come."""

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from app.extraction.exercises.vocabulary import CALENDAR, FORCES

_SUBJECTS: Final = {"nsubj", "nsubjpass", "csubj"}
_SHARING: Final = {"conj", "xcomp"}
"""Verbs that take over the subject of the verb above them."""
_CLIMB: Final = 5
PARTS: Final = {
    "day", "edition", "iteration", "month", "part", "phase", "round", "series", "stage", "week",
}  # fmt: skip
"""Nouns that give way to what they are of: "began eight days of drills"."""
_REFUSING: Final = {
    "decline", "refuse", "reject", "exclude", "bar", "boycott", "skip", "disinvite", "withdraw",
    "ban", "uninvite",
}  # fmt: skip
_FUTURE_WORDS: Final = {
    "will", "would", "shall", "may", "might", "could", "can", "should", "'ll", "wo",
}  # fmt: skip
_PLANNING: Final = {
    "plan", "schedule", "expect", "set", "due", "intend", "agree", "invite", "announce", "hope",
    "slate", "propose", "prepare", "want", "aim", "tip", "go", "about",
}  # fmt: skip
_PURPOSES: Final = {"aim", "goal", "idea", "mission", "objective", "point", "purpose", "task"}
_CANCELLING: Final = {
    "cancel",
    "scrap",
    "abandon",
    "postpone",
    "suspend",
    "shelve",
    "axe",
    "scuttle",
}


def is_verb(token: Token) -> bool:
    """Tell whether a token is a verb that may have arguments."""
    return token.tag_[:2] == "VB" and token.dep_ not in {"aux", "auxpass", "amod", "compound"}


def verb_over(token: Token) -> Token | None:
    """Return the first verb over a token, if there is one a few heads up."""
    for _ in range(_CLIMB):
        if token.tag_[:2] == "VB":
            return token
        token = token.head
    return None


def subject_of(verb: Token) -> Token | None:
    """Return the head of a verb's subject.

    It is its own, or that of the verb it is joined to; of a participle, the noun that it modifies.
    """
    for _ in range(_CLIMB):
        # "arrived in Toulon, France to participate": an infinitive has no subject of its own.
        is_infinitive = verb.tag_ == "VB" and any(c.tag_ == "TO" for c in verb.children)
        # Of two subjects the nearer one: the other is a dateline.
        for child in reversed(list(verb.lefts)) if not is_infinitive else ():
            if child.dep_ in _SUBJECTS:
                return _antecedent(child, verb)
        if verb.dep_ in {"acl", "relcl"}:
            return verb.head
        if verb.dep_ not in _SHARING and verb.dep_ != "advcl":
            return None
        verb = verb.head
        if verb.dep_ == "acomp":
            verb = verb.head  # "are due to arrive"
    return None


def agent_of(verb: Token) -> Token | None:
    """Return the head of a verb's subject; of "X said that it would join" it is that of "said".

    Of "a contingent of 120 personnel left for X to participate" it is the contingent.
    """
    subject = subject_of(verb)
    if subject is None:
        return None
    if subject.lower_ in {"it", "they"} and verb.dep_ in {"ccomp", "advcl"}:
        return subject_of(verb.head)
    whole = subject.head.head if subject.dep_ == "pobj" and subject.head.lower_ == "of" else subject
    return whole if whole.lemma_.lower() in FORCES else subject


def subjects_beside(head: Token | None) -> Iterator[Token]:
    """Yield the other subjects of the verb that `head` is a subject of."""
    if head is not None and head.dep_ in _SUBJECTS:
        yield from (c for c in head.head.lefts if c.dep_ in _SUBJECTS and c != head)


def _antecedent(subject: Token, verb: Token) -> Token:
    """Return what a relative pronoun stands for, or the subject itself."""
    if subject.lower_ in {"which", "that", "who"} and verb.dep_ == "relcl":
        return verb.head
    return subject


def arguments_of(verb: Token) -> Iterator[Token]:
    """Yield the heads of a verb's objects, plain and prepositional, with what is joined to them."""
    for child in verb.children:
        if child.i > verb.i and child.dep_ in {"dobj", "attr", "oprd", "dative", "npadvmod"}:
            yield from _joined(child)
        elif child.dep_ in {"prep", "agent", "prt", "dative"}:
            for inner in child.children:
                if inner.dep_ == "pobj":
                    yield from _joined(inner)
                    if inner.lemma_ in PARTS:
                        yield from prepositional(inner, "of")
                elif inner.dep_ == "prep":
                    yield from (t for t in inner.children if t.dep_ == "pobj")


def objects_of(verb: Token) -> Iterator[Token]:
    """Yield the heads of a verb's direct objects, with what is joined to them."""
    for child in verb.children:
        if child.i > verb.i and _is_object(child):
            for head in _joined(child):
                yield head
                if head.lemma_ in PARTS:
                    yield from prepositional(head, "of")


def _is_object(token: Token) -> bool:
    """Tell whether a word is a direct object; the parser may take a name for something else."""
    is_name = token.dep_ in {"npadvmod", "xcomp"} and token.tag_[:3] == "NNP"
    return token.dep_ in {"dobj", "attr", "oprd"} or (is_name and token.text not in CALENDAR)


def prepositional(token: Token, *prepositions: str) -> Iterator[Token]:
    """Yield the heads of what follows these prepositions under a verb or noun."""
    for child in token.children:
        if child.lower_ in prepositions and child.dep_ in {"prep", "agent", "dative"}:
            for inner in child.children:
                if inner.dep_ in {"pobj", "pcomp"}:
                    yield from _joined(inner)


def _joined(token: Token) -> Iterator[Token]:
    for _ in range(_CLIMB * 2):
        yield token
        following = next((c for c in token.children if c.dep_ in {"conj", "appos"}), None)
        if following is None:
            return
        token = following


def is_passive(verb: Token) -> bool:
    """Tell whether a participle is passive: "was held", "held in May", but not "has held"."""
    if verb.tag_ != "VBN":
        return False
    helpers = {c.lemma_ for c in verb.children if c.dep_ in {"aux", "auxpass"}}
    return "have" not in helpers


def is_negated(verb: Token) -> bool:
    """Tell whether "not" or "never" stands with the verb."""
    return any(c.dep_ == "neg" or c.lower_ in {"not", "never", "n't"} for c in verb.children)


def is_refused(token: Token) -> bool:
    """Tell whether a verb over a token says that it does not come about."""
    for _ in range(_CLIMB):
        if token.lemma_ in _REFUSING or (is_verb(token) and is_negated(token)):
            return True
        if token.head is token or token.dep_ in {"ccomp", "advcl", "relcl"}:
            return False
        token = token.head
    return False


def is_past_tense(token: Token) -> bool:
    """Tell whether the first verb over a token tells of the past."""
    for _ in range(_CLIMB):
        if is_verb(token):
            past = token.tag_ == "VBD" or any(c.tag_ == "VBD" for c in token.children)
            if past or token.dep_ in {"ROOT", "ccomp"}:
                return past
        token = token.head
    return False


def is_planned(token: Token) -> bool:
    """Tell whether the verb over a token, or one that governs it, tells what is to come."""
    is_told = False
    for _ in range(_CLIMB):
        if is_verb(token) or token.tag_ == "MD":
            helpers = [c.lower_ for c in token.children if c.dep_ == "aux"]
            if any(h in _FUTURE_WORDS for h in helpers):
                return True
            if "to" in helpers and (_looks_ahead(token.head) or token.dep_ == "ROOT"):
                return True
            complements = (c for c in token.rights if c.dep_ == "acomp")
            if not is_told and any(_is_followed_up(t) for t in (token, *complements)):
                return True
            # What a clause with a subject of its own tells is not to come with the one over it.
            is_told = is_told or any(c.dep_ in _SUBJECTS for c in token.lefts)
            if token.lemma_ in {"plan", "schedule", "expect", "slate"} and is_passive(token):
                return all(c.tag_ != "VBD" for c in token.children)
        if token.head is token or token.dep_ in {"ccomp", "parataxis"}:
            return False
        token = token.head
    return False


def _looks_ahead(token: Token) -> bool:
    """Tell whether an infinitive under a word is to come: "is to join", "due to", "plans to"."""
    if token.lemma_ == "be":  # "The aim is to join" names no more than the aim
        is_equated = any(c.dep_ in {"acomp", "attr"} for c in token.rights)
        return not is_equated and all(c.lemma_ not in _PURPOSES for c in token.lefts)
    return token.lemma_ in _PLANNING and (token.lemma_ != "go" or token.tag_ == "VBG")


def _is_followed_up(token: Token) -> bool:
    """Tell whether a word has an infinitive under it that is to come."""
    infinitives = (c for c in token.rights if c.dep_ == "xcomp")
    return any(t.tag_ == "TO" for c in infinitives for t in c.lefts) and _looks_ahead(token)


def is_cancelled(token: Token) -> bool:
    """Tell whether a verb that governs a token calls things off."""
    for _ in range(_CLIMB):
        called_off = token.lemma_ == "call" and any(c.lower_ == "off" for c in token.children)
        if token.lemma_ in _CANCELLING or called_off:
            return True
        if token.head is token:
            return False
        token = token.head
    return False
