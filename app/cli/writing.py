"""Change the knowledge base: ingest, remove, rebuild."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from app.cli.errors import REJECTED, ending_cleanly
from app.cli.reading import load_extractor, tell
from app.ingest import BatchLimits, RebuildFailed, Report, Summary, ingest, rebuild, remove
from app.sources.files import Outcome
from app.sources.found import Rejected, Skipped
from app.storage.database import open_database
from app.storage.lock import hold_lock, open_for_writing


def run_ingest(
    url: str, model: str, lexicon: Path | None, outcomes: Iterable[Outcome], batch_size: int
) -> None:
    """Store the articles among `outcomes` and print what became of them all."""
    with ending_cleanly(), hold_lock(url), _progress() as report:
        # Before the database is opened: without the model none is to be made.
        extractor = load_extractor(model, lexicon)
        with open_for_writing(url) as engine:
            limits = BatchLimits(articles=batch_size)
            summary = ingest(engine, outcomes, extractor, limits=limits, report=report)
    _print_summary(summary)
    if summary.rejected:
        raise typer.Exit(REJECTED)


def run_remove(url: str, ids: list[str]) -> None:
    """Take out the articles with these `ids` and say which there were none of."""
    wanted = {one.removeprefix("articles/") for one in ids}
    with ending_cleanly(), hold_lock(url), open_for_writing(url, create=False) as engine:
        removed = remove(engine, wanted)
    for one in sorted(wanted - removed):
        typer.echo(tell(Rejected(one, "unknown-article", "no article has this id")), err=True)
    typer.echo(f"removed: {len(removed)}")
    if wanted - removed:
        raise typer.Exit(REJECTED)


def run_rebuild(url: str, model: str, lexicon: Path | None) -> None:
    """Extract all stored articles anew and print how many there were."""
    with ending_cleanly(), hold_lock(url), _progress() as report:
        extractor = load_extractor(model, lexicon)
        with open_for_writing(url, create=False) as engine:
            reader = open_database(url, read_only=True)
            try:
                summary = rebuild(engine, reader, extractor, report=report)
            except RebuildFailed as error:
                for rejected in error.rejected:
                    typer.echo(tell(rejected), err=True)
                raise
            finally:
                reader.dispose()
    typer.echo(f"rebuilt: {summary.stored}\nrelease: {summary.release}")


@contextmanager
def _progress() -> Iterator[Report]:
    """Show on a terminal how far things are; print what is rejected in any case."""
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.completed:,} articles"),
        BarColumn(),
        TextColumn("{task.fields[stored]:,} stored"),
        TimeElapsedColumn(),
    )
    is_hidden = not sys.stderr.isatty()
    with Progress(*columns, console=console, transient=True, disable=is_hidden) as progress:
        task = progress.add_task("", total=None, stored=0)

        def report(summary: Summary, left_out: Rejected | Skipped | None) -> None:
            if isinstance(left_out, Rejected):
                # While a bar is shown, rich puts the line above it.
                typer.echo(tell(left_out), err=True)
            progress.update(task, advance=1, stored=summary.stored)

        yield report


def _print_summary(summary: Summary) -> None:
    lines: dict[str, object] = {
        "stored": summary.stored,
        "duplicates": summary.duplicates,
        "replaced": summary.replaced,
        "outdated": summary.outdated,
        "syndicated": summary.syndicated,
        "rejected": _by_reason(summary.rejected),
        "skipped": _by_reason(summary.skipped),
        "release": summary.release or "none",
    }
    for name, value in lines.items():
        typer.echo(f"{name}: {value}")


def _by_reason(counts: Counter[str]) -> str:
    reasons = ", ".join(f"{code} {count}" for code, count in sorted(counts.items()))
    return f"{counts.total()} ({reasons})" if counts else "0"
