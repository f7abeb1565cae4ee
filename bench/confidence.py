"""Measures each rule's precision on development data and writes the table that facts state.

    python -m bench.confidence --sets ../shared/eval

A rule's records count wherever gold judges them: in our own gold (of the development sets and of
the sample articles, which was annotated apart from the rules), for speakers and reported speech in
`polnear_train_sample` too, for countries in `aida_dev`. `polnear_dev` stays out, so that what is
measured on it (bench.quality) confirms the table and is no part of it.
"""

import argparse
import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from app.evaluation.judgement import Judgement
from app.evaluation.scores import wilson
from app.extraction.confidence import ENOUGH, TABLE
from app.extraction.extract import Pipeline, load_pipeline
from bench import attributions, links
from bench.attributions import doubles_marks, judge_attributions
from bench.development_sets import read_set
from bench.gold import judge_development, judge_sample
from bench.links import judge_links

# Measures whose outcomes say whether a rule's record is right; the others judge a part of it.
_MEASURES = frozenset(
    {"country mentions", "person mentions", "organization mentions", "roles", "exercises named"}
    | {"exercise host", "exercise participants", "exercise observers", "exercise places"}
    | {"exercise sizes and durations", "exercise dates", "quote speakers", "scare quotes"}
    | {"indirect speech", attributions.SPEAKERS, attributions.INDIRECT, links.COUNTRIES}
)
_SETS = ("gold/dev", "tests/gold/sample", "polnear_train_sample", "aida_dev")
_COMMAND = "python -m bench.confidence --sets FOLDER"
_HEADER = f"""\
# How often each rule is right on development data. Made by `{_COMMAND}`.
# `n` is how many of its records were judged, `right` how many of them are right. From {ENOUGH} on
# there is a precision, which facts state as their confidence, with Wilson's 95 % interval.
# `measured_with` is the fingerprint of what found the records, of which this file is no part.
"""


def main() -> None:
    """Measure, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("--sets", type=Path, required=True, metavar="FOLDER")
    folder: Path = parser.parse_args().sets
    pipeline = load_pipeline()
    judgements = [*_judge_all(pipeline, folder)]
    rows = [*table_rows(judgements)]
    head = [
        f'measured_with = "{pipeline.finder}"',
        f"date = {dt.date.today():%Y-%m-%d}",  # noqa: DTZ011
        f'command = "{_COMMAND}"',
        f"sets = {json.dumps(_SETS)}",
    ]
    TABLE.write_text("\n".join([_HEADER, *head, "", "[rules]", *rows, ""]), encoding="utf-8")
    print(f"{TABLE}: {len(rows)} rules, {sum('precision' in r for r in rows)} with a precision")


def _judge_all(pipeline: Pipeline, folder: Path) -> Iterator[Judgement]:
    yield from judge_development(pipeline, folder)
    yield from judge_sample(pipeline)
    rows = read_set(folder, "polnear_train_sample")
    # Gold calls the words between doubled single marks indirect: what is right would count wrong.
    yield from judge_attributions(pipeline, [row for row in rows if not doubles_marks(row)])
    yield from judge_links(pipeline, read_set(folder, "aida_dev"), folder)


def table_rows(judgements: Iterable[Judgement]) -> Iterator[str]:
    """Yield the table's line of each rule, in the order of their names."""
    outcomes = [o for j in judgements for o in j.outcomes if o.measure in _MEASURES]
    seen = Counter(o.rule for o in outcomes)
    right = Counter(o.rule for o in outcomes if o.right)
    for rule, n in sorted(seen.items()):
        figures = f"right = {right[rule]}, n = {n}"
        if n >= ENOUGH:
            low, high = wilson(right[rule], n)
            precision = right[rule] / n
            figures += f", precision = {precision:.3f}, low = {low:.3f}, high = {high:.3f}"
        yield f'"{rule}" = {{ {figures} }}'


if __name__ == "__main__":
    main()
