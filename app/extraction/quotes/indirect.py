"""Finds reported speech without marks: the clause that a reporting verb governs."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from app.extraction.quotes.cues import according_at, cue_class, is_passive
from app.extraction.quotes.phrases import phrase_after, subject_of
from app.extraction.quotes.rules.common import Attribution
from app.extraction.quotes.scene import STOPS, Scene

_MIN_WORDS = 3
# Verbs after which a clause may start at once, parse unheard: others take objects as often.
_BARE_CLAUSE = frozenset({"say", "add", "claim", "argue", "insist"})
_TRIM_END = frozenset({",", ";", ":", "—", "–", "--", "-", "and", "but", "."})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_CLAUSE_STARTS = frozenset({"PRON", "DET", "PROPN", "NOUN", "NUM", "ADJ"})
_MAX_TO_THAT = 8
_MAX_LEAD = 2
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})


@dataclass(frozen=True, slots=True)
class Reported:
    """Words reported without marks, and who is said to have said them."""

    content: Span
    attribution: Attribution


def find_reported(scene: Scene) -> list[Reported]:
    """Return the reported speech of the Doc, outside of quotations and none overlapping."""
    found = [*_by_complement(scene), *_by_according(scene)]
    found.sort(key=lambda r: (r.content.start, -len(r.content)))
    kept: list[Reported] = []
    for reported in found:
        if kept and reported.content.start < kept[-1].content.end:
            continue
        kept.append(reported)
    return kept


def _by_complement(scene: Scene) -> Iterator[Reported]:
    for token in scene.doc:
        # Verbs of thought and evidence govern what nobody said: right 56 and 73 times in 100.
        if cue_class(token) != "speech" or not scene.outside(token.i) or is_passive(token):
            continue
        speaker = subject_of(token, scene.outside)
        if speaker is None:
            continue
        for content, where in (
            (_after_cue(scene, token), "after-cue"),
            (_before_cue(scene, token), "before-cue"),
            (_around_cue(scene, token, speaker), "around-cue"),
        ):
            around = where == "around-cue"
            if content is not None and (around or not content.start <= speaker.start < content.end):
                yield Reported(content, Attribution(f"reported-{where}", speaker, token))
                break


def _after_cue(scene: Scene, cue: Token) -> Span | None:
    """Return the clause after the cue: by the parse, or what "that" opens, or what is next."""
    doc = scene.doc
    stop = _stop(scene, cue.i + 1)
    clause = next((c for c in cue.children if c.dep_ == "ccomp" and c.i > cue.i), None)
    that = next((t.i for t in doc[cue.i + 1 : min(cue.i + _MAX_TO_THAT, stop)] if _opens(t)), None)
    if clause is not None and _has_subject(clause):
        start = max(clause.left_edge.i, cue.i + 1)
        end = clause.right_edge.i + 1
    elif that is not None:
        start, end = that + 1, stop
    elif cue.i + 1 < stop and _starts_clause(doc[cue.i + 1 : stop], cue):
        start, end = cue.i + 1, stop
    else:
        return None
    return _tidy(scene, start, min(stop, _cut(doc[start:end], cue)))


def _opens(token: Token) -> bool:
    return token.lower_ == "that" and token.tag_ == "IN"


def _has_subject(verb: Token) -> bool:
    return any(c.dep_ in _SUBJECTS for c in verb.children) or verb.tag_ == "VB"


def _starts_clause(rest: Span, cue: Token) -> bool:
    """Whether what follows the cue at once is a clause, though the parse knows none."""
    if cue.lemma_.lower() not in _BARE_CLAUSE or rest[0].pos_ not in _CLAUSE_STARTS:
        return False
    return any(t.tag_ in _FINITE and _has_subject(t) for t in rest[1:])


def _cut(content: Span, cue: Token) -> int:
    """Return where the content ends: before ", adding …" and before what the cue is joined to."""
    doc = content.doc
    for token in content[1:]:
        before = doc[token.i - 1]
        if before.text == "," and token.tag_ == "VBG" and cue_class(token) == "speech":
            return before.i
        if token.head == cue and token.dep_ == "conj" and token.i > content.start:
            joint = [c.i for c in cue.children if c.dep_ == "cc" and c.i < token.i]
            if joint and joint[-1] > content.start:
                return joint[-1]
    return content.end


def _before_cue(scene: Scene, cue: Token) -> Span | None:
    """Return the sentence before ", X said"."""
    clause = next((c for c in cue.children if c.dep_ == "ccomp" and c.i < cue.i), None)
    if clause is None or not _has_subject(clause):
        return None
    subject = [c.left_edge.i for c in cue.children if c.dep_ in _SUBJECTS and c.i > clause.i]
    end = min([cue.i, *subject])
    return _tidy(scene, min(clause.left_edge.i, _start(scene, end)), end)


def _around_cue(scene: Scene, cue: Token, speaker: Span) -> Span | None:
    """Return the sentence around ", X said,", the attribution within it."""
    doc = scene.doc
    closed = doc[cue.i + 1 : cue.i + 2].text == "," and cue.tag_ in {"VBD", "VBZ"}
    if not closed or speaker.end != cue.i or speaker.start == 0:
        return None
    start = _start(scene, speaker.start)
    if doc[speaker.start - 1].text != "," or speaker.start - start < _MIN_WORDS:
        return None
    return _tidy(scene, start, _stop(scene, cue.i + 1))


def _start(scene: Scene, i: int) -> int:
    while i > 0 and scene.outside(i - 1) and not _is_stop(scene.doc[i - 1]):
        i -= 1
    return i


def _stop(scene: Scene, i: int) -> int:
    while i < len(scene.doc) and not _is_stop(scene.doc[i]):
        i += 1
    return i


def _is_stop(token: Token) -> bool:
    return token.text in STOPS or (token.is_space and "\n" in token.text)


def _tidy(scene: Scene, start: int, end: int) -> Span | None:
    doc = scene.doc
    while start < end and (doc[start].is_space or doc[start].text in {",", ":", "-", "—", "that"}):
        start += 1
    for i in range(start, end):
        if not scene.outside(i):
            return None
        if doc[i].is_space and "\n" in doc[i].text:
            end = i
            break
    while end > start and (doc[end - 1].is_space or doc[end - 1].lower_ in _TRIM_END):
        end -= 1
    content = doc[start:end]
    return content if sum(t.is_alpha for t in content) >= _MIN_WORDS else None


def _by_according(scene: Scene) -> Iterator[Reported]:
    for token in scene.doc:
        phrase = according_at(token) if scene.outside(token.i) else None
        speaker = phrase_after(scene.doc, phrase.end, scene.outside) if phrase is not None else None
        if phrase is None or speaker is None:
            continue
        start = _start(scene, token.i)
        if token.i - start <= _MAX_LEAD:
            comma = _next_comma(scene, speaker.end)
            content = _tidy(scene, comma, _stop(scene, comma)) if comma is not None else None
        else:
            content = _tidy(scene, start, token.i)
        if content is not None:
            yield Reported(content, Attribution("reported-according-to", speaker, phrase[0]))


def _next_comma(scene: Scene, i: int) -> int | None:
    for k in range(i, _stop(scene, i)):
        if scene.doc[k].text == ",":
            return k + 1
    return None
