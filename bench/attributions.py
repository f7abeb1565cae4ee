"""Compares quotes with sets of attributions: whose marked words are, and what is reported."""

import itertools
from collections.abc import Iterator, Sequence

from app.evaluation.judgement import Judgement, alike, last_word, overlap
from app.evaluation.quotes import MARKED
from app.extraction.extract import Pipeline
from app.records import Extraction, Quote, QuoteKind, Span
from bench.development_sets import Row, extract_rows

SPEAKERS = "speakers of marked quotes"
INDIRECT = "indirect content"
INDIRECT_SPEAKERS = "indirect content, speakers"

_MARKS = '“”"'


def judge_attributions(pipeline: Pipeline, rows: Sequence[Row]) -> list[Judgement]:
    """Return the judgements on the attributions of each row.

    The precision of SPEAKERS is of the quotes found, a piece each; its recall of the attributions
    whose source is stated, which may be quoted in several pieces.
    """
    return [judge_result(row, result) for row, result in extract_rows(pipeline, rows)]


def doubles_marks(row: Row) -> bool:
    """Tell whether an article doubles the single mark: '' is none of the gold's quotation marks."""
    return "''" in row["text"]


def judge_result(row: Row, result: Extraction) -> Judgement:
    """Return the judgement on one row."""
    text, judgement = row["text"], Judgement()
    _judge_speakers(judgement, text, row["quotes"], result.quotes)
    indirect = [q for q in row["quotes"] if q["speaker"] and not _is_marked(text, q)]
    pairs = judgement.match(
        INDIRECT,
        [(q.rule, q) for q in result.quotes if q.kind is QuoteKind.INDIRECT],
        indirect,
        lambda q, g: alike((q.start, q.end), (_pieces(g)[0][0], _pieces(g)[-1][1])),
    )
    for rule, quote, wanted in pairs:
        if quote.speaker is not None:
            judgement.add(INDIRECT_SPEAKERS, rule, right=_same_speaker(text, quote, wanted))
            judgement.gold[INDIRECT_SPEAKERS] += 1
    return judgement


def _judge_speakers(
    judgement: Judgement, text: str, annotations: Sequence[Row], quotes: Sequence[Quote]
) -> None:
    marked = [(q, list(_quoted(text, q))) for q in annotations if _is_marked(text, q)]
    recalled: set[int] = set()
    for quote in quotes:
        if quote.kind not in MARKED or quote.speaker is None:
            continue
        covered = [
            q for q, spans in marked if any(alike((quote.start, quote.end), s) for s in spans)
        ]
        stated = [q for q in covered if q["speaker"]]
        if covered and not stated:
            continue  # whose words they are, the gold leaves open
        hits = {id(q) for q in stated if _same_speaker(text, quote, q)}
        recalled |= hits
        judgement.add(SPEAKERS, quote.rule, right=bool(hits))
    judgement.recall(SPEAKERS, found=len(recalled), gold=sum(1 for q, _ in marked if q["speaker"]))


def _pieces(annotation: Row) -> list[Span]:
    return [(p["start"], p["end"]) for p in annotation.get("parts") or [annotation]]


def _is_marked(text: str, annotation: Row) -> bool:
    return any(ch in _MARKS for s, e in _pieces(annotation) for ch in text[max(0, s - 1) : e + 1])


def _quoted(text: str, annotation: Row) -> Iterator[Span]:
    """Yield the annotation's pieces, and their stretches between marks."""
    for start, end in _pieces(annotation):
        yield start, end
        first, last = max(0, start - 1), min(len(text), end + 1)
        cuts = [first, *(i for i in range(first, last) if text[i] in _MARKS), last]
        for a, b in itertools.pairwise(cuts):
            if b - a > 1:
                yield (a + 1 if text[a] in _MARKS else a), b


def _same_speaker(text: str, quote: Quote, annotation: Row) -> bool:
    """Tell whether half of our speaker's words are the source's, or both end in the same word."""
    if quote.speaker is None:
        return False
    span = (quote.speaker.start, quote.speaker.end)
    inside = sum(overlap(span, piece) for piece in _pieces(annotation["speaker"]))
    ends = last_word(text[slice(*span)]), last_word(annotation["speaker"]["text"])
    return 2 * inside >= span[1] - span[0] or ends[0] == ends[1]
