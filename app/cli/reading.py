"""Read articles as the arguments say, and print what they say."""

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import typer

from app.cli.errors import REJECTED, USAGE, CommandError, printable
from app.ingest import Extractor, read_facts
from app.records import Article, Claim, Entity, Extraction, Quote
from app.sources.files import Outcome, read_articles
from app.sources.found import Found, Rejected
from app.sources.overrides import override

LARGEST_INTEGER = 2**53
"""Beyond it JSON's readers lose digits, and its writers may refuse."""


def read(paths: list[str], **data: Any) -> Iterator[Outcome]:
    """Yield what `paths` hold, what `data` gives of their publication in place of their own."""
    for name, value in data.items():
        if isinstance(value, str) and not value.isprintable():
            raise typer.BadParameter("has characters that cannot be shown", param_hint=f"--{name}")
    return override(read_articles(paths, sys.stdin.buffer), data)


def load_extractor(model: str, lexicon: Path | None) -> Extractor:
    """Return the extractor with this spaCy `model`, which takes a second or two.

    `lexicon` is a file of the user's own names.
    """
    from app.extraction.extract import extract, load_pipeline
    from app.extraction.known_names import known_names
    from app.extraction.pipeline import ModelMissingError
    from app.extraction.quality import quality_of
    from app.extraction.user_lexicon import EMPTY, LexiconError, read_lexicon

    try:
        names = EMPTY if lexicon is None else read_lexicon(lexicon)
        pipeline = load_pipeline(model, names)
    except ModelMissingError as error:
        raise CommandError(str(error), USAGE) from error
    except LexiconError as error:
        raise CommandError(f"{lexicon}:{error}", USAGE) from error
    except OSError as error:
        raise CommandError(f"{lexicon}: {error.strerror}", USAGE) from error
    return Extractor(
        lambda articles: extract(pipeline, articles),
        pipeline.fingerprint,
        quality_of(pipeline),
        known_names(names),
    )


def tell(rejected: Rejected) -> str:
    """Return the line that says why something is no article."""
    return printable(f"{rejected.label}: {rejected.code}: {rejected.words}")


def print_facts(extractor: Extractor, outcomes: Iterable[Outcome]) -> None:
    """Print what each article says, one JSON object a line; the rejected on standard error."""
    rejected: Counter[str] = Counter()

    def reject(one: Rejected) -> None:
        rejected[one.code] += 1
        typer.echo(tell(one), err=True)

    for found, result in read_facts(extractor, _articles(outcomes, reject)):
        if isinstance(result, Rejected):
            reject(result)
        else:
            line = facts(found.label, found.article, result)
            sys.stdout.buffer.write(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE))
    if rejected:
        raise typer.Exit(REJECTED)


def _articles(outcomes: Iterable[Outcome], reject: Callable[[Rejected], None]) -> Iterator[Found]:
    for outcome in outcomes:
        if isinstance(outcome, Found):
            yield outcome
        elif isinstance(outcome, Rejected):
            reject(outcome)


def facts(path: str, article: Article, extraction: Extraction) -> dict[str, object]:
    """Return what an article says in the form that other programs rely on."""
    return {
        "path": path,
        "id": article.id,
        "title": article.title,
        "published": article.published,
        "text": article.text,
        "entities": [_entity(one) for one in extraction.entities],
        "mentions": extraction.mentions,
        "quotes": [_quote(one) for one in extraction.quotes],
        "claims": [_claim(one) for one in extraction.claims],
    }


def _entity(one: Entity) -> dict[str, object]:
    return {"id": one.id, "type": one.type, "name": one.name, "aliases": one.aliases}


def _quote(one: Quote) -> dict[str, object]:
    return {
        "start": one.start,
        "end": one.end,
        "kind": one.kind,
        "group": one.group,
        "speaker": one.speaker,
        "candidate": one.candidate,
        "cue": one.cue and {"start": one.cue[0], "end": one.cue[1]},
        "addressee": one.addressee,
        "rule": one.rule,
        "confidence": one.confidence,
    }


def _claim(one: Claim) -> Claim:
    if isinstance(one.value, int) and abs(one.value) > LARGEST_INTEGER:
        return replace(one, value=float(one.value))
    return one
