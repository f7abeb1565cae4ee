"""The command line: what may be asked of newskb, with which options.

What a command needs is imported when it runs, so that `--help` does not wait for spaCy.
"""

import importlib.metadata
from pathlib import Path
from typing import Annotated

import typer

from app.cli.errors import ending_cleanly, plain_errors, read_settings
from app.cli.options import (
    Byline,
    Database,
    Language,
    Lexicon,
    Paths,
    Published,
    Publisher,
    TableFormat,
    Title,
    Url,
)

cli = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def main() -> None:
    """Run the command that the arguments name."""
    cli(prog_name="newskb")


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"newskb {importlib.metadata.version('newskb')}")
        raise typer.Exit


@cli.callback()
def newskb(
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Make a knowledge base of news articles, and answer questions about it over HTTP.

    \b
    newskb ingest data/articles     read the sample articles
    newskb serve                    answer at http://127.0.0.1:8000
    """


@cli.command()
def ingest(
    paths: Paths,
    database: Database = None,
    published: Published = None,
    title: Title = None,
    publisher: Publisher = None,
    url: Url = None,
    byline: Byline = None,
    language: Language = None,
    lexicon: Lexicon = None,
    batch_size: Annotated[
        int, typer.Option(min=1, help="Publish after so many articles, or a minute.")
    ] = 500,
) -> None:
    """Read articles and store what they say.

    \b
    newskb ingest data/articles
    newskb ingest report.txt --published 2031-05-01 --publisher "The Bay Post"
    newskb ingest archive.jsonl.gz --database sqlite:////srv/news.db
    zcat dump.gz | newskb ingest -

    What is stored already is passed over; after an interruption the same command goes on. An
    article with the URL of a stored one replaces it, unless it was published earlier. Options
    such as --published override what the articles say themselves.

    \b
    Exit codes:
      0  all done
      2  wrong usage, a wrong setting or lexicon, or the language model is not installed
      3  some articles were rejected, with a line each on standard error; the rest is stored
      4  the database failed; what was stored before is whole
      5  another newskb is writing to the database
      6  the database is of another version of newskb
    """
    with plain_errors("stopped; what was stored is whole, the same command goes on"):
        from app.cli.reading import read
        from app.cli.writing import run_ingest

        settings = read_settings()
        outcomes = read(
            paths,
            published=published,
            title=title,
            publisher=publisher,
            url=url,
            byline=byline,
            language=language,
        )
        run_ingest(
            database or settings.database,
            settings.model,
            lexicon or settings.lexicon,
            outcomes,
            batch_size,
        )


@cli.command(short_help="Print what articles say, and store nothing.")
def extract(
    paths: Paths,
    published: Published = None,
    title: Title = None,
    publisher: Publisher = None,
    url: Url = None,
    byline: Byline = None,
    language: Language = None,
    lexicon: Lexicon = None,
) -> None:
    """Print what articles say, one JSON object a line, and store nothing.

    \b
    newskb extract report.txt --published 2031-05-01
    newskb extract data/articles > facts.jsonl

    Offsets, start and end, are code points of the text, end not included. Each article stands
    alone. Exit codes are those of ingest.
    """
    with plain_errors(), ending_cleanly():
        from app.cli.reading import load_extractor, print_facts, read

        outcomes = read(
            paths,
            published=published,
            title=title,
            publisher=publisher,
            url=url,
            byline=byline,
            language=language,
        )
        settings = read_settings()
        print_facts(load_extractor(settings.model, lexicon or settings.lexicon), outcomes)


@cli.command(short_help="Compare what is extracted with gold annotations.")
def evaluate(
    gold: Annotated[
        Path,
        typer.Argument(metavar="GOLD.jsonl", help="Annotations, one article a line."),
    ],
    paths: Paths,
    published: Published = None,
    lexicon: Lexicon = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, not a table.")] = False,
) -> None:
    """Compare what newskb extracts from articles with gold annotations of the same texts.

    \b
    newskb evaluate tests/gold/sample.jsonl data/articles
    newskb evaluate mine.jsonl articles/ --json

    Prints precision, recall, F1 and a 95 % interval for each kind of record, and the precision of
    each rule. An annotation finds its article by the SHA-256 of its text; articles without one are
    passed over. Exit code 3 if an annotated article is missing or was rejected, 2 if the file holds
    no annotations.
    """
    with plain_errors(), ending_cleanly():
        from app.cli.evaluating import run_evaluation
        from app.cli.reading import load_extractor, read

        outcomes = read(paths, published=published)
        settings = read_settings()
        extractor = load_extractor(settings.model, lexicon or settings.lexicon)
        run_evaluation(extractor, gold, outcomes, as_json=as_json)


@cli.command(short_help="Answer questions over HTTP.")
def serve(
    database: Database = None,
    host: Annotated[
        str, typer.Option(help="The address to listen at; 0.0.0.0 is all of them.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 is any that is free.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, help="How many processes answer.")] = 1,
) -> None:
    """Answer questions over HTTP until interrupted; print the address when ready.

    \b
    newskb serve
    newskb serve --host 0.0.0.0 --port 80 --workers 4

    An ingest may go on at the same time: its releases are seen as soon as they are published.

    Other settings are environment variables; the README lists them. Exit codes are those of ingest,
    1 if the address cannot be listened at.
    """
    with plain_errors():
        from app.cli.server import run_server

        run_server(database or read_settings().database, host, port, workers)


@cli.command(short_help="Write collections to files.")
def export(
    collections: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[COLLECTION]...",
            help="Such as quotes or people; all if none is named.",
            show_default=False,
        ),
    ] = None,
    database: Database = None,
    form: Annotated[
        TableFormat, typer.Option("--format", help="Of the files; parquet needs pyarrow.")
    ] = TableFormat.CSV,
    output: Annotated[
        Path,
        typer.Option(
            metavar="PATH",
            help="A folder, or for a single collection a file with the format's ending: his.csv.",
        ),
    ] = Path(),
    query: Annotated[
        str, typer.Option(help="Filters and more, as in addresses: 'kind=direct&fields=text'.")
    ] = "",
) -> None:
    """Write collections to files: the same as the API's, of one release.

    \b
    newskb export                                   all of them, CSV, in this folder
    newskb export quotes claims --format parquet --output tables/
    newskb export quotes --query 'speaker=people/jens-stoltenberg' --output his.csv

    A file is put in place once it is whole. Exit codes are those of ingest, 1 if a file cannot be
    written.
    """
    with plain_errors("stopped; files that were named are whole"):
        from app.cli.exporting import run_export

        settings = read_settings()
        run_export(
            database or settings.database,
            collections or [],
            form,
            output,
            query,
            settings.text_policy,
        )


@cli.command(short_help="Take articles out.")
def remove(
    ids: Annotated[
        list[str], typer.Argument(metavar="ID...", help="Of articles: 16 hex digits each.")
    ],
    database: Database = None,
) -> None:
    """Take articles out of the knowledge base, with all that only they say.

    \b
    newskb remove 0123456789abcdef

    Exit codes are those of ingest, 3 if there is no article with one of the ids.
    """
    with plain_errors("stopped; what was stored before is whole"):
        from app.cli.writing import run_remove

        run_remove(database or read_settings().database, ids)


@cli.command(short_help="Read all stored articles anew.")
def rebuild(database: Database = None, lexicon: Lexicon = None) -> None:
    """Read all stored articles anew, as after an update of newskb.

    Until it is done, readers see what was there before. If an article cannot be read, nothing is
    changed and the exit code is 3; the others are those of ingest.
    """
    with plain_errors("stopped; what was stored before is whole"):
        from app.cli.writing import run_rebuild

        settings = read_settings()
        run_rebuild(database or settings.database, settings.model, lexicon or settings.lexicon)
