"""Write collections to files: all of one release, and each file whole or not at all."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO
from urllib.parse import parse_qsl

import typer
from sqlalchemy import Connection

from app.api.columns import columns_of
from app.api.parameters import read_selection
from app.api.problems import Problem
from app.api.resources import Resource
from app.api.routers.collections import RESOURCES
from app.cli.errors import USAGE, CommandError, ending_cleanly
from app.cli.tables import Begin, load_writer
from app.storage.database import check_schema, open_database, reporting_errors
from app.storage.queries.collection import Item, Selection
from app.storage.queries.pages import Position, count_rows, read_chunk
from app.storage.queries.releases import current_release
from app.storage.queries.spellings import AmbiguousId, respell
from app.storage.queries.text_policy import TextPolicy
from app.storage.queries.values import closest

CHUNK = 5_000  # items in memory at a time
CANNOT_WRITE = 1


def run_export(
    url: str, names: Sequence[str], suffix: str, output: Path, query: str, policy: TextPolicy
) -> None:
    """Write the collections of these `names`, or all, to files and print how many items each has.

    `output` is a folder, or for a single collection a file if its name ends as the format's do.
    """
    chosen = [_resource(name) for name in names] or list(RESOURCES)
    begin = load_writer(suffix)
    selections = [_select(one, query, policy) for one in chosen]
    is_file = len(chosen) == 1 and output.suffix == f".{suffix}" and not output.is_dir()
    with ending_cleanly(), _reading(url) as connection:
        for resource, selection in zip(chosen, selections, strict=True):
            path = output if is_file else output / f"{resource.name}.{suffix}"
            count = _export(connection, resource, selection, path, begin)
            typer.echo(f"{path}: {count}")
        typer.echo(f"release: {current_release(connection) or 'none'}")


def _resource(name: str) -> Resource:
    found = next((one for one in RESOURCES if one.name == name), None)
    if found is None:
        names = [one.name for one in RESOURCES]
        meant = closest(name, names)
        advice = f"did you mean {meant}?" if meant else f"there are {', '.join(names)}"
        raise CommandError(f"there is no collection {name}; {advice}", USAGE)
    return found


def _select(resource: Resource, query: str, policy: TextPolicy) -> Selection:
    given = parse_qsl(query, keep_blank_values=True)
    try:
        return read_selection(given, resource, policy)
    except Problem as problem:
        raise CommandError(f"{resource.name}: {_explain(problem)}", USAGE) from problem


def _explain(problem: Problem) -> str:
    members = problem.members
    found = problem.detail or f"{problem.kind.title}: {members['parameter']}"
    meant = members.get("did_you_mean")
    return f"{found}; did you mean {meant}?" if meant else found


@contextmanager
def _reading(url: str) -> Iterator[Connection]:
    """Give a connection that sees one release, whatever is ingested meanwhile."""
    engine = open_database(url, read_only=True)
    try:
        check_schema(engine)
        with reporting_errors(), engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def _export(
    connection: Connection, resource: Resource, selection: Selection, path: Path, begin: Begin
) -> int:
    try:
        selection = respell(connection, selection)
    except AmbiguousId as error:
        several = ", ".join(one.id for one in error.candidates)
        raise CommandError(f"{error.parameter} may mean several: {several}", USAGE) from error
    columns = columns_of(resource, selection.shown.fields or resource.fields)
    with _replacing(path) as file:
        writer = begin(file, columns)
        for items in _chunks(connection, selection):
            writer.write(items)
        writer.close()
    return count_rows(connection, selection)


def _chunks(connection: Connection, selection: Selection) -> Iterator[list[Item]]:
    position: Position | None = None
    while True:
        items, position = read_chunk(connection, selection, CHUNK, position)
        if items:
            yield items
        if position is None:
            return


@contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    """Give a file that takes the place of `path` once it is whole, and goes if it never is."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise CommandError(f"cannot write {path}: {error.strerror}", CANNOT_WRITE) from error
    finally:
        with suppress(OSError):  # where the folder is none, there is no part either
            part.unlink()
