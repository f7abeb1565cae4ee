"""What an Extraction promises whatever the text, and that articles do not touch each other."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from app.extraction.confidence import TABLE
from app.extraction.extract import ExtractionError, Pipeline, extract, load_pipeline
from app.extraction.text import straighten
from app.records import Article, Extraction, QuoteKind

FOLDER = Path(__file__).parents[2] / "data" / "articles"
ARTICLES = [Article(text=p.read_text(encoding="utf-8")) for p in sorted(FOLDER.glob("*.txt"))]

# Pieces that rules look for, strung together at random among any other characters.
PIECES = (
    "“|”|‘|’|\"|'|''|«|»|(|)|:|;|,|.|…|?|!|-|—|/|\n|\n\n|\u00a0|\u2028|\t|said|told|called|who|and"
    "|according to|of|the|The|he|she|they|both|Gen.|Mr.|Dr.|U.S.|NATO|Peru|Peruvian|Georgia"
    "|North Korea|the North|Navy|Air Force|Ministry|Exercise|drills|June 12|2023|10,000|troops"
    "|Iris Holm|Holm|Kim Jong|van der|al-|Reporting by|former|minister|alliance|(HSC)|'em"
    "|\u0301|🎉|ß|İ|中文|é"
).split("|")
TEXTS = st.lists(st.sampled_from(PIECES) | st.just(" ") | st.text(max_size=6), max_size=40).map(
    "".join
)


def check(text: str, extraction: Extraction) -> None:
    """Assert what every Extraction of `text` promises."""
    ids = [e.id for e in extraction.entities]
    assert len(ids) == len(set(ids))
    spans = [(m.start, m.end) for m in extraction.mentions]
    assert spans == sorted(set(spans))
    used: set[str | None] = {m.entity for m in extraction.mentions}
    for q in extraction.quotes:
        if q.cue is not None:
            spans.append(q.cue)
        if q.speaker is not None:
            spans.append((q.speaker.start, q.speaker.end))
            used |= {q.speaker.entity, *(s.entity for s in q.speaker.also)}
        spans.append((q.start, q.end))
    for c in extraction.claims:
        spans.extend([(c.start, c.end), *c.more_evidence])
        used |= {c.subject, c.object, c.asserted_by}
    assert used - {None} <= set(ids)
    for start, end in spans:
        assert 0 <= start < end <= len(text)
        assert text[start:end].strip()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=TEXTS)
def test_any_text_gives_spans_inside_it_and_ids_among_its_entities(
    pipeline: Pipeline, text: str
) -> None:
    (extraction,) = extract(pipeline, [Article(text=text)])
    assert not isinstance(extraction, ExtractionError), extraction.reason
    check(text, extraction)
    assert not [q for q in extraction.quotes if q.kind is QuoteKind.SCARE and q.speaker]


@pytest.mark.parametrize("article", ARTICLES, ids=lambda a: a.id)
def test_a_whole_article_keeps_the_same_promises(pipeline: Pipeline, article: Article) -> None:
    (extraction,) = extract(pipeline, [article])
    assert isinstance(extraction, Extraction)
    check(article.text, extraction)
    assert extraction.mentions


def test_the_words_of_records_stand_in_the_text(pipeline: Pipeline) -> None:
    article = Article(
        text="\ufeff🎉 “We agree,” said Norway’s envoy, Iris\u00a0Holm.\r\nHolm left."
    )
    (extraction,) = extract(pipeline, [article])
    assert isinstance(extraction, Extraction)
    names = {e.id: {e.name, *e.aliases} for e in extraction.entities}
    for m in extraction.mentions:
        assert straighten(article.text[m.start : m.end]) in names[m.entity]
    (quote,) = extraction.quotes
    assert article.text[quote.start : quote.end] == "We agree,"
    assert quote.speaker is not None
    assert article.text[quote.speaker.start : quote.speaker.end] == "Norway’s envoy"


def test_the_same_article_gives_the_same_extraction(pipeline: Pipeline) -> None:
    first, second = extract(pipeline, [ARTICLES[0], replace(ARTICLES[0])])
    assert first == second


def test_neighbours_in_a_batch_change_nothing(pipeline: Pipeline) -> None:
    together = list(extract(pipeline, ARTICLES))
    alone = [e for article in reversed(ARTICLES) for e in extract(pipeline, [article])]
    assert together == alone[::-1]


def test_what_was_read_before_changes_nothing(pipeline: Pipeline) -> None:
    text = "Zorvex Holm left. Holm said it was over."
    (before,) = extract(pipeline, [Article(text=text)])
    list(extract(pipeline, [Article(text="Holm Zorvex is a town in Peru. Zorvex said no.")]))
    (after,) = extract(pipeline, [Article(text=text)])
    assert before == after


@pytest.mark.parametrize("text", ["", " ", "\n\n", "."])
def test_an_article_that_says_nothing_gives_nothing(pipeline: Pipeline, text: str) -> None:
    assert list(extract(pipeline, [Article(text=text)])) == [Extraction()]


def test_articles_are_taken_only_as_they_are_needed(pipeline: Pipeline) -> None:
    taken = []

    def endless() -> Iterator[Article]:
        while True:
            taken.append(1)
            yield Article(text="Iris Holm left.")

    next(extract(pipeline, endless()))
    assert len(taken) < 100


@Language.component("raises_on_storms")
def raise_on_storms(doc: Doc) -> Doc:
    if "storm" in doc.text:
        raise ValueError("too much wind")
    return doc


def test_a_component_that_raises_loses_only_its_article() -> None:
    pipeline = load_pipeline()
    pipeline.nlp.add_pipe("raises_on_storms")
    texts = ["Peru won.", "The storm came.", "Chile won."]
    first, second, third = extract(pipeline, [Article(text=text) for text in texts])
    assert second == ExtractionError("ValueError: too much wind")
    assert isinstance(first, Extraction)
    assert isinstance(third, Extraction)
    assert [e.id for e in (*first.entities, *third.entities)] == ["countries/PE", "countries/CL"]


def test_the_fingerprint_is_64_hex_digits_and_stays() -> None:
    first, second = load_pipeline().fingerprint, load_pipeline().fingerprint
    assert re.fullmatch("[0-9a-f]{64}", first)
    assert first == second


def test_what_was_measured_is_in_the_fingerprint_and_not_in_that_of_what_finds_facts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before, read = load_pipeline(), Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda p: b"other" if p == TABLE else read(p))
    after = load_pipeline()
    assert after.finder == before.finder
    assert after.fingerprint != before.fingerprint
