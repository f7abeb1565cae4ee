"""Tells which words report speech: verbs of reporting by class, and "according to"."""

from spacy.tokens import Span, Token

from app.extraction.lexicon.cues import load_cues

_CUES = load_cues()
_ACCORDING_STARTS = frozenset(words[0] for words in _CUES.according)
_VERB_TAGS = frozenset({"VBD", "VBZ", "VBP", "VB", "VBN", "VBG"})
_VERB_POS = frozenset({"VERB", "AUX", "NOUN", "ADJ", "PROPN"})


def lemma_of(token: Token) -> str:
    """Return the lemma of `token` in lower case, mended where the model is known to err."""
    lemma = token.lemma_.lower()
    return _CUES.lemmas.get(lemma, lemma)


def cue_class(token: Token) -> str | None:
    """Return the class of the reporting verb that `token` is, or None."""
    if token.tag_ not in _VERB_TAGS or token.pos_ not in _VERB_POS:
        return None
    lemma = lemma_of(token)
    kind = _CUES.verb_class.get(lemma)
    if kind is None and any(c.lower_ in _CUES.phrasal.get(lemma, ()) for c in token.children):
        return "speech"
    return kind


def is_cue(token: Token, *classes: str) -> bool:
    """Tell whether `token` is a reporting verb, of one of `classes` if any are given."""
    kind = cue_class(token)
    return kind is not None and (not classes or kind in classes)


def is_passive(verb: Token) -> bool:
    """Tell whether `verb` is a passive, in full ("was called") or reduced ("dubbed")."""
    if verb.tag_ != "VBN":
        return False
    helpers = {c.dep_ for c in verb.children}
    if helpers & {"auxpass", "nsubjpass", "agent"} or verb.dep_ in {"acl", "amod"}:
        return True
    return "aux" not in helpers and (verb.dep_ == "advcl" or not helpers & {"nsubj"})


def according_at(token: Token) -> Span | None:
    """Return the phrase "according to", or one like it, if it starts at `token`."""
    if token.lower_ not in _ACCORDING_STARTS:
        return None
    for words in _CUES.according:
        if token.lower_ == words[0]:
            span = token.doc[token.i : token.i + len(words)]
            if tuple(t.lower_ for t in span) == words:
                return span
    return None
