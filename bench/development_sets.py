"""Reads the development sets and compares extraction with what each of them annotates."""

import datetime as dt
import gzip
import hashlib
import itertools
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from app.evaluation.judging import Judgement, alike, judge, overlap
from app.extraction.extract import Pipeline, extract
from app.records import Article, Extraction, Form, Quote, QuoteKind, Span

Row = Mapping[str, Any]
_MARKS = '“”"'
_STATED = "quote speakers, of those that the gold states"
_MARKED = frozenset({QuoteKind.DIRECT, QuoteKind.MIXED})
_NOT_NAMES = frozenset({Form.METONYM, Form.NOMINAL, Form.PRONOUN})


def read_rows(path: Path) -> list[Row]:
    """Return the objects of a JSON Lines file, gzipped or not."""
    if path.suffix == ".gz":
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            return [json.loads(line) for line in lines]
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def to_article(row: Row) -> Article:
    """Return the article of a row of any set, dated where the set knows the date."""
    try:
        published = dt.date.fromisoformat(row.get("date") or row.get("published") or "")
    except ValueError:
        published = None
    return Article(row["text"], title=row.get("title"), published=published)


def extract_rows(pipeline: Pipeline, rows: Sequence[Row]) -> Iterator[tuple[Row, Extraction]]:
    """Yield each row with what is extracted from its text; raises where an article fails."""
    for row, result in zip(rows, extract(pipeline, map(to_article, rows)), strict=True):
        if not isinstance(result, Extraction):
            raise RuntimeError(f"{row['id']}: {result.reason}")
        yield row, result


def judge_gold(pipeline: Pipeline, folder: Path) -> list[Judgement]:
    """Return the judgements on the project's own gold of the development sets."""
    gold = {row["sha256"]: row for row in read_rows(folder / "gold" / "dev.jsonl")}
    names = ("exercises_dev", "world_news_dev")
    rows = [row for n in names for row in read_rows(folder / "sets" / f"{n}.jsonl.gz")]
    seed = folder.parent / "seed" / "article.txt"
    rows.append({"id": "seed", "text": seed.read_text(encoding="utf-8"), "date": "2023-06-13"})
    return [
        judge(result, gold[hashlib.sha256(row["text"].encode()).hexdigest()])
        for row, result in extract_rows(pipeline, rows)
    ]


def judge_attributions(pipeline: Pipeline, rows: Sequence[Row]) -> list[Judgement]:
    """Return the judgements on sets of attributions: marked quotes' speakers, reported content.

    Articles that double the single mark ('') are left out: their gold calls such quotes indirect.
    "quote speakers" is measured on what was found, so that its precision alone means something.
    """
    doubles = [row for row in rows if "''" not in row["text"]]
    return [_judge_attributions(row, result) for row, result in extract_rows(pipeline, doubles)]


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
            yield (a + 1 if text[a] in _MARKS else a), b


def _same_words(text: str, quote: Quote, annotation: Row) -> bool:
    if quote.speaker is None:
        return False
    span = (quote.speaker.start, quote.speaker.end)
    inside = sum(overlap(span, piece) for piece in _pieces(annotation["speaker"]))
    last = [p.split()[-1:] for p in (text[slice(*span)], annotation["speaker"]["text"])]
    return 2 * inside >= span[1] - span[0] or last[0] == last[1]


def _judge_attributions(row: Row, result: Extraction) -> Judgement:
    text, judgement = row["text"], Judgement()
    marked = [q for q in row["quotes"] if _is_marked(text, q)]
    spans = [(q, list(_quoted(text, q))) for q in marked]
    right_ones: set[int] = set()
    for quote in result.quotes:
        if quote.kind not in _MARKED or quote.speaker is None:
            continue
        covered = [q for q, s in spans if any(alike((quote.start, quote.end), x) for x in s)]
        stated = [q for q in covered if q["speaker"]]
        if covered and not stated:
            continue  # whose words they are, the gold leaves open
        hits = {id(q) for q in stated if _same_words(text, quote, q)}
        right_ones |= hits
        judgement.add("quote speakers", quote.rule, right=bool(hits))
        judgement.gold["quote speakers"] += 1
    # One attribution may be quoted in several pieces: recall counts attributions, not pieces.
    for q in marked:
        if q["speaker"]:
            judgement.add(_STATED, "stated", right=id(q) in right_ones)
            judgement.gold[_STATED] += 1
    indirect = [q for q in row["quotes"] if q["speaker"] and not _is_marked(text, q)]
    judgement.match(
        "indirect speech",
        [(q.rule, q) for q in result.quotes if q.kind is QuoteKind.INDIRECT],
        [(_pieces(q)[0][0], _pieces(q)[-1][1]) for q in indirect],
        lambda q, g: alike((q.start, q.end), g),
    )
    return judgement


def judge_links(
    pipeline: Pipeline, rows: Sequence[Row], codes: Mapping[str, str]
) -> list[Judgement]:
    """Return the judgements on linked names: mentions of the countries in `codes` (id → code)."""
    return [_judge_links(row, result, codes) for row, result in extract_rows(pipeline, rows)]


def _judge_links(row: Row, result: Extraction, codes: Mapping[str, str]) -> Judgement:
    judgement, known = Judgement(), set(codes.values())
    others = [(m["start"], m["end"]) for m in row["mentions"] if m.get("qid") not in codes]
    found = [
        (m.rule, (m.start, m.end, m.entity.partition("/")[2]))
        for m in result.mentions
        if m.entity.startswith("countries/") and m.form not in _NOT_NAMES
    ]
    judgement.match(
        "country mentions",
        [(r, m) for r, m in found if m[2] in known and not _touches(m[:2], others)],
        [(m["start"], m["end"], codes[m["qid"]]) for m in row["mentions"] if m["qid"] in codes],
        lambda m, g: alike(m[:2], g[:2]) and m[2] == g[2],
    )
    return judgement


def _touches(span: Span, others: Iterable[Span]) -> bool:
    return any(overlap(span, other) for other in others)
