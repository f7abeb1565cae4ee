"""Measures extraction against the project's gold and the development sets: docs/quality.md.

    python -m bench.quality --sets ../shared/eval

Without --sets only the project's own gold is measured, and the page says so.
"""

import argparse
import datetime as dt
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from app.evaluation.judging import Judgement, judge
from app.evaluation.scores import Score, score
from app.extraction.extract import Pipeline, extract, load_pipeline
from app.records import Extraction
from app.sources.files import read_articles
from app.sources.found import Found
from bench.development_sets import judge_attributions, judge_gold, judge_links, read_rows

_ROOT = Path(__file__).parents[1]
_PAGE = _ROOT / "docs" / "quality.md"
_SAMPLE = "the sample articles (`tests/gold/sample.jsonl`, 14 articles)"
_INTRODUCTION = """\
# How good the extraction is

Precision is how many of the records found are right, recall how many of those in the gold are
found; F1 is their harmonic mean, with a 95 % interval (bootstrap over articles). Rules are measured
one by one in `app/extraction/lexicon/confidence.toml`; every fact carries its rule's figure.
"""


def main() -> None:
    """Measure, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("--sets", type=Path, metavar="FOLDER")
    folder: Path | None = parser.parse_args().sets
    pipeline = load_pipeline()
    command = "python -m bench.quality" + (" --sets FOLDER" if folder else "")
    lines = [_INTRODUCTION, f"Measured {dt.date.today():%Y-%m-%d} by `{command}`.\n"]  # noqa: DTZ011
    for title, judgements in _sets(pipeline, folder):
        lines += [f"## {title[0].upper()}{title[1:]}\n", *_table(score(judgements)), ""]
    if folder is None:
        lines.append("The development sets were not at hand.")
    _PAGE.parent.mkdir(exist_ok=True)
    _PAGE.write_text("\n".join(lines), encoding="utf-8")
    print(f"wrote {_PAGE.relative_to(_ROOT)}")


def _sets(pipeline: Pipeline, folder: Path | None) -> Iterator[tuple[str, list[Judgement]]]:
    yield _SAMPLE, list(_judge_sample(pipeline))
    if folder is None:
        return
    yield (
        "the development gold (21 articles on exercises and world news)",
        judge_gold(pipeline, folder),
    )
    for name in ("polnear_dev", "polnear_train_sample"):
        rows = read_rows(folder / "sets" / f"{name}.jsonl.gz")
        title = f"`{name}` (attributions; without articles that double single marks)"
        yield title, judge_attributions(pipeline, rows)
    codes = json.loads((folder / "country_qids.json").read_text(encoding="utf-8"))
    rows = read_rows(folder / "sets" / "aida_dev.jsonl.gz")
    yield "`aida_dev` (linked names of countries)", judge_links(pipeline, rows, codes)


def _judge_sample(pipeline: Pipeline) -> Iterator[Judgement]:
    gold = {row["sha256"]: row for row in read_rows(_ROOT / "tests" / "gold" / "sample.jsonl")}
    paths = [str(_ROOT / "data" / "articles")]
    found = [f.article for f in read_articles(paths, sys.stdin.buffer) if isinstance(f, Found)]
    for article, result in zip(found, extract(pipeline, found), strict=True):
        if isinstance(result, Extraction):
            yield judge(result, gold[hashlib.sha256(article.text.encode()).hexdigest()])


def _table(scores: list[Score]) -> Iterator[str]:
    yield "| measure | precision | recall | F1 | 95 % | right / found / gold |"
    yield "|---|---|---|---|---|---|"
    for one in scores:
        if one.rule is None:
            rates = " | ".join(_rate(r) for r in (one.precision, one.recall, one.f1))
            interval = f"{_rate(one.low)}–{_rate(one.high)}"
            counts = f"{one.right} / {one.predicted} / {one.gold}"
            yield f"| {one.measure} | {rates} | {interval} | {counts} |"


def _rate(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


if __name__ == "__main__":
    main()
