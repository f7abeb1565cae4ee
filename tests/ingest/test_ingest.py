"""Ingest: what becomes of articles, whatever their order, their batches, and whatever fails."""

import datetime as dt
import io
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, text

from app.ingest import (
    BatchLimits,
    Extractor,
    Failure,
    PipelineMismatch,
    RebuildFailed,
    Summary,
    ingest,
    rebuild,
    remove,
)
from app.records import Article, Extraction, Form, Mention
from app.sources.files import Outcome, read_articles
from app.sources.found import Found, Rejected, Skipped
from app.storage import tables
from app.storage.database import open_database
from app.storage.lock import Locked, hold_lock, open_for_writing
from tests.dump import Dump, full_dump, public_dump
from tests.fake_extraction import extract, extract_one

MAY, JUNE = dt.date(2031, 5, 1), dt.date(2031, 6, 1)
BOATS = "“Boats came,” said Ana Ruiz of Spain."

ARTICLES = [
    Article(BOATS, published=MAY),
    Article(BOATS, published=JUNE, publisher="The Bay Post"),
    Article("Ruiz left Calm Sea.", url="https://bay.test/1", published=MAY),
    Article("Rosa Ruiz left Calm Sea 2031.", url="https://bay.test/1", published=JUNE),
    *(Article(f"John Smith of Britain came {number} times.") for number in range(20)),
    Article("John Smith of Australia came. Smith left."),
]
NAMES = {"countries/ES": ("Kingdom of Spain", "España"), "organizations/harbour-board": ("HB",)}
EXTRACTOR = Extractor(extract, "0" * 64, names=NAMES)


@dataclass(frozen=True)
class Failed:
    reason: str


def extract_unless_bad(articles: Iterable[Article]) -> Iterator[Extraction | Failure]:
    for article in articles:
        yield Failed("the parser gave up") if "bad" in article.text else extract_one(article)


def extract_reading_ahead(articles: Iterable[Article]) -> Iterator[Extraction | Failure]:
    return extract(list(articles))


def found(articles: Iterable[Article]) -> list[Outcome]:
    return [Found(f"f:{number}", article) for number, article in enumerate(articles, 1)]


def store(
    engine: Engine,
    articles: Iterable[Article],
    *,
    batch: int = 500,
    extractor: Extractor = EXTRACTOR,
) -> Summary:
    return ingest(engine, found(articles), extractor, limits=BatchLimits(articles=batch))


def contents(path: Path, articles: Sequence[Article], *, batch: int) -> Dump:
    with open_for_writing(f"sqlite:///{path}") as engine:
        store(engine, articles, batch=batch)
        return public_dump(engine)


def releases(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return list(connection.scalars(select(tables.release.c.id).order_by("number")))


def texts(engine: Engine) -> set[str]:
    with engine.connect() as connection:
        return set(connection.scalars(select(tables.article.c.text)))


def test_neither_order_nor_batches_change_the_release_or_its_answers(tmp_path: Path) -> None:
    expected = contents(tmp_path / "1.db", ARTICLES, batch=500)
    assert contents(tmp_path / "2.db", ARTICLES[::-1], batch=500) == expected
    assert contents(tmp_path / "3.db", ARTICLES, batch=1) == expected
    assert contents(tmp_path / "4.db", ARTICLES[::-1], batch=7) == expected


def test_case_28_a_second_and_a_third_ingest_change_no_row(engine: Engine) -> None:
    first = store(engine, ARTICLES)
    before = full_dump(engine)
    for batch in (500, 1):
        again = store(engine, ARTICLES, batch=batch)
        assert full_dump(engine) == before
        assert (again.stored, again.duplicates, again.outdated) == (0, len(ARTICLES) - 1, 1)
        assert again.release == first.release


def test_an_article_that_comes_twice_in_one_run_is_stored_once(engine: Engine) -> None:
    summary = store(engine, [ARTICLES[0]] * 3)
    assert (summary.stored, summary.duplicates) == (1, 2)


@pytest.mark.parametrize("batch", [1, 2, 500])
@pytest.mark.parametrize("how", [extract, extract_reading_ahead])
def test_a_summary_does_not_depend_on_batches(engine: Engine, batch: int, how: object) -> None:
    extractor = Extractor(how, "0" * 64)  # type: ignore[arg-type]
    summary = store(engine, ARTICLES, batch=batch, extractor=extractor)
    assert summary == Summary(
        stored=len(ARTICLES), replaced=1, syndicated=1, release=releases(engine)[-1]
    )


def test_case_29_changed_content_replaces_what_had_the_url(engine: Engine) -> None:
    store(engine, [Article("Old.", url="u")])
    summary = store(engine, [Article("New.", url="u")])
    assert (summary.stored, summary.replaced, texts(engine)) == (1, 1, {"New."})


def test_what_was_published_earlier_does_not_replace_what_came_later(engine: Engine) -> None:
    store(engine, [Article("New.", url="u", published=JUNE)])
    summary = store(engine, [Article("Old.", url="u", published=MAY)])
    assert (summary.stored, summary.outdated, texts(engine)) == (0, 1, {"New."})


@pytest.mark.parametrize("batch", [1, 2, 3, 500])
@pytest.mark.parametrize("how", [extract, extract_reading_ahead])
def test_of_undated_versions_the_one_read_last_stays(
    engine: Engine, batch: int, how: object
) -> None:
    one, two = Article("One.", url="u"), Article("Two.", url="u")
    extractor = Extractor(how, "0" * 64)  # type: ignore[arg-type]
    store(engine, [one])
    summary = store(engine, [two, one, two, two, one], batch=batch, extractor=extractor)
    assert (summary.stored, summary.replaced, summary.duplicates) == (4, 4, 1)
    assert texts(engine) == {"One."}


def test_case_30_a_syndicated_text_is_an_article_of_its_own(engine: Engine) -> None:
    summary = store(engine, [replace(ARTICLES[0], publisher=name) for name in "ABC"])
    assert (summary.stored, summary.syndicated) == (3, 2)
    with engine.connect() as connection:
        assert len(set(connection.scalars(select(tables.article.c.text_digest)))) == 1


@pytest.mark.parametrize(
    "other",
    [
        "“Boats came,” said Ana Ruiz of spain.",  # case 32
        "“Boats  came,” said Ana Ruiz of Spain.",
        "“Ships came,” said Ana Ruiz of Spain.",  # case 31
    ],
)
def test_near_duplicates_are_kept_apart(engine: Engine, other: str) -> None:
    assert store(engine, [Article(BOATS), Article(other)]).stored == 2
    assert texts(engine) == {BOATS, other}


def test_case_36_an_article_without_quotes_is_stored(engine: Engine) -> None:
    assert store(engine, [Article("Nothing was said.")]).stored == 1


def test_case_37_of_a_file_that_changes_meanwhile_what_was_read_is_stored(
    engine: Engine, tmp_path: Path
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(BOATS)

    def read_and_change() -> Iterator[Outcome]:
        for outcome in read_articles([str(path)], io.BytesIO()):
            path.write_text("Nothing came.")
            yield outcome

    ingest(engine, read_and_change(), EXTRACTOR)
    assert texts(engine) == {BOATS}
    with engine.connect() as connection:
        assert connection.scalar(select(tables.article.c.id)) == Article(BOATS).id


def test_what_is_no_article_is_counted_by_reason_and_reported(engine: Engine) -> None:
    reported: list[Rejected | Skipped | None] = []
    left_out: list[Rejected | Skipped] = [
        Rejected("a", "empty-article", "nothing"),
        Rejected("b", "bad-json", "cut"),
        Rejected("c", "bad-json", "cut"),
        Skipped("d", "not-a-file", "pipe"),
    ]
    outcomes: list[Outcome] = [*left_out, *found(ARTICLES[:1])]
    summary = ingest(engine, outcomes, EXTRACTOR, report=lambda _summary, one: reported.append(one))
    assert summary.rejected == {"bad-json": 2, "empty-article": 1}
    assert summary.skipped == {"not-a-file": 1}
    assert reported == [*left_out, None]


def test_case_35_an_article_that_cannot_be_read_leaves_the_others(engine: Engine) -> None:
    reported: list[Rejected | Skipped | None] = []
    extractor = Extractor(extract_unless_bad, "0" * 64)
    outcomes = found([Article("One."), Article("A bad one."), Article("Two.")])
    summary = ingest(engine, outcomes, extractor, report=lambda _summary, one: reported.append(one))
    assert (summary.stored, summary.rejected) == (2, {"nlp-error": 1})
    assert Rejected("f:2", "nlp-error", "the parser gave up") in reported
    assert texts(engine) == {"One.", "Two."}


def test_an_extraction_that_breaks_a_promise_costs_its_article_alone(engine: Engine) -> None:
    def extract_badly(articles: Iterable[Article]) -> Iterator[Extraction]:
        for article in articles:
            ghost = Mention(0, 1, "people/nobody", Form.NAME, "rule", 1.0)
            yield Extraction(mentions=(ghost,) if article.text == "Bad." else ())

    extractor = Extractor(extract_badly, "0" * 64)
    summary = store(engine, [Article("Good."), Article("Bad.")], extractor=extractor)
    assert (summary.stored, summary.rejected) == (1, {"bad-extraction": 1})


def test_a_rejected_version_may_come_again(engine: Engine) -> None:
    extractor = Extractor(extract_unless_bad, "0" * 64)
    bad = Article("A bad one.", url="u")
    assert store(engine, [bad, bad], extractor=extractor).stored == 0
    assert store(engine, [bad]).stored == 1


def test_a_batch_ends_after_so_many_articles_or_seconds(engine: Engine) -> None:
    store(engine, ARTICLES[4:9], batch=2)
    assert len(releases(engine)) == 3
    ingest(engine, found(ARTICLES[9:13]), EXTRACTOR, limits=BatchLimits(seconds=0))
    assert len(releases(engine)) == 7


def test_case_58_another_pipeline_is_refused_before_anything_is_read(engine: Engine) -> None:
    store(engine, ARTICLES[:1])

    sources = iter(found(ARTICLES))
    with pytest.raises(PipelineMismatch, match="newskb rebuild") as caught:
        ingest(engine, sources, Extractor(extract, "1" * 64))
    assert len(list(sources)) == len(ARTICLES)
    assert caught.value.found == EXTRACTOR.pipeline


def test_a_pipeline_is_named_by_extraction_and_resolution() -> None:
    assert len(EXTRACTOR.pipeline) == 64
    assert EXTRACTOR.pipeline not in (EXTRACTOR.fingerprint, Extractor(extract, "1" * 64).pipeline)


def test_what_was_measured_of_a_pipeline_comes_with_its_first_release(
    url: str, engine: Engine
) -> None:
    def kept() -> dict[str, str]:
        with engine.connect() as connection:
            return {row.pipeline: row.body for row in connection.execute(select(tables.quality))}

    ours = Extractor(extract, "1" * 64, {"measured": True})
    store(engine, [], extractor=ours)
    assert kept() == {}
    store(engine, ARTICLES, extractor=ours, batch=5)
    assert kept() == {ours.pipeline: '{"measured": true}'}
    reader, newer = (
        open_database(url, read_only=True),
        Extractor(extract, "2" * 64, {"measured": 0}),
    )
    rebuild(engine, reader, newer)
    reader.dispose()
    assert kept().keys() == {ours.pipeline, newer.pipeline}


def test_removing_leaves_what_was_never_there_alone(engine: Engine) -> None:
    first = store(engine, ARTICLES[:4]).release
    store(engine, ARTICLES[4:6])
    ids = {article.id for article in ARTICLES[4:6]}
    assert remove(engine, ids | {"0" * 16}) == ids
    assert releases(engine)[-1] == first
    before = full_dump(engine)
    assert remove(engine, ["0" * 16]) == set()
    assert full_dump(engine) == before


def test_names_that_no_article_uses_are_kept_once_there_is_a_release(engine: Engine) -> None:
    store(engine, [])
    found = select(tables.known_name.c.key, tables.known_name.c.entity_id)
    with engine.connect() as connection:
        assert connection.execute(found).all() == []
    store(engine, ARTICLES[:1])
    with engine.connect() as connection:
        assert set(map(tuple, connection.execute(found))) == {
            ("kingdom-of-spain", "countries/ES"),
            ("espana", "countries/ES"),
            ("hb", "organizations/harbour-board"),
        }


def test_a_rebuild_makes_what_a_first_ingest_would_have_made(
    url: str, engine: Engine, tmp_path: Path
) -> None:
    def extract_nothing(articles: Iterable[Article]) -> Iterator[Extraction]:
        return (Extraction() for _ in articles)

    other = Extractor(extract_nothing, "1" * 64, names={"countries/ES": ("Hispania",)})
    store(engine, ARTICLES, extractor=other)
    reader = open_database(url, read_only=True)
    summary = rebuild(engine, reader, EXTRACTOR, limits=BatchLimits(articles=7))
    reader.dispose()
    assert summary.stored == len(ARTICLES) - 1
    assert public_dump(engine) == contents(tmp_path / "other.db", ARTICLES, batch=500)
    assert store(engine, ARTICLES).stored == 0


def test_a_rebuild_that_cannot_extract_everything_changes_nothing(url: str, engine: Engine) -> None:
    bad = [Article("A bad one."), Article("Another bad one.")]
    store(engine, [*ARTICLES, *bad])
    before = full_dump(engine)
    reader = open_database(url, read_only=True)
    with pytest.raises(RebuildFailed, match="newskb remove") as caught:
        rebuild(engine, reader, Extractor(extract_unless_bad, "1" * 64))
    reader.dispose()
    assert {one.label for one in caught.value.rejected} == {one.id for one in bad}
    assert full_dump(engine) == before


def test_readers_see_the_old_release_until_a_rebuild_is_done(url: str, engine: Engine) -> None:
    store(engine, ARTICLES)
    reader = open_database(url, read_only=True)
    before = public_dump(reader)
    seen: list[Dump] = []
    rebuild(
        engine,
        reader,
        Extractor(extract, "1" * 64),
        limits=BatchLimits(articles=10),
        report=lambda summary, _: (
            seen.append(public_dump(reader)) if summary.stored == 15 else None
        ),
    )
    assert seen == [before]
    assert public_dump(reader) != before
    reader.dispose()


def test_case_44_a_second_writer_is_told_who_the_first_is(url: str, tmp_path: Path) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(tmp_path / "kb.db")
    for other in (url, f"sqlite:///{link}"):
        with hold_lock(url), pytest.raises(Locked) as caught, hold_lock(other):
            pass
        assert caught.value.holder == str(os.getpid())


def test_the_lock_is_free_again_after_its_holder(url: str) -> None:
    for _ in range(2):
        with hold_lock(url):
            pass


def test_case_45_a_reader_does_not_keep_an_ingest_from_ending(url: str, engine: Engine) -> None:
    store(engine, ARTICLES[:1])
    reader = open_database(url, read_only=True)
    with reader.connect() as connection:
        export = connection.execute(select(tables.article.c.id))
        with open_for_writing(url) as writer:
            store(writer, ARTICLES)
        assert len(export.all()) == 1
    assert len(texts(reader)) > 1
    reader.dispose()


def test_the_log_is_emptied_at_the_end(url: str, tmp_path: Path) -> None:
    reader = open_database(url, read_only=False)
    with open_for_writing(url) as writer:
        store(writer, ARTICLES)
        with reader.connect():
            assert (tmp_path / "kb.db-wal").stat().st_size > 0
    assert (tmp_path / "kb.db-wal").stat().st_size == 0
    reader.dispose()


def test_a_writer_leaves_behind_what_the_planner_of_queries_needs(url: str) -> None:
    with open_for_writing(url) as engine:
        store(engine, ARTICLES)
    reader = open_database(url, read_only=True)
    with reader.connect() as connection:
        seen = set(connection.scalars(text("SELECT tbl FROM sqlite_stat1")))
    reader.dispose()
    assert {"article", "article_entity", "mention"} <= seen
