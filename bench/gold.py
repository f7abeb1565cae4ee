"""Compares extraction with gold in our own format: of the sample articles, of development sets."""

import hashlib
import sys
from pathlib import Path

from app.evaluation.judgement import Judgement
from app.evaluation.judging import judge
from app.extraction.extract import Pipeline
from app.sources.files import read_articles
from app.sources.found import Found
from bench.development_sets import Row, extract_rows, read_rows, read_set

_ROOT = Path(__file__).parents[1]
_SAMPLE = _ROOT / "tests" / "gold" / "sample.jsonl"
_DEVELOPMENT = ("exercises_dev", "world_news_dev")


def judge_sample(pipeline: Pipeline) -> list[Judgement]:
    """Return the judgements on the articles that come with newskb."""
    found = read_articles([str(_ROOT / "data" / "articles")], sys.stdin.buffer)
    articles = [one.article for one in found if isinstance(one, Found)]
    rows: list[Row] = [
        {"id": a.id, "text": a.text, "title": a.title, "date": a.published and str(a.published)}
        for a in articles
    ]
    return _judge(pipeline, rows, _SAMPLE)


def judge_development(pipeline: Pipeline, folder: Path) -> list[Judgement]:
    """Return the judgements on the development sets that are annotated as our own gold is."""
    rows = [row for name in _DEVELOPMENT for row in read_set(folder, name)]
    seed = folder.parent / "seed" / "article.txt"
    rows.append({"id": "seed", "text": seed.read_text(encoding="utf-8"), "date": "2023-06-13"})
    return _judge(pipeline, rows, folder / "gold" / "dev.jsonl")


def _judge(pipeline: Pipeline, rows: list[Row], path: Path) -> list[Judgement]:
    gold = {one["sha256"]: one for one in read_rows(path)}
    return [
        judge(result, gold[hashlib.sha256(row["text"].encode()).hexdigest()])
        for row, result in extract_rows(pipeline, rows)
    ]
