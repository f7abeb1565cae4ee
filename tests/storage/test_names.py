"""What is kept of each name: its form, and a number that has the most mentioned come first."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine, select

from app.records import Article, Entity, EntityType, Extraction, Form, Mention
from app.resolution import resolve
from app.storage import entities
from app.storage.tables import entity_alias
from app.storage.writer import save_batch


def save(engine: Engine, *noted: tuple[Article, Extraction]) -> None:
    with engine.begin() as connection:
        save_batch(connection, noted, resolve, pipeline="0" * 64)


def calling(one: Entity, text: str, *forms: Form) -> tuple[Article, Extraction]:
    """Note that the words of `text` mention `one`, a form each."""
    mentions, start = [], 0
    for word, form in zip(text.split(), forms, strict=True):
        mentions.append(Mention(start, start + len(word), one.id, form, "rule", 1.0))
        start += len(word) + 1
    return Article(text), Extraction((one,), tuple(mentions))


def country(code: str, name: str, *aliases: str) -> Entity:
    return Entity(f"countries/{code}", EntityType.COUNTRY, name, aliases)


def names(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        column = entity_alias.c
        return list(connection.scalars(select(column.name).order_by(column.number)))


def test_a_name_keeps_the_form_in_which_articles_use_it(engine: Engine) -> None:
    norway = country("NO", "Norway", "Norwegians", "Norge", "Noreg")
    save(
        engine,
        calling(norway, "Norwegians Norway Norge", Form.DEMONYM, Form.NAME, Form.ALIAS),
        calling(country("NO", "Norge"), "Norge", Form.NAME),
    )
    with engine.connect() as connection:
        forms = {row.name: row.form for row in connection.execute(select(entity_alias))}
    assert forms == {"Norway": "name", "Norwegians": "demonym", "Norge": "name", "Noreg": None}


def test_the_names_of_what_is_mentioned_most_come_first_after_each_batch(engine: Engine) -> None:
    save(engine, calling(country("NO", "Norway"), "Norway", Form.NAME))
    save(engine, calling(country("FI", "Finland"), "Finland Finland", Form.NAME, Form.NAME))
    assert names(engine) == ["Finland", "Norway"]
    save(engine, calling(country("NO", "Norway"), "Norway on Norway", *[Form.NAME] * 3))
    assert names(engine) == ["Norway", "Finland"]


def test_names_that_would_get_one_number_get_two(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entities, "DIGEST_BITS", 1)
    for code in ("NO", "FI", "SE", "DK"):
        save(engine, calling(country(code, code, f"{code}a", f"{code}b"), code, Form.NAME))
    assert len(names(engine)) == 12


def test_an_edition_that_an_article_only_refers_to_has_the_name_of_its_series(
    engine: Engine,
) -> None:
    said = Entity(
        "exercises/calm-sea-2022", EntityType.EXERCISE, "2022 exercise",
        series="Calm Sea", edition="2022",
    )  # fmt: skip
    save(engine, calling(said, "Sea", Form.NOMINAL))
    assert names(engine) == ["Calm Sea 2022"]
    save(engine, calling(replace(said, name="Calm Sea 22"), "Calm", Form.NAME))
    assert sorted(names(engine)) == ["Calm Sea 2022", "Calm Sea 22"]
