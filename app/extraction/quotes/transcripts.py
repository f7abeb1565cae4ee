"""Finds the turns of a transcript: "MS. LEE: …", speech that a label introduces without marks."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span

from app.extraction.quotes.scene import Scene

_LABEL = re.compile(r"[\"']?[^\W\d_a-z][^\n:a-zß-öø-ÿ]{1,40}(?=:\s)")
_MIN_TURNS = 2
_MIN_WORDS = 3
# Labels in capitals that head what nobody says.
_HEADINGS = frozenset(
    "FACT MYTH NOTE SUBJECT UPDATE WATCH WHAT WHEN WHERE WHO WHY HOW BREAKING RELATED MORE READ"
    " SOURCE SOURCES EDITOR PHOTO CAPTION TO FROM CC RE DATE".split()
)


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says in a transcript, up to the end of the paragraph."""

    label: Span
    words: Span


def find_turns(scene: Scene) -> list[Turn]:
    """Return the turns of a transcript, in order; none if the text is no transcript.

    A label is in capitals and stands at the start of a paragraph, with a colon. It counts where
    turns alternate: with its own other turns, or with questions ("Q:").
    """
    doc = scene.doc
    questions = len(re.findall(r"(?m)^Q(?:UESTION)?: ", doc.text))
    turns = list(_labelled(scene))
    counts = Counter(turn.label.text for turn in turns)
    return [t for t in turns if counts[t.label.text] + questions >= _MIN_TURNS]


def _labelled(scene: Scene) -> Iterator[Turn]:
    doc = scene.doc
    for start, end in zip(scene.paragraph_start, scene.paragraph_end, strict=True):
        text = doc[start:end].text
        match = _LABEL.match(text)
        if match is None or match.group().strip("\"'").split()[0].rstrip("S:") in _HEADINGS:
            continue
        first = doc[start].idx if start < len(doc) else 0
        opening = len(match.group()) - len(match.group().lstrip("\"'"))
        label = doc.char_span(first + opening, first + match.end())
        words = _strip(doc[label.end + 1 : end]) if label is not None else doc[end:end]
        if label is not None and sum(t.is_alpha for t in words) >= _MIN_WORDS:
            yield Turn(label, words)


def _strip(words: Span) -> Span:
    start, end = words.start, words.end
    while start < end and words.doc[start].is_space:
        start += 1
    while end > start and words.doc[end - 1].is_space:
        end -= 1
    return words.doc[start:end]
