"""The arguments and options that several commands have."""

import datetime as dt
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


def _parse_day(text: str) -> dt.date | None:
    from app.sources.build import parse_date
    from app.sources.found import BadArticle

    try:
        return parse_date(text)
    except BadArticle as error:
        raise typer.BadParameter(error.words) from error


Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH...",
        help="Text files, JSON Lines files (.jsonl, .jsonl.gz), folders of such files, "
        "or - for JSON Lines on standard input.",
        show_default=False,
    ),
]
Database = Annotated[
    str | None,
    typer.Option(
        metavar="URL",
        help="Where the knowledge base is: sqlite:///PATH.  "
        "[default: $NEWSKB_DATABASE, or sqlite:///data/newskb.db]",
    ),
]
Lexicon = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Names of your own, in TOML: organizations, exercises, people, merges and splits; "
        "the README has an example.  [default: $NEWSKB_LEXICON]",
        show_default=False,
    ),
]
Published = Annotated[
    dt.date | None,
    typer.Option(parser=_parse_day, metavar="DATE", help="The day of publication, YYYY-MM-DD."),
]
Title = Annotated[str | None, typer.Option(help="The headline, of a single article.")]
Publisher = Annotated[str | None, typer.Option(help="Who published it.")]
Url = Annotated[str | None, typer.Option(help="Where it was published, of a single article.")]
Byline = Annotated[str | None, typer.Option(help="Who wrote it.")]
Language = Annotated[str | None, typer.Option(metavar="CODE", help="Its language, such as en.")]


class TableFormat(StrEnum):
    """What `export` writes."""

    CSV = "csv"
    JSONL = "jsonl"
    JSON = "json"
    PARQUET = "parquet"
