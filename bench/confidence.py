"""Measures each rule's precision on the development sets and writes the table that rules state.

    python -m bench.confidence --sets ../shared/eval

Speakers and reported speech are measured on `polnear_train_sample` and on the project's gold,
countries on `aida_dev` and on the gold, all else on the gold alone.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from app.evaluation.judging import Judgement
from app.extraction.confidence import TABLE
from app.extraction.extract import load_pipeline
from bench.development_sets import judge_attributions, judge_gold, judge_links, read_rows

# Measures whose outcomes say whether a rule's record is right; the others judge a part of it.
_MEASURES = frozenset(
    {"country mentions", "person mentions", "organization mentions", "roles", "exercises named"}
    | {"exercise host", "exercise participants", "exercise observers", "exercise places"}
    | {"exercise sizes and durations", "exercise dates", "quote speakers", "scare quotes"}
    | {"indirect speech"}
)
# A rule seen less often leans on the precision of its whole measure, weighed as so many records.
_ENOUGH = 30
_PRIOR_WEIGHT = 10
_HEADER = """\
# How often each rule is right on the development sets. Made by `python -m bench.confidence`.
# `n` is how many of its records were judged; below 30, the precision leans on that of the whole
# measure, which counts as 10 records.
"""


def main() -> None:
    """Measure, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("--sets", type=Path, required=True, metavar="FOLDER")
    folder: Path = parser.parse_args().sets
    pipeline = load_pipeline()
    judgements = judge_gold(pipeline, folder)
    rows = read_rows(folder / "sets" / "polnear_train_sample.jsonl.gz")
    judgements += judge_attributions(pipeline, rows)
    codes = json.loads((folder / "country_qids.json").read_text(encoding="utf-8"))
    rows = read_rows(folder / "sets" / "aida_dev.jsonl.gz")
    judgements += judge_links(pipeline, rows, codes)
    TABLE.write_text(_HEADER + "".join(_lines(judgements)), encoding="utf-8")
    print(f"{TABLE}: {sum(1 for _ in _lines(judgements))} rules")


def _lines(judgements: Iterable[Judgement]) -> Iterable[str]:
    right: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    pooled: dict[str, list[bool]] = defaultdict(list)
    measure_of: dict[str, str] = {}
    for outcome in (o for j in judgements for o in j.outcomes if o.measure in _MEASURES):
        right[outcome.rule] += outcome.right
        seen[outcome.rule] += 1
        pooled[outcome.measure].append(outcome.right)
        measure_of.setdefault(outcome.rule, outcome.measure)
    for rule in sorted(seen):
        hits, n = right[rule], seen[rule]
        prior = pooled[measure_of[rule]]
        if n < _ENOUGH:
            share = sum(prior) / len(prior)
            precision = (hits + _PRIOR_WEIGHT * share) / (n + _PRIOR_WEIGHT)
        else:
            precision = hits / n
        yield f'"{rule}" = {{ precision = {precision:.3f}, n = {n} }}\n'


if __name__ == "__main__":
    main()
