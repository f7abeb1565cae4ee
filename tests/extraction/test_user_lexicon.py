"""A user's own names: what they change, and what a file that is none is told."""

from pathlib import Path

import pytest

from app.extraction.extract import Pipeline, extract, load_pipeline
from app.extraction.user_lexicon import EMPTY, LexiconError, UserLexicon, read_lexicon
from app.records import Article, Extraction

NAMES = """\
[[organizations]]
name = "Bay Rescue League"
aliases = ["the Leaguers"]
acronym = "BRL"
kind = "ngo"
country = "NO"

[[exercises]]
name = "Grey Heron"
aliases = ["Heron Drill"]

[[people]]
name = "Ada Holm"
aliases = ["Ada Baywatch"]

[[merges]]
id = "organizations/united-nations"
into = "organizations/world-body"

[[splits]]
id = "people/john-smith"
tie = "countries/US"
into = "people/john-smith-of-the-us"
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "names.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def lexicon(tmp_path: Path) -> UserLexicon:
    return read_lexicon(write(tmp_path, NAMES))


def read(pipeline: Pipeline, lexicon: UserLexicon, text: str) -> Extraction:
    own = Pipeline(pipeline.nlp, pipeline.finder, pipeline.fingerprint, lexicon)
    (result,) = extract(own, [Article(text)])
    assert isinstance(result, Extraction)
    return result


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The BRL came with the Leaguers.", {"organizations/bay-rescue-league": 2}),
        ("Ships took part in Grey Heron off the coast.", {"exercises/grey-heron": 1}),
        ("Heron Drill 2031 ended on Monday.", {"exercises/grey-heron-2031": 1}),
        ("Ada Holm left. Ada Baywatch smiled.", {"people/ada-holm": 2}),
        ("The United Nations met.", {"organizations/world-body": 1}),
        ("U.S. Senator John Smith left.", {"countries/US": 1, "people/john-smith-of-the-us": 1}),
        ("Senator John Smith left.", {"people/john-smith": 1}),
    ],
)
def test_names_are_the_users(
    pipeline: Pipeline, lexicon: UserLexicon, text: str, expected: dict[str, int]
) -> None:
    found = read(pipeline, lexicon, text)
    mentioned = [one.entity for one in found.mentions]
    assert {one: mentioned.count(one) for one in set(mentioned)} == expected
    assert {one.id for one in found.entities} == set(expected)


def test_what_is_merged_is_merged_in_claims_and_speakers_too(
    pipeline: Pipeline, lexicon: UserLexicon
) -> None:
    found = read(pipeline, lexicon, 'The United Nations said: "We will stay."')
    assert [q.speaker.entity for q in found.quotes if q.speaker] == ["organizations/world-body"]
    found = read(pipeline, lexicon, "U.S. Senator John Smith left.")
    assert {one.subject for one in found.claims} == {"people/john-smith-of-the-us"}


def test_what_the_user_says_of_an_organization_is_kept(
    pipeline: Pipeline, lexicon: UserLexicon
) -> None:
    (league,) = read(pipeline, lexicon, "The BRL came.").entities
    assert (league.name, league.acronym) == ("Bay Rescue League", "BRL")
    assert (league.kind, league.country) == ("ngo", "NO")


def test_a_lexicon_is_part_of_the_fingerprint(lexicon: UserLexicon) -> None:
    plain, own = load_pipeline(), load_pipeline(lexicon=lexicon)
    assert plain.fingerprint == load_pipeline(lexicon=EMPTY).fingerprint
    assert len({plain.fingerprint, own.fingerprint}) == len({plain.finder, own.finder}) == 2


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[organizations]\n", "1: "),
        ("\n[[ships]]\nname = 'Swan'\n", "2: ships is unknown"),
        ("ships = 1\n", "1: ships is unknown"),
        ("[[exercises]]\naliases = []\n", "1: exercises.name is missing"),
        ("[[exercises]]\nname = 'Swan'\nyear = 1\n", "3: exercises.year is unknown"),
        ("[[exercises]]\nname = 7\n", "2: exercises.name: "),
        ("[[exercises]]\nname = '?'\n", "2: exercises.name: a name has letters or digits"),
        ("[[exercises]]\nname = 'A1'\n[[exercises]]\nname = 7\n", "4: exercises.name: "),
        ("[[organizations]]\nname = 'Pax'\nkind = 'club'\n", "3: organizations.kind: club is no "),
        ("[[organizations]]\nname = 'Pax'\ncountry = 'ZZ'\n", "3: organizations.country: ZZ is no"),
        ("[[merges]]\nid = 'ships/swan'\ninto = 'people/a'\n", "2: merges.id: "),
        (
            "[[organizations]]\nname = 'Pax'\n\n[[organizations]]\nname = 'Pox'\nacronym = 'PAX'\n",
            "4: PAX is a name of Pax, too",
        ),
        (
            "[[merges]]\nid = 'people/a'\ninto = 'organizations/b'\n",
            "1: people/a and organizations/b are of two kinds",
        ),
        ("[[merges]]\nid = 'people/a'\ninto = 'people/a'\n", "1: people/a is merged into itself"),
        (
            (
                "[[merges]]\nid = 'people/a'\ninto = 'people/b'\n"
                "[[merges]]\nid = 'people/b'\ninto = 'people/a'\n"
            ),
            "1: people/b is merged into another itself",
        ),
        (
            (
                "[[people]]\nname = 'Ann Bo'\naliases = ['Bo']\n"
                "[[merges]]\nid = 'people/bo'\ninto = 'people/c'\n"
            ),
            "4: people/bo is merged twice",
        ),
        (
            (
                "[[merges]]\nid = 'people/a'\ninto = 'people/b'\n"
                "[[splits]]\nid = 'people/a'\ntie = 'countries/DE'\ninto = 'people/c'\n"
            ),
            "4: people/a is merged, too",
        ),
        (
            "[[splits]]\nid = 'people/a'\ntie = 'countries/DE'\ninto = 'people/a'\n",
            "1: people/a is split into itself",
        ),
        (
            (
                "[[splits]]\nid = 'people/a'\ntie = 'countries/DE'\ninto = 'people/b'\n"
                "[[splits]]\nid = 'people/a'\ntie = 'countries/DE'\ninto = 'people/c'\n"
            ),
            "5: people/a is split by countries/DE twice",
        ),
        ("[[splits]]\nid = 'people/a'\ntie = 'Germany'\ninto = 'people/b'\n", "3: splits.tie: "),
    ],
)
def test_a_wrong_entry_is_told_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(LexiconError) as error:
        read_lexicon(write(tmp_path, text))
    assert str(error.value).startswith(told)


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "names.toml"
    path.write_bytes(b"[[people]]\nname = '\xff'\n")
    with pytest.raises(LexiconError, match=r"^2: this is not UTF-8"):
        read_lexicon(path)
