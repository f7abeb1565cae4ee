"""Finds reported speech without marks: the clause that a reporting verb governs."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from app.extraction.quotes.cues import according_at, cue_class, is_passive
from app.extraction.quotes.phrases import phrase_after, subject_of
from app.extraction.quotes.rules import Attribution
from app.extraction.quotes.scene import Scene

_MIN_WORDS = 3
_CLASSES = frozenset({"speech", "thought", "stance", "evidence"})
_TRIM_END = frozenset({",", ";", ":", "—", "–", "--", "-", "and", "but", "."})
_CLAUSE_DEPS = frozenset({"ccomp"})
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
        kind = cue_class(token)
        if kind not in _CLASSES or not scene.outside(token.i):
            continue
        for child in token.children:
            if child.dep_ not in _CLAUSE_DEPS or not scene.outside(child.i):
                continue
            content = _clause(scene, token, child)
            speaker = None if is_passive(token) else subject_of(token, scene.outside)
            if content is None or speaker is None or content.start <= speaker.start < content.end:
                continue
            rule = f"reported-by-{kind}" if child.i > token.i else f"reported-before-{kind}"
            yield Reported(content, Attribution(rule, speaker, token))


def _clause(scene: Scene, cue: Token, root: Token) -> Span | None:
    """Return the clause under `root`, without the cue, "that" and the punctuation around it."""
    if not any(c.dep_ in _SUBJECTS for c in root.children) and root.tag_ != "VB":
        return None
    start, end = root.left_edge.i, root.right_edge.i + 1
    if root.i > cue.i:
        start = max(start, cue.i + 1)
    else:
        end = min(end, cue.left_edge.i if cue.left_edge.i > root.i else cue.i)
        subject = [c for c in cue.children if c.dep_ in _SUBJECTS and c.i > root.i]
        end = min([end, *(s.left_edge.i for s in subject)])
    return _tidy(scene, start, end)


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
        if phrase is None:
            continue
        speaker = phrase_after(scene.doc, phrase.end, scene.outside)
        if speaker is None:
            continue
        head = token.head
        sentence = token.sent
        if token.i - sentence.start <= 1:
            start = speaker.end
            while start < sentence.end and scene.doc[start].text != ",":
                start += 1
            content = _tidy(scene, start, sentence.end)
        else:
            content = _tidy(scene, max(sentence.start, head.left_edge.i), token.i)
        if content is not None:
            yield Reported(content, Attribution("reported-according-to", speaker, phrase[0]))
