"""Batches in, whole releases out, whatever their order and size."""

import datetime as dt
import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select, text
from sqlalchemy.exc import IntegrityError

from app.records import (
    Article,
    Claim,
    Entity,
    EntityType,
    Extraction,
    Form,
    Mention,
    Predicate,
    Quote,
    QuoteKind,
    Speaker,
)
from app.resolution import Reason, resolve
from app.storage import tables
from app.storage.checks import BadExtraction, check_extraction
from app.storage.database import open_database, upgrade
from app.storage.full_text import INDEXES
from app.storage.writer import latest_release, save_batch
from tests.dump import Dump, full_dump, public_dump
from tests.fake_extraction import extract_one

PIPELINE = "0" * 64

ARTICLES = [
    Article("Ana Ruiz of Spain came. “Fair wind,” said Ruiz.", published=dt.date(2031, 5, 1)),
    Article("“It is late,” said Ana Ruiz. John Smith of Britain agreed.", url="https://a.test/1"),
    Article("Ruiz spoke at Calm Sea 2031. Smith was silent.", published=dt.date(2031, 6, 2)),
    Article("John Smith of Australia met Zizou in Spain.", title="Smith and Zizou"),
    Article("John Smith waved. Rosa Ruiz of Harbour Board sang at Calm Sea."),
    Article("Rosa Ruiz of Britain left the Harbour Board, the Tide Office said."),
    Article("Nobody came."),
]
UNDER_OTHER_NAMES = [
    Article("Ana B. Ruiz of Spain and Andrew Smith came.", published=dt.date(2031, 6, 3)),
    Article("Andy Smith waved to Rosa C. Ruiz.", url="https://a.test/2"),
    Article("Andrew Smith of Britain and Rosa D. Ruiz stayed."),
]
ALL = [*ARTICLES, *UNDER_OTHER_NAMES]


def save(
    engine: Engine,
    articles: Sequence[Article],
    *,
    pipeline: str = PIPELINE,
    removed: Sequence[str] = (),
) -> str:
    with engine.begin() as connection:
        batch = [(article, extract_one(article)) for article in articles]
        return save_batch(connection, batch, resolve, pipeline=pipeline, removed=removed)


def contents(path: Path, batches: Sequence[Sequence[Article]], *, removed: str = "") -> Dump:
    """Return what a new database holds after `batches`, and after taking `removed` out."""
    engine = open_database(f"sqlite:///{path}", read_only=False)
    upgrade(engine)
    for batch in batches:
        save(engine, batch)
    if removed:
        save(engine, [], removed=[removed])
    dump = public_dump(engine)
    engine.dispose()
    return dump


def entity(engine: Engine, entity_id: str) -> dict[str, object]:
    with engine.connect() as connection:
        found = connection.execute(
            select(tables.entity).where(tables.entity.c.id == entity_id)
        ).mappings()
        return dict(found.one())


def count(engine: Engine, table: str) -> int:
    with engine.connect() as connection:
        return (
            connection.scalar(select(func.count()).select_from(tables.metadata.tables[table])) or 0
        )


@pytest.mark.parametrize("seed", range(5))
def test_neither_order_nor_batches_change_what_is_stored(tmp_path: Path, seed: int) -> None:
    shuffled = random.Random(seed).sample(ALL, len(ALL))
    one_by_one = contents(tmp_path / "1.db", [[article] for article in shuffled])
    by_three = contents(tmp_path / "3.db", [shuffled[i : i + 3] for i in range(0, len(ALL), 3)])
    at_once = contents(tmp_path / "all.db", [ALL])
    assert one_by_one == by_three == at_once


@pytest.mark.parametrize("gone", ALL, ids=lambda article: article.text[:12])
def test_an_article_taken_out_leaves_no_trace(tmp_path: Path, gone: Article) -> None:
    others = [article for article in ALL if article != gone]
    without = contents(tmp_path / "without.db", [others])
    assert contents(tmp_path / "with.db", [ALL], removed=gone.id) == without


def test_an_empty_batch_changes_no_row(engine: Engine) -> None:
    release = save(engine, ARTICLES)
    before = full_dump(engine)
    assert save(engine, []) == release
    assert full_dump(engine) == before


def test_a_release_is_named_for_its_articles_and_pipeline(engine: Engine) -> None:
    first = save(engine, ARTICLES[:2])
    second = save(engine, ARTICLES[2:])
    other = save(engine, [], pipeline="1" * 64)
    assert len({first, second, other}) == 3
    with engine.connect() as connection:
        assert latest_release(connection) == (other, "1" * 64)
        rows = connection.execute(
            select(tables.release.c.article_count, tables.release.c.quote_count)
        )
        assert [tuple(row) for row in rows] == [(2, 2), (7, 2), (7, 2)]


def test_removing_what_was_added_brings_the_release_back(engine: Engine) -> None:
    first = save(engine, ARTICLES[:3])
    save(engine, ARTICLES[3:4])
    assert save(engine, [], removed=[ARTICLES[3].id]) == first


def test_case_29_an_article_with_the_url_of_another_replaces_it_whole(engine: Engine) -> None:
    save(engine, [Article("“Old words,” said Zizou.", url="https://a.test/1")])
    save(engine, [Article("“New words,” said Ana Ruiz.", url="https://a.test/1")])
    with engine.connect() as connection:
        assert connection.scalars(select(tables.quote.c.text)).all() == ["New words,"]
        assert connection.scalars(select(tables.entity.c.id)).all() == ["people/ana-ruiz"]


def test_no_entity_stays_without_an_article(engine: Engine) -> None:
    save(engine, ARTICLES)
    save(engine, [], removed=[article.id for article in ARTICLES])
    kept = {"release", "alembic_version"}
    assert {name for name in tables.metadata.tables if count(engine, name)} - kept == set()


def test_an_entity_counts_what_its_articles_say(engine: Engine) -> None:
    save(engine, ARTICLES)
    assert entity(engine, "people/ana-ruiz") == {
        "id": "people/ana-ruiz",
        "type": "person",
        "name": "Ana Ruiz",
        "article_count": 2,
        "mention_count": 2,
        "quote_count": 1,
        "first_published": dt.date(2031, 5, 1),
        "last_published": dt.date(2031, 5, 1),
    }


def test_links_say_why(engine: Engine) -> None:
    save(engine, ARTICLES)
    columns = tables.article_entity.c
    with engine.connect() as connection:
        rows = connection.execute(
            select(columns.name, columns.entity_id, columns.reason).where(columns.type == "person")
        ).all()
    reasons = {(row.name, row.entity_id): row.reason for row in rows}
    assert reasons == {
        ("Ana Ruiz", "people/ana-ruiz"): Reason.FULL_NAME,
        ("Rosa Ruiz", "people/rosa-ruiz"): Reason.FULL_NAME,
        ("Ruiz", None): Reason.AMBIGUOUS_SURNAME,
        ("John Smith", "people/john-smith-gb"): Reason.EVIDENCE,
        ("John Smith", "people/john-smith-au"): Reason.EVIDENCE,
        ("John Smith", None): Reason.AMBIGUOUS_NAME,
        ("Smith", None): Reason.AMBIGUOUS_SURNAME,
        ("Zizou", "people/zizou"): Reason.ONLY_NAME,
    }


def test_a_surname_follows_its_bearers(engine: Engine) -> None:
    surname = select(tables.article_entity.c.entity_id, tables.article_entity.c.reason).where(
        tables.article_entity.c.name == "Ruiz"
    )
    found = []
    for batch, removed in (
        ([Article("Ruiz came.")], []),
        ([Article("Ana Ruiz came.")], []),
        ([Article("Rosa Ruiz came.")], []),
        ([], [Article("Ana Ruiz came.").id]),
    ):
        save(engine, batch, removed=removed)
        with engine.connect() as connection:
            found.append(tuple(connection.execute(surname).one()))
    assert found == [
        ("people/ruiz", Reason.ONLY_NAME),
        ("people/ana-ruiz", Reason.UNIQUE_SURNAME),
        (None, Reason.AMBIGUOUS_SURNAME),
        ("people/rosa-ruiz", Reason.UNIQUE_SURNAME),
    ]


def test_a_person_is_called_by_the_full_name_however_rare(engine: Engine) -> None:
    save(engine, [Article(f"Smith, {number} times.") for number in range(3)])
    save(engine, [Article("John Smith, once.")])
    smith = entity(engine, "people/john-smith")
    assert (smith["name"], smith["article_count"]) == ("John Smith", 4)


def test_a_person_under_several_forms_of_a_name_has_the_shortest_and_answers_to_all(
    engine: Engine,
) -> None:
    save(engine, [Article(f"Andrew Smith, {number} times.") for number in range(3)])
    save(engine, [Article("Andy Smith, once.")])
    smith = entity(engine, "people/andy-smith")
    assert (smith["name"], smith["article_count"]) == ("Andy Smith", 4)
    aliases = select(tables.entity_alias.c.key).where(
        tables.entity_alias.c.entity_id == "people/andy-smith"
    )
    with engine.connect() as connection:
        assert {"andy-smith", "andrew-smith"} <= set(connection.scalars(aliases))


def test_an_entity_is_called_what_most_articles_call_it(engine: Engine) -> None:
    def calling(name: str, number: int) -> tuple[Article, Extraction]:
        article = Article(f"{name} {number}")
        port = Entity("organizations/port", EntityType.ORGANIZATION, name, kind="agency")
        mention = Mention(0, len(name), port.id, Form.NAME, "rule", 1.0)
        return article, Extraction((port,), (mention,))

    names = ["Port", "Port", "The Port", "Port Ltd", "Port Ltd", "Port Inc", "Port Inc"]
    with engine.begin() as connection:
        batch = [calling(name, number) for number, name in enumerate(names)]
        save_batch(connection, batch, resolve, pipeline=PIPELINE)
        aliases = connection.execute(
            select(tables.entity_alias.c.name, tables.entity_alias.c.key)
        ).all()
    assert entity(engine, "organizations/port")["name"] == "Port Inc"
    assert {tuple(row) for row in aliases} == {
        ("Port", "port"),
        ("The Port", "the-port"),
        ("Port Ltd", "port-ltd"),
        ("Port Inc", "port-inc"),
    }


def test_each_type_of_entity_has_its_row(engine: Engine) -> None:
    save(engine, ARTICLES)
    with engine.connect() as connection:
        rows = {
            row[0]: tuple(row[1:])
            for name in ("country", "person", "organization", "exercise")
            for row in connection.execute(select(tables.metadata.tables[name]))
        }
    assert set(rows) == {row for row in rows if entity(engine, row)}
    assert rows["countries/ES"] == ("ES", "ESP", "724", "Kingdom of Spain", "Europe", False)
    assert rows["people/john-smith-gb"] == ("smith",)
    assert rows["organizations/harbour-board"] == ("H", None, None)
    assert rows["exercises/calm-sea-2031"] == ("Calm Sea", "calm-sea", "2031")
    assert rows["exercises/calm-sea"] == ("Calm Sea", "calm-sea", None)


def test_every_fact_repeats_the_characters_of_its_article(engine: Engine) -> None:
    save(engine, ARTICLES)
    texts = {article.id: article.text for article in ARTICLES}
    for table in (tables.mention, tables.quote, tables.claim):
        with engine.connect() as connection:
            rows = connection.execute(select(table)).mappings().all()
        assert rows
        for row in rows:
            assert row["text"] == texts[row["article_id"]][row["start"] : row["end"]]


def test_claims_are_numbered_by_place_however_they_come(engine: Engine) -> None:
    article = Article("Calm Sea: 20 ships, 3 days.")
    sea = Entity("exercises/calm-sea", EntityType.EXERCISE, "Calm Sea", series="Calm Sea")
    claims = (
        Claim(sea.id, Predicate.DURATION, 20, 26, "rule", 1.0, value="P3D"),
        Claim(sea.id, Predicate.SHIPS, 10, 18, "rule", 1.0, value=10**30),
    )
    with engine.begin() as connection:
        save_batch(connection, [(article, Extraction((sea,), claims=claims))], resolve, pipeline="")
        rows = connection.execute(
            select(tables.claim.c.id, tables.claim.c.words, tables.claim.c.number)
        ).all()
    assert {tuple(row) for row in rows} == {
        (f"{article.id}-0", None, 1e30), (f"{article.id}-1", "P3D", None)
    }  # fmt: skip


def test_a_post_to_a_country_is_no_sign_of_belonging_to_it(engine: Engine) -> None:
    ana = Entity("people/ana-ruiz", EntityType.PERSON, "Ana Ruiz")
    spain, britain = (
        Entity(f"countries/{code}", EntityType.COUNTRY, code) for code in ("ES", "GB")
    )

    def holding(post: str, country: Entity) -> tuple[Article, Extraction]:
        role = Claim(ana.id, Predicate.ROLE, 0, 8, "rule", 1.0, object=country.id, value=post)
        return Article(f"Ana Ruiz, {post}"), Extraction((ana, country), claims=(role,))

    batch = [holding("minister", spain), holding("ambassador to Britain", britain)]
    with engine.begin() as connection:
        save_batch(connection, batch, resolve, pipeline=PIPELINE)
    assert entity(engine, "people/ana-ruiz")["article_count"] == 2


def test_an_organizations_country_counts_as_its_peoples(engine: Engine) -> None:
    ana = Entity("people/ana-ruiz", EntityType.PERSON, "Ana Ruiz")

    def serving(country: str) -> tuple[Article, Extraction]:
        navy = Entity(
            f"organizations/{country}-navy", EntityType.ORGANIZATION, "Navy", country=country
        )
        service = Claim(ana.id, Predicate.AFFILIATION, 0, 8, "rule", 1.0, object=navy.id)
        return Article(f"Ana Ruiz, {country}"), Extraction((ana, navy), claims=(service,))

    with engine.begin() as connection:
        batch = [serving("es"), serving("gb")]
        save_batch(connection, batch, resolve, pipeline=PIPELINE)
    assert entity(engine, "people/ana-ruiz-es")["article_count"] == 1


def test_full_text_stays_in_step(engine: Engine) -> None:
    save(engine, ARTICLES)
    save(engine, [Article("“A changed wind,” said Ruiz.", url="https://a.test/1")])
    save(engine, [], removed=[ARTICLES[0].id])

    def hits(index: str, words: str) -> int:
        with engine.connect() as connection:
            statement = text(f"SELECT count(*) FROM {index} WHERE {index} MATCH :words")
            return connection.scalar(statement, {"words": words}) or 0

    assert [hits("quote_text", word) for word in ("fair", "late", "changing winds")] == [0, 0, 1]
    assert [hits("article_text", word) for word in ("zizou", "fair", "title:zizou")] == [1, 0, 1]
    with engine.begin() as connection:
        for index in INDEXES:
            # Raises if the index and its table differ.
            check = f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)"
            connection.execute(text(check))


def test_case_59_no_foreign_key_is_broken(engine: Engine) -> None:
    save(engine, ARTICLES)
    save(engine, [Article("Zizou came.", url="https://a.test/1")], removed=[ARTICLES[0].id])
    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA foreign_key_check")).all() == []


def test_what_fails_half_way_leaves_the_release_before(engine: Engine) -> None:
    save(engine, ARTICLES[:3])
    before = full_dump(engine)
    clashing = [*ARTICLES[3:], ARTICLES[0]]
    with pytest.raises(IntegrityError):
        save(engine, clashing)
    assert full_dump(engine) == before


TEXT = Article("Ana Ruiz spoke.")
ANA = Entity("people/ana-ruiz", EntityType.PERSON, "Ana Ruiz")


def supposed(candidate: Speaker) -> Quote:
    return Quote(0, 8, QuoteKind.DIRECT, 1, None, None, None, "r", 1.0, candidate)


@pytest.mark.parametrize(
    ("extraction", "words"),
    [
        (Extraction((ANA, ANA)), "one id"),
        (Extraction((Entity("people/Ana Ruiz", EntityType.PERSON, "Ana Ruiz"),)), "no id"),
        (Extraction((Entity("countries/ES", EntityType.PERSON, "Ana Ruiz"),)), "no id"),
        (Extraction((Entity("people/ana", EntityType.PERSON, " "),)), "no name"),
        (Extraction((), (Mention(0, 8, ANA.id, Form.NAME, "r", 1.0),)), "not among the entities"),
        (Extraction((ANA,), (Mention(0, 99, ANA.id, Form.NAME, "r", 1.0),)), "no span"),
        (Extraction((ANA,), (Mention(4, 4, ANA.id, Form.NAME, "r", 1.0),)), "no span"),
        (Extraction((ANA,), quotes=(supposed(Speaker(ANA.id, "Ana", 0, 99)),)), "no span"),
        (
            Extraction((), quotes=(supposed(Speaker(ANA.id, "Ana", 0, 8)),)),
            "not among the entities",
        ),
        (Extraction((ANA,), (Mention(0, 8, ANA.id, Form.NAME, "r", float("nan")),)), "confidence"),
        (Extraction((ANA,), (Mention(0, 8, ANA.id, Form.NAME, "r", 1.0),) * 2), "one span"),
        (
            Extraction(
                (ANA,), claims=(Claim(ANA.id, Predicate.ROLE, 0, 8, "r", 1.0, value=1e999),)
            ),
            "infinite",
        ),
        (
            Extraction((ANA,), claims=(Claim(ANA.id, Predicate.ROLE, 0, 8, "r", 1, low=10**999),)),
            "infinite",
        ),
    ],
)
def test_an_extraction_that_breaks_a_promise_is_found_out(
    extraction: Extraction, words: str
) -> None:
    with pytest.raises(BadExtraction, match=words):
        check_extraction(TEXT, extraction)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.text[:12])
def test_a_sound_extraction_passes(article: Article) -> None:
    check_extraction(article, extract_one(article))
