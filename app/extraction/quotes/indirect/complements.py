"""Finds reported speech that is no verb's clause: infinitives, topics, objects, nouns' clauses."""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from app.extraction.lexicon.cues import load_cues
from app.extraction.quotes.cues import is_passive, lemma_of
from app.extraction.quotes.indirect.bounds import clause_end, sentence_stop, words_between
from app.extraction.quotes.indirect.common import (
    Reported,
    has_subject,
    is_asserted,
    is_infinitive,
    is_that,
    is_voice,
    owner_phrase,
)
from app.extraction.quotes.phrases import subject_of
from app.extraction.quotes.rules.common import Attribution
from app.extraction.quotes.scene import Scene

_CUES = load_cues()
_CLAUSAL = frozenset({"ccomp", "xcomp", "advcl"})
_ADDRESSEES = frozenset({"dobj", "dative", "nsubj"})
_NOUN_CLAUSES = frozenset({"acl", "ccomp", "relcl"})
_RELATIVE = frozenset({"WDT", "WP", "WP$"})
_SOURCES = frozenset({"by", "from"})
_CALLS_ON = frozenset({"on", "upon"})
_BLAMED = frozenset({"of", "for"})
_MIN_OBJECT = 4
"""In tokens: shorter objects are mostly whom or what the verb is about, not what was said."""

Part = tuple[str, int, int]
"""The rule, and where the content starts and ends."""


def find_complements(scene: Scene) -> Iterator[Reported]:
    """Yield what verbs and nouns of speech have as their content, other than a verb's clause."""
    for token in scene.doc:
        if not scene.outside(token.i):
            continue
        if token.tag_.startswith("VB") and not is_passive(token):
            yield from _of_verb(scene, token)
        if token.pos_ == "NOUN" and lemma_of(token) in _CUES.nouns:
            yield from _of_noun(scene, token)


def _of_verb(scene: Scene, cue: Token) -> Iterator[Reported]:
    lemma = lemma_of(cue)
    parts = [*_infinitive(scene, cue, lemma), *_topic(scene, cue, lemma), *_object(cue, lemma)]
    speaker = subject_of(cue, scene.outside) if parts and is_asserted(cue) else None
    if speaker is None or not is_voice(speaker):
        return
    for rule, start, end in parts:
        content = words_between(scene, start, end, cue)
        if content is not None and not content.start <= speaker.start < content.end:
            yield Reported(content, Attribution(rule, speaker, cue))


def _infinitive(scene: Scene, cue: Token, lemma: str) -> Iterator[Part]:
    """Find "vowed to fight" and "urged them to fight"."""
    if lemma not in _CUES.infinitive and lemma not in _CUES.directive:
        return
    for clause in cue.children:
        if clause.i < cue.i or clause.dep_ not in _CLAUSAL or not is_infinitive(clause):
            continue
        to = min(c.i for c in clause.children if c.lower_ == "to" or c.dep_ == "neg")
        beside = (*cue.children, *clause.children)
        addressed = any(c.dep_ in _ADDRESSEES and cue.i < c.i < to for c in beside)
        if addressed and lemma in _CUES.directive:
            yield "reported-urging", to, clause_end(scene, clause)
        elif not addressed and lemma in _CUES.infinitive and clause.dep_ != "advcl":
            yield "reported-infinitive", to, clause_end(scene, clause)


def _topic(scene: Scene, cue: Token, lemma: str) -> Iterator[Part]:
    """Find "called for talks", "called on them to talk" and "accused them of lying"."""
    topics = _CUES.topical.get(lemma, frozenset())
    if not topics and lemma not in _CUES.charge:
        return
    for child in cue.children:
        if child.i < cue.i or child.dep_ not in {"prep", "advcl"}:
            continue
        start, word = child.left_edge.i + 1, child.left_edge.lower_
        if word in _BLAMED and lemma in _CUES.charge:
            if any(c.dep_ == "pcomp" for c in child.children):
                yield "reported-charge", start, _relative(scene.doc[start : child.right_edge.i + 1])
        elif word in topics:
            called = _infinitive_after(scene, child, cue)
            last = called if called is not None else child
            end = _relative(scene.doc[start : last.right_edge.i + 1])
            if word not in _CALLS_ON or (called is not None and called.i < end):
                yield "reported-topic", start, end


def _infinitive_after(scene: Scene, topic: Token, cue: Token) -> Token | None:
    """Return "to talk" in "called for them to talk", wherever the parse has hung it."""
    if is_infinitive(topic):
        return topic
    beside = (c for c in cue.children if c.i > topic.i and c.dep_ in _CLAUSAL)
    end = min(topic.right_edge.i + 1, sentence_stop(scene, topic.i))
    within = (t for t in scene.doc[topic.i : end] if t.tag_ == "VB")
    return next((t for t in (*beside, *within) if is_infinitive(t)), None)


def _object(cue: Token, lemma: str) -> Iterator[Part]:
    """Find "announced the arrest of a man"."""
    if lemma not in _CUES.objective:
        return
    for child in cue.children:
        start, end = max(child.left_edge.i, cue.i + 1), child.right_edge.i + 1
        if child.dep_ == "dobj" and child.tag_ != "VBG" and end - start >= _MIN_OBJECT:
            yield "reported-object", start, _relative(cue.doc[start:end])


def _relative(phrase: Span) -> int:
    """Return where ", which …" starts, in the reporter's words; else the end of the phrase."""
    for token in phrase[:-1]:
        if token.text == "," and token.nbor().tag_ in _RELATIVE:
            return token.i
    return phrase.end


def _of_noun(scene: Scene, noun: Token) -> Iterator[Reported]:
    """Find "his claim that it was safe", and "his point was that it was safe"."""
    owner = _owner(noun)
    if owner is None:
        return
    for clause in _that_clauses(noun):
        # Of a subject's clause, the verb behind it is no part.
        subject = noun.dep_ == "nsubj" and clause.head == noun
        end = clause.right_edge.i + 1 if subject else clause_end(scene, clause)
        content = words_between(scene, clause.left_edge.i, end, noun)
        if content is not None:
            speaker = owner_phrase(owner, scene)
            yield Reported(content, Attribution("reported-noun", speaker, noun))


def _that_clauses(noun: Token) -> Iterator[Token]:
    """Yield the verbs of the clauses with "that" which say what `noun` is."""
    verb = noun.head
    point = noun.dep_ == "nsubj" and verb.lemma_.lower() == "be"
    for clause in (*noun.children, *(verb.children if point else ())):
        opened = any(c.dep_ == "mark" and is_that(c) for c in clause.children)
        if clause.i > noun.i and clause.dep_ in _NOUN_CLAUSES and opened and has_subject(clause):
            yield clause


def _owner(noun: Token) -> Token | None:
    """Return X in "X's claim" or "the claim by X"."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child
        if child.dep_ == "prep" and child.lower_ in _SOURCES:
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None
