"""Runs the pipeline over articles and flattens what its components found to records."""

import hashlib
import importlib.metadata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from app.extraction.annotations import named_entities, prepare
from app.extraction.confidence import MEASURED, confidence_of
from app.extraction.exercises import with_asserters
from app.extraction.pipeline import DEFAULT_MODEL, build_pipeline
from app.extraction.text import straighten
from app.extraction.user_lexicon import EMPTY, UserLexicon, rename
from app.records import Article, Extraction, Form, Mention

# A batch ends at so many articles or code points, whichever comes first: parsing takes memory by
# the text, and small batches are as fast (32 articles against 128).
_BATCH_ARTICLES = 32
_BATCH_CHARACTERS = 100_000
# What decides what is extracted, next to the model.
_SOURCES = (Path(__file__).parent, Path(__file__).parents[1] / "names")
_LIBRARIES = ("spacy", "thinc", "numpy", "pycountry", "anyascii")


@dataclass(frozen=True)
class ExtractionError:
    """Says that an article could not be analysed, and why."""

    reason: str


@dataclass(frozen=True)
class Pipeline:
    """A loaded spaCy pipeline, and the fingerprints of what its answers depend on."""

    nlp: Language
    finder: str
    """Of what decides which facts are found: our source and lexicons, the user's, the model, the
    libraries."""
    fingerprint: str
    """Of `finder` and of what was measured of it, which decides how sure a fact is said to be.

    The measured figures note which finder they are of, as they could not if they were part of it.
    Both fingerprints are SHA-256 in 64 hex digits.
    """
    lexicon: UserLexicon = EMPTY
    """What the user has named."""


def load_pipeline(model: str = DEFAULT_MODEL, lexicon: UserLexicon = EMPTY) -> Pipeline:
    """Return the pipeline, ready to extract; `lexicon` is the user's. Raises ModelMissingError."""
    nlp = build_pipeline(model)
    measured = {*MEASURED.iterdir()}
    rules = {p for part in _SOURCES for p in part.rglob("*") if p.suffix in {".py", ".toml"}}
    libraries = (f"{library} {importlib.metadata.version(library)}" for library in _LIBRARIES)
    # Without a lexicon of the user's own the digest is as if there could be none.
    own = [lexicon.digest] if lexicon.digest else []
    model_version = f"{nlp.meta['name']} {nlp.meta['version']}"
    finder = _digest(rules - measured, model_version, *libraries, *own)
    return Pipeline(nlp, finder, _digest(measured, finder), lexicon)


def extract(
    pipeline: Pipeline, articles: Iterable[Article]
) -> Iterator[Extraction | ExtractionError]:
    """Yield what each article says, in the order of `articles`.

    An article on which a component raises gives an ExtractionError, and the rest goes on.
    """
    for batch in _batches(articles):
        try:
            docs = [_make_doc(pipeline, article) for article in batch]
            done = [flatten(doc) for doc in pipeline.nlp.pipe(docs, batch_size=_BATCH_ARTICLES)]
        except Exception:  # noqa: BLE001  # whatever it was, only the article that raises it is lost
            for article in batch:
                yield _extract_alone(pipeline, article)
        else:
            yield from done


def _extract_alone(pipeline: Pipeline, article: Article) -> Extraction | ExtractionError:
    try:
        return flatten(pipeline.nlp(_make_doc(pipeline, article)))
    except Exception as error:  # noqa: BLE001
        return ExtractionError(f"{type(error).__name__}: {error}")


def _make_doc(pipeline: Pipeline, article: Article) -> Doc:
    made = pipeline.nlp.make_doc(straighten(article.text))
    return prepare(made, article.text, article.published, pipeline.lexicon)


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    batch: list[Article] = []
    size = 0
    for article in articles:
        if batch and (
            len(batch) == _BATCH_ARTICLES or size + len(article.text) > _BATCH_CHARACTERS
        ):
            yield batch
            batch, size = [], 0
        batch.append(article)
        size += len(article.text)
    if batch:
        yield batch


def flatten(doc: Doc) -> Extraction:
    """Return the records of an analysed Doc, with positions as code points of the article."""
    entities = list(named_entities(doc))
    mentions: dict[tuple[int, int], Mention] = {}
    for entity in entities:
        for found in entity.found:
            span = doc[found.start : found.end]
            mention = Mention(
                span.start_char, span.end_char, entity.id, found.form, found.rule,
                confidence_of(found.rule),
            )  # fmt: skip
            before = mentions.get((mention.start, mention.end))
            # One mention a span: a house that is an organization is no metonym of its country.
            if before is None or before.form is Form.METONYM:
                mentions[mention.start, mention.end] = mention
    extraction = Extraction(
        entities=tuple(e.to_entity() for e in entities),
        mentions=tuple(sorted(mentions.values(), key=lambda m: (m.start, m.end))),
        quotes=tuple(doc._.quotes),
        claims=tuple(
            sorted(
                with_asserters(doc._.claims, doc._.quotes),
                key=lambda c: (c.start, c.end, c.predicate),
            )
        ),
    )
    return rename(doc._.lexicon, extraction)


def _digest(files: Iterable[Path], *words: str) -> str:
    digest = hashlib.sha256("\n".join(words).encode())
    for path in sorted(files):
        digest.update(b"\0" + path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
