"""Who is who: promises of resolution."""

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.names import slugify, surname_key
from app.records import Appearance, EntityType, Link
from app.resolution import Reason, resolve

SPAIN, BRITAIN, FRANCE = "countries/ES", "countries/GB", "countries/FR"
BOARD = "organizations/harbour-board"


def person(name: str, *ties: str) -> Appearance:
    local_id = f"people/{slugify(name)}"
    return Appearance(local_id, EntityType.PERSON, name, surname_key(name), frozenset(ties))


def links(*appearances: Appearance) -> list[Link]:
    found = resolve(appearances)
    return [found[one] for one in appearances]


def entities(*appearances: Appearance) -> list[str | None]:
    return [link.entity for link in links(*appearances)]


@pytest.mark.parametrize("kind", [kind for kind in EntityType if kind != EntityType.PERSON])
def test_all_but_people_keep_the_id_that_articles_give_them(kind: EntityType) -> None:
    assert links(Appearance("anything/at-all", kind, "Name")) == [
        Link("anything/at-all", Reason.SAME_ID)
    ]


def test_people_of_one_full_name_are_one_person() -> None:
    assert entities(person("Ana Ruiz"), person("Ana Ruiz", SPAIN)) == ["people/ana-ruiz"] * 2


def test_spellings_with_one_slug_are_one_person() -> None:
    assert entities(person("Łucja Żak"), person("Lucja Zak")) == ["people/lucja-zak"] * 2


@pytest.mark.parametrize("other", ["Émile Żak", "Émi\u00adle \u202eŻak"], ids=["case 8", "case 7"])
def test_composed_decomposed_and_invisible_characters_make_no_other_person(other: str) -> None:
    decomposed = unicodedata.normalize("NFD", "Émile Żak")
    assert entities(person(other), person(decomposed)) == ["people/emile-zak"] * 2


def test_bearers_whose_countries_conflict_are_told_apart() -> None:
    found = entities(person("Ana Ruiz", SPAIN), person("Ana Ruiz", BRITAIN))
    assert found == ["people/ana-ruiz-es", "people/ana-ruiz-gb"]


def test_an_article_that_does_not_say_which_bearer_it_means_keeps_the_candidates() -> None:
    found = links(person("Ana Ruiz", SPAIN), person("Ana Ruiz", BRITAIN), person("Ana Ruiz"))
    candidates = ("people/ana-ruiz-es", "people/ana-ruiz-gb")
    assert found[2] == Link(None, Reason.AMBIGUOUS_NAME, candidates)


def test_a_shared_organization_outweighs_countries_that_differ() -> None:
    found = entities(person("Ana Ruiz", SPAIN, BOARD), person("Ana Ruiz", BRITAIN, BOARD))
    assert found == ["people/ana-ruiz"] * 2


def test_an_organization_tells_which_bearer_is_meant() -> None:
    found = entities(
        person("Ana Ruiz", SPAIN, BOARD), person("Ana Ruiz", BRITAIN), person("Ana Ruiz", BOARD)
    )
    assert found[2] == "people/ana-ruiz-es"


def test_an_article_that_gives_one_bearer_two_countries_keeps_the_name_whole() -> None:
    found = entities(
        person("Ana Ruiz", SPAIN), person("Ana Ruiz", BRITAIN), person("Ana Ruiz", SPAIN, FRANCE)
    )
    assert found == ["people/ana-ruiz"] * 3


def test_a_surname_is_its_only_bearers() -> None:
    found = links(person("Ana Ruiz"), person("Ruiz"))
    assert found[1] == Link("people/ana-ruiz", Reason.UNIQUE_SURNAME)


def test_a_surname_with_several_bearers_is_linked_to_none() -> None:
    found = links(person("Ana Ruiz"), person("Rosa Ruiz"), person("Ruiz"))
    candidates = ("people/ana-ruiz", "people/rosa-ruiz")
    assert found[2] == Link(None, Reason.AMBIGUOUS_SURNAME, candidates)


def test_a_surname_of_homonyms_is_linked_to_none() -> None:
    found = links(person("Ana Ruiz", SPAIN), person("Ana Ruiz", BRITAIN), person("Ruiz"))
    assert found[2].candidates == ("people/ana-ruiz-es", "people/ana-ruiz-gb")


def test_a_single_name_without_a_bearer_is_a_person_of_its_own() -> None:
    assert links(person("Zizou")) == [Link("people/zizou", Reason.ONLY_NAME)]


NAMES = ("Ana Ruiz", "Rosa Ruiz", "Ana Paz-Ruiz", "Ana Paz Ruiz", "Ruiz", "Paz-Ruiz", "Zizou")
PEOPLE = st.lists(
    st.builds(
        lambda name, ties: person(name, *ties),
        st.sampled_from(NAMES),
        st.sets(st.sampled_from([SPAIN, BRITAIN, FRANCE, BOARD])),
    ),
    max_size=8,
)


@given(PEOPLE, st.randoms())
def test_the_order_of_appearances_changes_no_link(
    people: list[Appearance], shuffler: random.Random
) -> None:
    before = resolve(people)
    shuffler.shuffle(people)
    assert resolve(people) == before


@given(PEOPLE)
def test_every_appearance_is_linked_or_has_candidates(people: list[Appearance]) -> None:
    found = resolve(people)
    assert found.keys() == set(people)
    assert all(bool(link.entity) != (len(link.candidates) > 1) for link in found.values())


def test_exercises_without_a_name_stay_with_their_articles() -> None:
    drills = [
        Appearance("exercises/naval-drills", EntityType.EXERCISE, "naval drills", None, ties)
        for ties in (frozenset({"a1"}), frozenset({"b2"}))
    ]
    found = resolve(drills)
    assert {link.entity for link in found.values()} == {
        "exercises/naval-drills-a1",
        "exercises/naval-drills-b2",
    }
