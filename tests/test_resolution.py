"""Who is who: promises of resolution."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.names import slugify, surname_key
from app.records import Appearance, EntityType, Link, Tie
from app.resolution import Reason, resolve

SPAIN = Tie("countries/ES", "ES", "minister")
BRITAIN = Tie("countries/GB", "GB", "minister")
FRANCE = Tie("countries/FR", "FR", "minister")
BOARD = Tie("organizations/harbour-board", None, "chair")


def person(number: int, name: str, *ties: Tie) -> Appearance:
    local_id = f"people/{slugify(name)}"
    return Appearance(number, local_id, EntityType.PERSON, name, surname_key(name), ties)


def links(*appearances: Appearance) -> dict[int, Link]:
    return {link.number: link for link in resolve(appearances)}


def entities(*appearances: Appearance) -> list[str | None]:
    return [link.entity for _, link in sorted(links(*appearances).items())]


@pytest.mark.parametrize("kind", [kind for kind in EntityType if kind != EntityType.PERSON])
def test_all_but_people_keep_the_id_that_articles_give_them(kind: EntityType) -> None:
    one = Appearance(7, "anything/at-all", kind, "Name")
    assert list(resolve([one])) == [Link(7, "anything/at-all", Reason.SAME_ID)]


def test_people_of_one_full_name_are_one_person() -> None:
    assert entities(person(1, "Ana Ruiz"), person(2, "Ana Ruiz", SPAIN)) == ["people/ana-ruiz"] * 2


def test_spellings_with_one_slug_are_one_person() -> None:
    assert entities(person(1, "Łucja Żak"), person(2, "Lucja Zak")) == ["people/lucja-zak"] * 2


def test_bearers_whose_countries_conflict_are_told_apart() -> None:
    found = entities(person(1, "Ana Ruiz", SPAIN), person(2, "Ana Ruiz", BRITAIN))
    assert found == ["people/ana-ruiz-es", "people/ana-ruiz-gb"]


def test_an_article_that_does_not_say_which_bearer_it_means_keeps_the_candidates() -> None:
    found = links(
        person(1, "Ana Ruiz", SPAIN), person(2, "Ana Ruiz", BRITAIN), person(3, "Ana Ruiz")
    )
    candidates = ("people/ana-ruiz-es", "people/ana-ruiz-gb")
    assert found[3] == Link(3, None, Reason.AMBIGUOUS_NAME, candidates)


def test_a_shared_organization_outweighs_countries_that_differ() -> None:
    assert (
        entities(person(1, "Ana Ruiz", SPAIN, BOARD), person(2, "Ana Ruiz", BRITAIN, BOARD))
        == ["people/ana-ruiz"] * 2
    )


def test_an_organization_tells_which_bearer_is_meant() -> None:
    found = entities(
        person(1, "Ana Ruiz", SPAIN, BOARD),
        person(2, "Ana Ruiz", BRITAIN),
        person(3, "Ana Ruiz", BOARD),
    )
    assert found[2] == "people/ana-ruiz-es"


def test_an_article_that_gives_one_bearer_two_countries_keeps_the_name_whole() -> None:
    found = entities(
        person(1, "Ana Ruiz", SPAIN),
        person(2, "Ana Ruiz", BRITAIN),
        person(3, "Ana Ruiz", SPAIN, FRANCE),
    )
    assert found == ["people/ana-ruiz"] * 3


def test_a_post_to_a_country_is_no_sign_of_belonging_to_it() -> None:
    envoy = Tie("countries/GB", "GB", "ambassador to Britain")
    assert entities(person(1, "Ana Ruiz", SPAIN), person(2, "Ana Ruiz", envoy)) == [
        "people/ana-ruiz",
        "people/ana-ruiz",
    ]


def test_an_organizations_country_counts_as_its_peoples() -> None:
    navy = Tie("organizations/royal-navy", "GB", "captain")
    assert entities(person(1, "Ana Ruiz", SPAIN), person(2, "Ana Ruiz", navy)) == [
        "people/ana-ruiz-es",
        "people/ana-ruiz-gb",
    ]


def test_a_surname_is_its_only_bearers() -> None:
    found = links(person(1, "Ana Ruiz"), person(2, "Ruiz"))
    assert found[2] == Link(2, "people/ana-ruiz", Reason.UNIQUE_SURNAME)


def test_a_surname_with_several_bearers_is_linked_to_none() -> None:
    found = links(person(1, "Ana Ruiz"), person(2, "Rosa Ruiz"), person(3, "Ruiz"))
    candidates = ("people/ana-ruiz", "people/rosa-ruiz")
    assert found[3] == Link(3, None, Reason.AMBIGUOUS_SURNAME, candidates)


def test_a_surname_of_homonyms_is_linked_to_none() -> None:
    found = links(person(1, "Ana Ruiz", SPAIN), person(2, "Ana Ruiz", BRITAIN), person(3, "Ruiz"))
    assert found[3].candidates == ("people/ana-ruiz-es", "people/ana-ruiz-gb")


def test_a_single_name_without_a_bearer_is_a_person_of_its_own() -> None:
    assert links(person(1, "Zizou"))[1] == Link(1, "people/zizou", Reason.ONLY_NAME)


NAMES = ("Ana Ruiz", "Rosa Ruiz", "Ana Paz-Ruiz", "Ana Paz Ruiz", "Ruiz", "Paz-Ruiz", "Zizou")


@given(
    st.lists(
        st.tuples(
            st.sampled_from(NAMES), st.sets(st.sampled_from([SPAIN, BRITAIN, FRANCE, BOARD]))
        ),
        max_size=8,
    ),
    st.randoms(),
)
def test_the_order_of_appearances_changes_no_link(
    drawn: list[tuple[str, set[Tie]]], shuffler: random.Random
) -> None:
    appearances = [
        person(number, name, *sorted(ties, key=repr)) for number, (name, ties) in enumerate(drawn)
    ]
    before = links(*appearances)
    shuffler.shuffle(appearances)
    assert links(*appearances) == before


@given(
    st.lists(
        st.tuples(
            st.sampled_from(NAMES), st.sets(st.sampled_from([SPAIN, BRITAIN, FRANCE, BOARD]))
        ),
        max_size=8,
    )
)
def test_every_appearance_is_linked_or_has_candidates(drawn: list[tuple[str, set[Tie]]]) -> None:
    found = links(*(person(number, name, *ties) for number, (name, ties) in enumerate(drawn)))
    assert len(found) == len(drawn)
    assert all(bool(link.entity) != (len(link.candidates) > 1) for link in found.values())
