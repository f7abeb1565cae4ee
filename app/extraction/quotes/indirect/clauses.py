"""Finds the clauses that verbs of saying, thinking and finding govern."""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from app.extraction.lexicon.cues import load_cues
from app.extraction.quotes.cues import cue_class, is_passive, lemma_of
from app.extraction.quotes.indirect.bounds import (
    clause_end,
    follows_quotation,
    is_stop,
    runs_into_quotation,
    sentence_start,
    sentence_stop,
    tidy,
    words_between,
)
from app.extraction.quotes.indirect.common import (
    FINITE,
    Reported,
    has_clause,
    has_subject,
    is_asserted,
    is_infinitive,
    is_negated,
    is_that,
    is_voice,
)
from app.extraction.quotes.phrases import subject_of
from app.extraction.quotes.rules.common import Attribution
from app.extraction.quotes.scene import Scene

_CUES = load_cues()
_RULES = {
    "speech": "reported-after-cue",
    "thought": "reported-thought",
    "evidence": "reported-evidence",
}
_NOBODY = frozenset({"that", "this", "these", "us", "me", "him", "them"})
_CLAUSE_STARTS = frozenset({"PRON", "DET", "PROPN", "NOUN", "NUM", "ADJ"})
_IF = frozenset({"if", "whether"})
_OWN_OBJECTS = frozenset({"ccomp", "xcomp", "prt"})
_TIME_OR_PLACE = frozenset({"ADP", "DET", "ADJ", "NOUN", "PROPN", "NUM"})
_DEPENDENT = frozenset({"IN", "WRB", "VBN"})
_TURNS = frozenset({"although", "though", "who", "which"})
_MAX_TO_THAT = 8
_MAX_TO_COMMA = 6
_MIN_BEFORE = 2


def find_clauses(scene: Scene) -> Iterator[Reported]:
    """Yield the clauses reported after, around or before a verb."""
    for cue in scene.doc:
        kind = _kind(cue) if scene.outside(cue.i) else None
        if kind is None or is_passive(cue) or is_negated(cue) or not _is_told(cue):
            continue
        speaker = subject_of(cue, scene.outside)
        if speaker is not None and _may_report(kind, cue, speaker):
            yield from _clause_of(scene, cue, speaker, kind)


def _kind(token: Token) -> str | None:
    """Return "speech", "thought" or "evidence" for a verb whose clause counts as reported."""
    kind = cue_class(token)
    if kind is None and token.tag_ == "NNS" and any(c.dep_ == "nsubj" for c in token.children):
        # A verb that is a plural noun too: "But Holm claims that …".
        return "speech" if lemma_of(token) in _CUES.speech else None
    return kind if kind == "speech" or lemma_of(token) in _CUES.clausal else None


def _is_told(cue: Token) -> bool:
    """Whether an infinitive tells of what was said: in "went on to say", not in "wants to say"."""
    return not is_infinitive(cue) or lemma_of(cue.head) in _CUES.proceeding


def _may_report(kind: str, cue: Token, speaker: Span) -> bool:
    if kind == "speech":
        return speaker.text.lower() not in _NOBODY
    if not is_asserted(cue):
        return False
    return is_voice(speaker) or (kind == "evidence" and speaker.root.pos_ == "NOUN")


def _clause_of(scene: Scene, cue: Token, speaker: Span, kind: str) -> Iterator[Reported]:
    content, rule = _after_cue(scene, cue, speaker), _RULES[kind]
    if content is None or content.start <= speaker.start < content.end:
        content, rule = _around_cue(scene, cue, speaker), "reported-around-cue"
    if content is None:
        content, rule = _before_cue(scene, cue, speaker), "reported-before-cue"
    if content is not None:
        yield Reported(content, Attribution(rule, speaker, cue))


def _after_cue(scene: Scene, cue: Token, speaker: Span) -> Span | None:
    """Return the clause after the cue: by the parse, or what "that" opens, or what is next."""
    doc, start = scene.doc, cue.i + 1
    stop = sentence_stop(scene, start)
    clause = next((c for c in cue.children if _is_clause(c, cue)), None)
    that = next((t for t in doc[start : min(cue.i + _MAX_TO_THAT, stop)] if _opens(t)), None)
    at_once = clause is not None and clause.left_edge.i == start
    if that is None and not at_once and _attributes_quotation(scene, cue, speaker):
        return None
    if clause is not None:
        start, stop = max(clause.left_edge.i, start), clause_end(scene, clause)
    elif that is not None:
        start = that.i + 1
    elif not _starts_clause(doc[start:stop], cue):
        return None
    return words_between(scene, start, stop, cue)


def _is_clause(child: Token, cue: Token) -> bool:
    """Whether `child` heads a clause that the cue governs: "asked him if it was safe" too."""
    if child.i < cue.i or is_infinitive(child) or not has_subject(child):
        return False
    asked = lemma_of(cue) == "ask" and child.dep_ == "advcl"
    return child.dep_ == "ccomp" or (asked and any(c.lower_ in _IF for c in child.children))


def _opens(token: Token) -> bool:
    """Whether a clause opens with "that" here: not in "denied that in a statement"."""
    following = token.doc[token.i + 1 : token.i + 2]
    alone = any(t.pos_ == "ADP" or t.is_punct for t in following)
    return is_that(token) and not alone


def _attributes_quotation(scene: Scene, cue: Token, speaker: Span) -> bool:
    """Whether the cue belongs to the quotation before it: "…," she said after her release."""
    first = min(speaker.start, cue.i)
    beside = _is_finite(cue) and cue.i - first <= len(speaker) + 1
    return beside and follows_quotation(scene, first)


def _is_finite(token: Token) -> bool:
    return token.tag_ in FINITE or token.tag_ == "MD"


def _starts_clause(rest: Span, cue: Token) -> bool:
    """Whether what follows the cue at once is a clause, though the parse knows none."""
    if lemma_of(cue) not in _CUES.bare_clause or not rest or rest[0].pos_ not in _CLAUSE_STARTS:
        return False
    return any(_is_finite(t) and has_subject(t) for t in rest[1:])


def _before_cue(scene: Scene, cue: Token, speaker: Span) -> Span | None:
    """Return the sentence before ", X said" and ", said X"."""
    doc, first = scene.doc, min(speaker.start, cue.i)
    if doc[first - 1 : first].text != "," or _goes_on(cue) or not _is_main(cue):
        return None
    if runs_into_quotation(scene, max(cue.i + 1, speaker.end)):
        return None
    start = sentence_start(scene, first)
    words = doc[start : first - 1]
    # Headlines leave out so much that their parse tells no clause.
    ends = cue.i + 1 == len(doc) or is_stop(doc[cue.i + 1])
    whole = has_clause(words) or (ends and any(t.pos_ in {"VERB", "AUX"} for t in words))
    if not whole or _depends(words) or follows_quotation(scene, start):
        return None
    return tidy(scene, start, first)


def _goes_on(cue: Token) -> bool:
    """Whether the cue has a content behind it, so that what stands before is not its own."""
    lemma = lemma_of(cue)
    own = _OWN_OBJECTS if lemma in _CUES.addressee else _OWN_OBJECTS | {"dobj"}
    topics = _CUES.prepositional.get(lemma, frozenset())
    topics = topics if lemma in _CUES.addressee_to else topics | {"to"}
    return any(
        c.i > cue.i and (c.dep_ in own or (c.dep_ == "prep" and c.lower_ in topics))
        for c in cue.children
    )


def _is_main(cue: Token) -> bool:
    """Whether the cue tells of one utterance that took place, outside of relative clauses."""
    told = _is_finite(cue) or cue.tag_ in {"VBN", "NNS"}
    return told and not any(c.tag_ in {"WP", "WDT", "MD"} for c in cue.children)


def _depends(words: Span) -> bool:
    """Whether the words are a clause that depends on what follows: "When it was late"."""
    words = words[1:] if words[0].pos_ == "CCONJ" else words
    opened = any(t.tag_ in _DEPENDENT for t in words[:1])
    return opened and not any(t.text == "," for t in words)


def _around_cue(scene: Scene, cue: Token, speaker: Span) -> Span | None:
    """Return the sentence around ", X said,", the attribution within it."""
    doc, comma = scene.doc, _comma_after(cue)
    if comma is None or _goes_on(cue) or not is_voice(speaker):
        return None
    start = sentence_start(scene, speaker.start)
    if speaker.start - start < _MIN_BEFORE or not _parts(doc[speaker.start : cue.i + 1], speaker):
        return None
    before = doc[start : speaker.start - 1]
    whole = has_clause(before) and not _depends(before)
    if whole and _turns(doc[comma + 1 : comma + 4], cue):
        return None
    return tidy(scene, start, sentence_stop(scene, cue.i + 1))


def _comma_after(cue: Token) -> int | None:
    """Return the index of the comma that closes ", X said on Monday,"."""
    rest = cue.doc[cue.i + 1 : cue.i + 1 + _MAX_TO_COMMA]
    mark = next((t for t in rest if t.is_punct), None)
    if mark is None or mark.text != ",":
        return None
    plain = all(t.pos_ in _TIME_OR_PLACE for t in cue.doc[cue.i + 1 : mark.i])
    return mark.i if plain and cue.tag_ not in {"VBG", "VBN"} else None


def _parts(attribution: Span, speaker: Span) -> bool:
    """Whether a comma and then no more than the speaker and the cue part the sentence."""
    between = attribution[len(speaker) : -1]
    opened = attribution.doc[max(attribution.start - 1, 0)].text == ","
    return len(attribution) > len(speaker) and opened and all(t.pos_ == "ADV" for t in between)


def _turns(following: Span, cue: Token) -> bool:
    """Whether the reporter goes on after ", X said,": ", wiping …", ", and urged …"."""
    first = following[0] if len(following) else cue
    joined = any(t.tag_ == cue.tag_ and t.dep_ == "conj" and t.head == cue for t in following)
    told = first.tag_ == "VBG" and first.lower_ != "including"
    return first.lower_ in _TURNS or told or joined
