"""Measures extraction on gold and on the development sets: docs/quality.md, and /v1/quality.

    python -m bench.quality --sets ../shared/eval

Without --sets only the sample articles are measured, and the page says so.
"""

import argparse
import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.evaluation.judgement import Judgement
from app.evaluation.scores import Score, score
from app.extraction.confidence import ENOUGH, TABLE, read_table
from app.extraction.extract import Pipeline, load_pipeline
from app.extraction.quality import FIGURES
from bench.attributions import doubles_marks, judge_attributions
from bench.coreference import judge_people
from bench.development_sets import read_set
from bench.gold import judge_development, judge_sample
from bench.links import judge_links, judge_states, uncounted_titles

_ROOT = Path(__file__).parents[1]
_PAGE = _ROOT / "docs" / "quality.md"
_INTRODUCTION = """\
# How good the extraction is

Precision is how many of the records found are right, recall how many of those in the gold are
found; F1 is their harmonic mean. The interval is of F1 (where there is none, of recall) at 95 %,
by bootstrap over articles. The last two columns count: right ones of those found, and found ones
of the gold's. They differ where several pieces found are one record of the gold.
"""
_ON_ATTRIBUTIONS = """\
Precision is of the marked quotes found, recall of the attributions whose source is stated: one may
be quoted in several pieces."""
_ON_DOUBLED_MARKS = """\
In the articles left out, the gold takes '' for no quotation mark, and calls what is quoted
indirect: marked quotes that are right count as wrong there."""
_ON_CLUSTERS = """\
A name counts as the share of its person's names that are one person on the other side too (B³).
Gold's phrases are cut to the names in them, as `bench/coreference.py` says; names of gods and of
characters are people in this gold."""
_LISTED_TITLES = 12


@dataclass(frozen=True)
class _Measured:
    """A set of articles, and how extraction from them compares with its gold."""

    name: str
    about: str
    judgements: Sequence[Judgement]
    note: str | None = None

    def shape(self) -> dict[str, Any]:
        """Return the figures as JSON has them."""
        scores = score(self.judgements)
        return {
            "set": self.name,
            "about": self.about,
            "articles": len(self.judgements),
            "measures": [_shape(one) for one in scores if one.rule is None],
        }


def main() -> None:
    """Measure, and write the figures and the page."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("--sets", type=Path, metavar="FOLDER")
    folder: Path | None = parser.parse_args().sets
    pipeline = load_pipeline()
    measured = [*_measure_all(pipeline, folder)]
    figures = {
        "measured_with": pipeline.finder,
        "date": f"{dt.date.today():%Y-%m-%d}",  # noqa: DTZ011
        "command": "python -m bench.quality" + (" --sets FOLDER" if folder else ""),
        "sets": [one.shape() for one in measured],
    }
    FIGURES.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    _PAGE.write_text("\n".join(_page(figures, measured)), encoding="utf-8")
    print(f"wrote {_PAGE.relative_to(_ROOT)} and {FIGURES.relative_to(_ROOT)}")


def _measure_all(pipeline: Pipeline, folder: Path | None) -> Iterator[_Measured]:
    yield _Measured("sample", "the articles that come with newskb", judge_sample(pipeline))
    if folder is None:
        return
    about = "articles on exercises and world news, annotated as the sample"
    yield _Measured("gold/dev", about, judge_development(pipeline, folder))
    for name in ("polnear_dev", "polnear_train_sample"):
        yield from _measure_attributions(pipeline, folder, name)
    rows = read_set(folder, "aida_dev")
    yield _Measured("aida_dev", "linked names", judge_links(pipeline, rows, folder))
    about = "mentions of people in clusters"
    rows = read_set(folder, "gum_news_dev")
    yield _Measured("gum_news_dev", about, judge_people(pipeline, rows), _ON_CLUSTERS)
    about = "short items, with links from first mentions to Wikipedia"
    rows = read_set(folder, "current_events_2025")
    note = _tell_uncounted(uncounted_titles(rows))
    yield _Measured("current_events_2025", about, judge_states(pipeline, rows), note)


def _measure_attributions(pipeline: Pipeline, folder: Path, name: str) -> Iterator[_Measured]:
    """Yield the figures on all articles, and on those whose marks the gold knows."""
    rows = read_set(folder, name)
    judgements = judge_attributions(pipeline, rows)
    yield _Measured(name, "attributions", judgements, _ON_ATTRIBUTIONS)
    kept = [j for row, j in zip(rows, judgements, strict=True) if not doubles_marks(row)]
    about = "attributions, without the articles that double single marks"
    yield _Measured(f"{name}, without ''", about, kept, _ON_DOUBLED_MARKS)


def _tell_uncounted(titles: Counter[str]) -> str:
    most = ", ".join(f"{title} ({n})" for title, n in titles.most_common(_LISTED_TITLES))
    others = max(0, len(titles) - _LISTED_TITLES)
    return (
        'The words that are linked count whatever they are, "the country" too. Not counted, as '
        "titles of peoples, territories and former states, or of no article: "
        f"{most}, and {others} more titles."
    )


def _shape(one: Score) -> dict[str, Any]:
    rates = {"precision": one.precision, "recall": one.recall, "f1": one.f1}
    return {
        "measure": one.measure,
        **{name: None if rate is None else round(rate, 3) for name, rate in rates.items()},
        "interval": [round(one.low or 0, 3), round(one.high or 0, 3)],
        "right": round(one.right, 1),
        "found": one.predicted,
        "recalled": round(one.recalled or 0, 1),
        "gold": one.gold,
    }


def _page(figures: dict[str, Any], measured: Sequence[_Measured]) -> Iterator[str]:
    yield _INTRODUCTION
    yield (
        f"Measured {figures['date']} by `{figures['command']}`, with the pipeline "
        f"`{figures['measured_with'][:12]}`.\n"
    )
    for one, figure in zip(measured, figures["sets"], strict=True):
        yield f"## `{one.name}`: {one.about} ({figure['articles']:,} articles)\n"
        yield from _table_of_measures(figure["measures"])
        yield f"\n{one.note}\n" if one.note else ""
    if len(measured) == 1:
        yield "The development sets were not at hand.\n"
    yield from _table_of_rules(figures["measured_with"])


def _table_of_measures(measures: Sequence[dict[str, Any]]) -> Iterator[str]:
    yield "| measure | precision | recall | F1 | 95 % | right of found | found of gold |"
    yield "|---|---|---|---|---|---|---|"
    for one in measures:
        rates = " | ".join(_rate(one[name]) for name in ("precision", "recall", "f1"))
        interval = "–".join(map(_rate, one["interval"]))
        right = f"{one['right']:,} / {one['found']:,}" if one["found"] else ""
        recalled = f"{one['recalled']:,} / {one['gold']:,}"
        yield f"| {one['measure']} | {rates} | {interval} | {right} | {recalled} |"


def _table_of_rules(finder: str) -> Iterator[str]:
    table = read_table()
    which = "the same" if table["measured_with"] == finder else "an earlier"
    yield "## Rules\n"
    yield (
        f"Measured {table['date']} by `{table['command']}` on {', '.join(table['sets'])}, with "
        f"{which} pipeline: `{TABLE.relative_to(_ROOT)}`. Facts state the precision as their "
        f"confidence; of fewer than {ENOUGH} records there is none.\n"
    )
    yield "| rule | precision | 95 % | right of n |"
    yield "|---|---|---|---|"
    for rule, row in table["rules"].items():
        interval = f"{_rate(row['low'])}–{_rate(row['high'])}" if "precision" in row else ""
        counts = f"{row['right']} / {row['n']}"
        yield f"| {rule} | {_rate(row.get('precision'))} | {interval} | {counts} |"
    yield ""


def _rate(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


if __name__ == "__main__":
    main()
