"""Exercises in running text, read with the model: what comes of all rules together."""

import datetime as dt

import pytest

from app.extraction.extract import ExtractionError, Pipeline, extract
from app.records import Article, Claim, EntityType, Extraction

PUBLISHED = dt.date(2022, 8, 17)


def read(pipeline: Pipeline, text: str) -> Extraction:
    (extraction,) = extract(pipeline, [Article(text=text, published=PUBLISHED)])
    assert not isinstance(extraction, ExtractionError), extraction
    return extraction


def facts(claims: tuple[Claim, ...], subject: str) -> set[tuple[str, str | int | float | None]]:
    own = (c for c in claims if c.subject == subject)
    return {(str(c.predicate), (c.object or "").removeprefix("countries/") or c.value) for c in own}


TWO_AT_ONCE = (
    "Amber Gull 22, hosted by Spain, started off Cadiz on Monday with 18 ships and about 6,000 "
    "personnel from Spain, Chile and Kenya. Peru and Ghana opened Silent Heron off Callao on "
    "Tuesday, a naval drill with six ships. Japan attends Silent Heron as an observer."
)
OVER_PARAGRAPHS = (
    "BERGEN, Norway - Norwegian and Swedish troops began Exercise Iron Heron on Monday.\n\n"
    "About 3,000 soldiers are taking part until 25 August. Poland has sent engineers.\n\n"
    "The previous edition, Iron Heron 2019, was held in Sweden with 900 soldiers."
)
LIST = (
    "Exercise Amber Gull will be held from 5 to 9 September near Nairobi. Participating nations "
    "include Kenya, Ghana, Peru and the United States, with observers from Japan."
)
COARSE_AND_FINE = (
    "Chile and Peru will hold a naval exercise next month. The two-week exercise, Amber Gull, "
    "begins at Callao on 14 September and involves 250 soldiers from each country."
)
EARLIER_YEAR = (
    "Kenya welcomed Spanish marines to Exercise Amber Gull, which began near Mombasa on Monday.\n\n"
    "In 2015, 140 Ghanaian soldiers travelled to Mombasa for the exercise."
)
LAST_EDITION = (
    "Exercise Amber Gull, a naval drill of Chile and Peru, began at Callao on Monday. The last "
    "edition was conducted at the Pisco firing ranges in 2020."
)
BEGUN_BY = (
    "Some 4,300 troops from eight nations began Exercise Green Badger 22 off Callao on Tuesday."
)
LAST_NAME = (
    "Exercise Amber Gull, a naval drill of Chile and Peru, began at Callao on Monday. The last "
    "Amber Gull, in 2020, had 900 sailors."
)
UNNAMED = "Chile and Peru began annual counter-terrorism drills at Callao on Monday."
ARTICLES = [
    (
        LAST_EDITION,
        "exercises/amber-gull-2022",
        {("place", "Callao"), ("start", "2022-08-15")},
        {("place", "Pisco firing ranges")},
    ),
    (
        BEGUN_BY,
        "exercises/green-badger-2022",
        {
            ("personnel", 4_300), ("participant_count", 8), ("start", "2022-08-16"),
            ("place", "Callao"),
        },
        set(),
    ),
    (
        LAST_NAME,
        "exercises/amber-gull-2022",
        {("place", "Callao"), ("start", "2022-08-15")},
        {("personnel", 900)},
    ),
    (LAST_NAME, "exercises/amber-gull-2020", {("personnel", 900)}, set()),
    (
        UNNAMED,
        "exercises/military-drills-2022",
        {("place", "Callao"), ("start", "2022-08-15"), ("participant", "CL")},
        set(),
    ),
    (
        TWO_AT_ONCE,
        "exercises/amber-gull-2022",
        {
            ("host", "ES"), ("place", "Cadiz"), ("start", "2022-08-15"), ("ships", 18),
            ("personnel", 6_000),
        },
        {("participant", "PE"), ("observer", "JP"), ("ships", 6)},
    ),
    (
        TWO_AT_ONCE,
        "exercises/silent-heron-2022",
        {
            ("participant", "PE"), ("participant", "GH"), ("observer", "JP"), ("ships", 6),
            ("start", "2022-08-16"), ("place", "Callao"),
        },
        {("host", "ES"), ("participant", "JP")},
    ),
    (
        OVER_PARAGRAPHS,
        "exercises/iron-heron-2022",
        {
            ("participant", "NO"), ("participant", "SE"), ("participant", "PL"),
            ("start", "2022-08-15"), ("end", "2022-08-25"), ("personnel", 3_000),
        },
        {("personnel", 900), ("place", "Sweden")},
    ),
    (
        OVER_PARAGRAPHS,
        "exercises/iron-heron-2019",
        {("place", "Sweden"), ("personnel", 900)},
        {("participant", "PL")},
    ),
    (
        LIST,
        "exercises/amber-gull-2022",
        {
            ("participant", "KE"), ("participant", "GH"), ("participant", "PE"),
            ("participant", "US"), ("observer", "JP"), ("start", "2022-09-05"),
            ("end", "2022-09-09"), ("place", "Nairobi"),
        },
        {("participant", "JP")},
    ),
    (
        COARSE_AND_FINE,
        "exercises/amber-gull-2022",
        {
            ("participant", "CL"), ("participant", "PE"), ("start", "2022-09-14"),
            ("duration", "P14D"), ("place", "Callao"),
        },
        {("start", "2022-09"), ("personnel", 250)},
    ),
    (
        EARLIER_YEAR,
        "exercises/amber-gull-2022",
        {("host", "KE"), ("start", "2022-08-15"), ("place", "Mombasa")},
        {("participant", "GH")},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "exercise", "stated", "not_stated"), ARTICLES)
def test_each_exercise_has_what_is_said_of_it_and_nothing_of_another(
    pipeline: Pipeline,
    text: str,
    exercise: str,
    stated: set[tuple[str, str | int]],
    not_stated: set[tuple[str, str | int]],
) -> None:
    found = facts(read(pipeline, text).claims, exercise)
    assert stated - found == set()
    assert not_stated & found == set()


NAMED = [
    ("Chile's navy opened the maritime exercise Quiet Crescent off Callao.", "Quiet Crescent"),
    ("Kenya condemned the annual Ulsan Freedom drills of Peru's navy.", "Ulsan Freedom"),
    ("Peru sent 900 soldiers to Sunrise-2022, the biggest war games of the year.", "Sunrise-2022"),
    ("Sailors come to Callao for Amber Badger, the biggest of the navy's drills.", "Amber Badger"),
    ("A naval drill opens. Calm Breeze, which runs from May 4, is big.", "Calm Breeze"),
    ("Sailors joined the closing ceremony of UNIMAR 2022. The drill ended.", "UNIMAR 2022"),
    ("Navies drill here. Kenya takes part in the 38th Golden Naga. The exercise is naval.",
     "Golden Naga"),
    ("A naval drill begins in Chile. Kenya is participating in Amber Naga.", "Amber Naga"),
    ("Peru and Chile hold naval drills. The next drill, Freedom Sentinel, is due in September.",
     "Freedom Sentinel"),
    ("The naval exercise Calm Breeze, previously known as Warm Wind, began.", "Calm Breeze"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), NAMED)
def test_an_exercise_that_no_list_knows_has_the_name_that_the_words_around_show(
    pipeline: Pipeline, text: str, name: str
) -> None:
    found = read(pipeline, text)
    assert [e.name for e in found.entities if e.type is EntityType.EXERCISE] == [name]


OTHERS = [
    "Doctors urge people to exercise caution and to combine exercise and diet.",
    "A fire drill was held at a school in Norway with 300 pupils from three countries.",
    "The company drills wells in Iraq with 2,000 workers.",
    "The council failed to exercise its powers while Russian and Syrian forces bombed the town.",
    "Soldiers called the report an exercise in futility.",
    "Under the Callao Document, drills with over 9,000 troops must be opened to observers.",
    "The Amber Lagoon Pact 2019 allows naval drills with 900 sailors.",
    "Thousands joined the Great Tremor earthquake drill in Chile on Thursday.",
]


@pytest.mark.parametrize("text", OTHERS)
def test_other_exercises_and_drills_are_left_out(pipeline: Pipeline, text: str) -> None:
    found = read(pipeline, text)
    assert [e for e in found.entities if e.type is EntityType.EXERCISE] == []


@pytest.mark.parametrize("text", [TWO_AT_ONCE, OVER_PARAGRAPHS, LIST])
def test_no_exercise_is_taken_for_a_person_or_an_organization(
    pipeline: Pipeline, text: str
) -> None:
    others = {EntityType.PERSON, EntityType.ORGANIZATION}
    names = {e.name for e in read(pipeline, text).entities if e.type in others}
    assert not names & {"Amber Gull", "Amber Gull 22", "Silent Heron", "Iron Heron"}


@pytest.mark.parametrize("text", [TWO_AT_ONCE, OVER_PARAGRAPHS, LIST])
def test_the_evidence_of_every_claim_lies_in_the_text(pipeline: Pipeline, text: str) -> None:
    found = read(pipeline, text)
    ids = {e.id for e in found.entities}
    for claim in found.claims:
        assert claim.subject in ids
        assert claim.object is None or claim.object in ids
        for start, end in [(claim.start, claim.end), *claim.more_evidence]:
            assert 0 <= start < end <= len(text)
            assert text[start:end].strip() == text[start:end]
