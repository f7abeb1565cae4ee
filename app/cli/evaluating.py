"""Compare what newskb extracts with gold annotations, as a table or as JSON."""

import hashlib
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

import orjson
import typer
from rich.console import Console
from rich.table import Table

from app.cli.errors import REJECTED, USAGE, CommandError
from app.cli.reading import tell
from app.evaluation.judgement import Gold, Judgement
from app.evaluation.judging import BadGoldError, judge
from app.evaluation.scores import Score, score
from app.ingest import Extractor, read_facts
from app.sources.files import Outcome
from app.sources.found import Found, Rejected


def read_gold(path: Path) -> dict[str, Gold]:
    """Return the gold annotations of a JSON Lines file, by the SHA-256 of their text.

    Raises CommandError, naming the line, for what is no annotation.
    """
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}", USAGE) from error
    gold: dict[str, Gold] = {}
    for number, line in enumerate(lines, start=1):
        try:
            annotation = orjson.loads(line)
            gold[annotation["sha256"]] = annotation
        except (ValueError, KeyError, TypeError) as error:
            message = f"{path}:{number}: no gold annotation with the sha256 of its text"
            raise CommandError(message, USAGE) from error
    return gold


def run_evaluation(
    extractor: Extractor, gold_path: Path, outcomes: Iterable[Outcome], *, as_json: bool
) -> None:
    """Print the scores of all articles that the gold annotates; exit 3 if one is missing."""
    gold = read_gold(gold_path)
    left = set(gold)
    judgements: list[Judgement] = []
    rejected = 0
    for found, result in read_facts(extractor, _annotated(outcomes, gold)):
        if isinstance(result, Rejected):
            typer.echo(tell(result), err=True)
            rejected += 1
            continue
        key = _digest(found)
        try:
            judgements.append(judge(result, gold[key]))
        except BadGoldError as error:
            raise CommandError(f"{gold_path}: {found.label}: {error}", USAGE) from error
        left.discard(key)
    if not judgements:
        raise CommandError(f"{gold_path} annotates none of these articles", USAGE)
    _print(score(judgements), len(judgements), as_json=as_json)
    if left:
        typer.echo(f"annotated, but not among the articles: {len(left)}", err=True)
    if left or rejected:
        raise typer.Exit(REJECTED)


def _digest(found: Found) -> str:
    return hashlib.sha256(found.article.text.encode()).hexdigest()


def _annotated(outcomes: Iterable[Outcome], gold: dict[str, Gold]) -> Iterator[Found]:
    for outcome in outcomes:
        if isinstance(outcome, Rejected):
            typer.echo(tell(outcome), err=True)
        elif isinstance(outcome, Found) and _digest(outcome) in gold:
            yield outcome


def _print(scores: list[Score], articles: int, *, as_json: bool) -> None:
    if as_json:
        body = {"articles": articles, "scores": [asdict(s) for s in scores]}
        sys.stdout.buffer.write(orjson.dumps(body, option=orjson.OPT_INDENT_2) + b"\n")
        return
    table = Table(title=f"{articles} articles", box=None, title_justify="left")
    for column in ("measure", "rule"):
        table.add_column(column, no_wrap=True)
    for column in ("precision", "recall", "F1", "95 %", "right", "found", "gold"):
        table.add_column(column, justify="right", no_wrap=True)
    for one in scores:
        interval = "" if one.low is None else f"{one.low:.3f}–{one.high:.3f}"
        rates = [_rate(one.precision), _rate(one.recall), _rate(one.f1), interval]
        counts = [str(one.right), str(one.predicted), "" if one.gold is None else str(one.gold)]
        name = one.measure if one.rule is None else ""
        table.add_row(name, one.rule or "", *rates, *counts)
    Console(soft_wrap=True, width=120).print(table)


def _rate(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"
