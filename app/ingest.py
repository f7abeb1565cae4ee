"""Fill the knowledge base: articles in, releases out; the only place that knows every step.

An article goes from its source to the extractor, then, with the others of its batch and after
resolution, to the database. A batch is one transaction and one release: whoever reads sees the
release before or after it, and whatever dies loses no more than the batch in hand.
"""

import hashlib
import time
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Connection, Engine

from app import resolution
from app.records import Article, Extraction
from app.sources.files import Outcome
from app.sources.found import Found, Rejected, Skipped
from app.storage import writer
from app.storage.checks import BadExtraction, check_extraction

_FOLDER = Path(__file__).parent
# What decides on links and on what entities amount to.
_RESOLVING = sorted(
    [
        *(path for part in ("names", "resolution") for path in (_FOLDER / part).glob("*.*")),
        *(_FOLDER / "storage" / f"{name}.py" for name in ("rows", "linking", "entities")),
    ]
)

NLP_ERROR, BAD_EXTRACTION = "nlp-error", "bad-extraction"


class Failure(Protocol):
    """What an extractor gives for an article that it cannot read."""

    @property
    def reason(self) -> str:
        """Say what went wrong."""


@dataclass(frozen=True)
class Extractor:
    """What finds the facts, one result for each article and in order."""

    extract: Callable[[Iterable[Article]], Iterator[Extraction | Failure]]
    fingerprint: str
    """Of all that its results depend on but the articles."""
    quality: Mapping[str, Any] = field(default_factory=dict)
    """What was measured of it, as the API shows it; empty if nothing was."""
    names: Mapping[str, Collection[str]] = field(default_factory=dict)
    """What it knows entities to be called, whether articles do so or not, by their ids."""

    @property
    def pipeline(self) -> str:
        """The fingerprint of extraction and resolution together, 64 hex digits."""
        digest = hashlib.sha256(self.fingerprint.encode())
        for path in _RESOLVING:
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
        return digest.hexdigest()


@dataclass(frozen=True)
class BatchLimits:
    """When a batch is published: after so many articles or seconds, whichever comes first."""

    articles: int = 500
    seconds: float = 60


@dataclass
class Summary:
    """What became of the articles; the same for every batch size."""

    stored: int = 0
    duplicates: int = 0
    """Stored already, or read before in the same run."""
    replaced: int = 0
    """Of the stored: those that took the place of another article with their url."""
    outdated: int = 0
    """Left out, because the article with their url was published later."""
    syndicated: int = 0
    """Of the stored: those whose text another article has, published elsewhere."""
    rejected: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    release: str | None = None


Report = Callable[[Summary, Rejected | Skipped | None], None]
"""Told of each article done and of each that is none."""

DEFAULT_LIMITS = BatchLimits()


class PipelineMismatch(Exception):
    """The stored articles were extracted by another pipeline, and are not to be mixed."""

    def __init__(self, found: str, ours: str) -> None:
        """Name both pipelines by their fingerprints."""
        self.found, self.ours = found, ours
        super().__init__(
            f"the articles were extracted by pipeline {found[:12]}, this is {ours[:12]}; "
            "extract them anew with: newskb rebuild (and --lexicon, if they were with one)"
        )


class RebuildFailed(Exception):
    """Some stored articles cannot be extracted, so that nothing was changed."""

    def __init__(self, rejected: list[Rejected]) -> None:
        """Keep the articles, each with its reason."""
        self.rejected = rejected
        super().__init__(
            f"{len(rejected)} articles cannot be extracted, nothing was changed; "
            "take them out with: newskb remove"
        )


def read_facts(
    extractor: Extractor, articles: Iterable[Found]
) -> Iterator[tuple[Found, Extraction | Rejected]]:
    """Yield each of `articles` with what was found in it, or why nothing could be."""
    waiting: deque[Found] = deque()

    def pass_on() -> Iterator[Article]:
        for found in articles:
            waiting.append(found)
            yield found.article

    for result in extractor.extract(pass_on()):
        found = waiting.popleft()
        yield found, _check(found, result)


def ingest(
    engine: Engine,
    outcomes: Iterable[Outcome],
    extractor: Extractor,
    *,
    limits: BatchLimits = DEFAULT_LIMITS,
    report: Report = lambda _summary, _left_out: None,
) -> Summary:
    """Store the articles among `outcomes` that are new, and return what became of them all.

    Raises `PipelineMismatch` before anything is read.
    """
    with engine.connect() as connection:
        release = writer.latest_release(connection)
    if release and release.pipeline != extractor.pipeline:
        raise PipelineMismatch(release.pipeline, extractor.pipeline)
    summary = Summary(release=release.id if release else None)
    run = _Run(engine, extractor, summary, report)
    started = time.monotonic()
    for found, result in read_facts(extractor, run.select_news(outcomes)):
        run.take(found, result)
        if len(run.batch) >= limits.articles or time.monotonic() >= started + limits.seconds:
            run.publish()
            started = time.monotonic()
    run.publish()
    return summary


def remove(engine: Engine, ids: Collection[str]) -> set[str]:
    """Take out the articles with these `ids` and return those that there were."""
    with engine.begin() as connection:
        known = writer.known_articles(connection, ids)
        release = writer.latest_release(connection)
        if known and release:
            pipeline = release.pipeline
            writer.save_batch(connection, [], resolution.resolve, pipeline=pipeline, removed=known)
    return known


def rebuild(
    engine: Engine,
    reader: Engine,
    extractor: Extractor,
    *,
    limits: BatchLimits = DEFAULT_LIMITS,
    report: Report = lambda _summary, _left_out: None,
) -> Summary:
    """Extract every stored article anew and publish all of them as one release.

    All is one transaction: until it is done, and if it fails, readers see what was there before.
    `reader` is another engine on the same database. Raises `RebuildFailed`.
    """
    summary, failed, batch = Summary(), list[Rejected](), list[tuple[Article, Extraction]]()
    with reader.connect() as before, engine.begin() as connection:
        writer.delete_everything(connection)
        stored = (Found(article.id, article) for article in writer.load_articles(before))
        for found, result in read_facts(extractor, stored):
            if isinstance(result, Rejected):
                failed.append(result)
            elif not failed:
                batch.append((found.article, result))
                summary.stored += 1
            if len(batch) >= limits.articles:
                writer.replace_articles(connection, batch, resolution.resolve)
                batch.clear()
            report(summary, None)
        if failed:
            raise RebuildFailed(failed)
        writer.replace_articles(connection, batch, resolution.resolve)
        summary.release = writer.publish_release(connection, extractor.pipeline)
        _keep_what_is_known(connection, extractor)
    return summary


def _check(found: Found, result: Extraction | Failure) -> Extraction | Rejected:
    if not isinstance(result, Extraction):
        return Rejected(found.label, NLP_ERROR, result.reason)
    try:
        check_extraction(found.article, result)
    except BadExtraction as error:
        return Rejected(found.label, BAD_EXTRACTION, str(error))
    return result


def _keep_what_is_known(connection: Connection, extractor: Extractor) -> None:
    """Keep what the extractor tells of itself, apart from any article."""
    writer.keep_quality(connection, extractor.pipeline, extractor.quality)
    writer.replace_known_names(connection, extractor.names)


def _address(article: Article) -> str:
    """Return what only one stored article can have."""
    return article.url or article.id


@dataclass
class _Run:
    """One ingest under way: the batch in hand and what was decided about it."""

    engine: Engine
    extractor: Extractor
    summary: Summary
    report: Report
    batch: list[tuple[Article, Extraction]] = field(default_factory=list)
    coming: dict[str, writer.Version] = field(default_factory=dict)
    """By address: the version that is on its way to the database. The extractor reads ahead, and
    what is to be done with an article must not depend on how far."""

    def select_news(self, outcomes: Iterable[Outcome]) -> Iterator[Found]:
        """Yield the articles that are to be stored, and count the others."""
        for outcome in outcomes:
            match outcome:
                case Found() if self._is_news(outcome.article):
                    yield outcome
                case Found():
                    self.report(self.summary, None)
                case Rejected():
                    self._reject(outcome)
                case Skipped():
                    self.summary.skipped[outcome.code] += 1
                    self.report(self.summary, outcome)

    def take(self, found: Found, result: Extraction | Rejected) -> None:
        """Add what was found in an article to the batch."""
        if isinstance(result, Rejected):
            self._arrived(found.article)
            self._reject(result)
        else:
            self.batch.append((found.article, result))
            self.report(self.summary, None)

    def publish(self) -> None:
        """Store the batch in hand; of articles with one address the last one stays."""
        last = {_address(article): (article, extraction) for article, extraction in self.batch}
        with self.engine.begin() as connection:
            articles = [article for article, _ in last.values()]
            known = writer.known_articles(connection, [article.id for article in articles])
            first = sum(writer.find_version(connection, article) is None for article in articles)
            new = [pair for pair in last.values() if pair[0].id not in known]
            if new:
                if self.summary.release is None:
                    _keep_what_is_known(connection, self.extractor)
                self.summary.release = writer.save_batch(
                    connection, new, resolution.resolve, pipeline=self.extractor.pipeline
                )
            syndicated = writer.count_syndicated(connection, [article.id for article, _ in new])
        self.summary.stored += len(self.batch)
        self.summary.replaced += len(self.batch) - first
        self.summary.syndicated += syndicated
        for article, _ in self.batch:
            self._arrived(article)
        self.batch.clear()

    def _is_news(self, article: Article) -> bool:
        current = self.coming.get(_address(article))
        if current is None:
            with self.engine.connect() as connection:
                current = writer.find_version(connection, article)
        ours = writer.Version(article.id, article.published)
        if current and current.id == ours.id:
            self.summary.duplicates += 1
            return False
        if current and ours.published and current.published and ours.published < current.published:
            self.summary.outdated += 1
            return False
        self.coming[_address(article)] = ours
        return True

    def _arrived(self, article: Article) -> None:
        current = self.coming.get(_address(article))
        if current and current.id == article.id:
            del self.coming[_address(article)]

    def _reject(self, rejected: Rejected) -> None:
        self.summary.rejected[rejected.code] += 1
        self.report(self.summary, rejected)
