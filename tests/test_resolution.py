"""Who is who: promises of resolution."""

import random
import unicodedata
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.names import slugify, surname_key
from app.records import Appearance, EntityType, Link
from app.resolution import Reason, resolve

SPAIN, BRITAIN, FRANCE = "countries/ES", "countries/GB", "countries/FR"
BOARD = "organizations/harbour-board"
SENATOR, MAYOR, SINGER, POET = (f"posts/{post}" for post in ("senator", "mayor", "singer", "poet"))
OTHER = "posts/other"
FEMALE, MALE = "gender/f", "gender/m"


def person(name: str, *ties: str, surname: str | None = None) -> Appearance:
    local_id, key = f"people/{slugify(name)}", surname or surname_key(name)
    return Appearance(local_id, EntityType.PERSON, name, key, frozenset(ties))


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


@pytest.mark.parametrize(
    "ties",
    [
        ({SPAIN, BOARD}, {BRITAIN, BOARD}),
        ({SPAIN, MAYOR}, {BRITAIN, MAYOR}),
        ({SPAIN, MAYOR}, {BRITAIN}),
        ({SPAIN, OTHER}, {BRITAIN}),
        ({BOARD, SINGER}, {SENATOR, BOARD}),
        ({SENATOR}, {MAYOR}),
        ({SPAIN, SENATOR}, {FEMALE}, {MALE}),
    ],
)
def test_what_does_not_tell_two_people_apart(ties: Sequence[set[str]]) -> None:
    assert set(entities(*(person("Ana Ruiz", *some) for some in ties))) == {"people/ana-ruiz"}


@pytest.mark.parametrize(
    ("ties", "suffixes"),
    [
        (({SPAIN, SENATOR}, {BRITAIN, SINGER}, {SINGER}), ["es", "gb", "gb"]),
        (({SPAIN, SENATOR}, {BRITAIN, MAYOR}), ["es", "gb"]),
        (({SPAIN, OTHER}, {BRITAIN, MAYOR}), ["es", "gb"]),
        (({SPAIN, OTHER}, {BRITAIN, OTHER}), ["es", "gb"]),
        (({SENATOR}, {SINGER}, {MAYOR}), ["public", "arts", "public"]),
    ],
)
def test_roles_that_conflict_tell_two_people_apart(
    ties: Sequence[set[str]], suffixes: list[str]
) -> None:
    found = entities(*(person("Ana Ruiz", *some) for some in ties))
    assert found == [f"people/ana-ruiz-{suffix}" for suffix in suffixes]


def test_a_namesake_of_another_walk_of_life_is_left_open() -> None:
    found = links(person("Ana Ruiz", SPAIN, SENATOR), person("Ana Ruiz"), person("Ana Ruiz", POET))
    assert [link.entity for link in found[:2]] == ["people/ana-ruiz"] * 2
    assert found[2] == Link(None, Reason.AMBIGUOUS_NAME, ("people/ana-ruiz",))


def test_a_surname_is_its_only_bearers_where_nothing_else_is_said() -> None:
    found = links(person("Ana Ruiz", SPAIN), person("Ruiz"))
    assert found[1] == Link("people/ana-ruiz", Reason.UNIQUE_SURNAME)


@pytest.mark.parametrize("tie", [BOARD, SENATOR, SPAIN])
def test_a_surname_goes_to_the_bearer_whom_the_article_tells(tie: str) -> None:
    found = links(person("Ana Ruiz", tie), person("Rosa Ruiz", BRITAIN), person("Ruiz", tie))
    assert found[2] == Link("people/ana-ruiz", Reason.SURNAME_AND_EVIDENCE)


@pytest.mark.parametrize(
    ("bearer", "surname"),
    [
        ({BRITAIN, SENATOR}, {SENATOR, SPAIN}),
        ({BRITAIN}, {SPAIN}),
        (set(), {SENATOR}),
        ({MAYOR, SPAIN}, {SENATOR, SPAIN}),
        ({FEMALE}, {MALE}),
    ],
)
def test_a_surname_is_nobodys_whom_its_article_does_not_fit(
    bearer: set[str], surname: set[str]
) -> None:
    found = links(person("Ana Ruiz", *bearer), person("Ruiz", *surname))
    assert found[1] == Link(None, Reason.UNSUPPORTED_SURNAME, ("people/ana-ruiz",))


def test_a_word_that_is_a_given_name_is_no_surname_by_itself() -> None:
    found = links(person("Ana Paul", MAYOR), person("Paul"), person("Paul", MAYOR))
    assert [link.entity for link in found[1:]] == [None, "people/ana-paul"]


def test_a_surname_with_several_bearers_is_linked_to_none() -> None:
    found = links(person("Ana Ruiz"), person("Rosa Ruiz"), person("Ruiz"))
    candidates = ("people/ana-ruiz", "people/rosa-ruiz")
    assert found[2] == Link(None, Reason.AMBIGUOUS_SURNAME, candidates)


def test_a_surname_of_homonyms_is_linked_to_none() -> None:
    found = links(person("Ana Ruiz", SPAIN), person("Ana Ruiz", BRITAIN), person("Ruiz"))
    assert found[2].candidates == ("people/ana-ruiz-es", "people/ana-ruiz-gb")


def test_a_single_name_without_a_bearer_is_a_person_of_its_own() -> None:
    assert links(person("Zizou")) == [Link("people/zizou", Reason.ONLY_NAME)]


def test_single_names_are_told_apart_as_others_are() -> None:
    found = entities(person("Zizou", SPAIN), person("Zizou", FRANCE), person("Zizou"))
    assert found == ["people/zizou-es", "people/zizou-fr", None]


@pytest.mark.parametrize(
    ("names", "one"),
    [
        (("Joe Ruiz", "Joseph Ruiz"), "joe-ruiz"),
        (("Ana B. Ruiz", "Ana Ruiz"), "ana-ruiz"),
        (("Ana B. Ruiz", "Ana Belén Ruiz", "Ana Ruiz"), "ana-ruiz"),
        (("Bill Ruiz", "William J. Ruiz", "William Jaime Ruiz"), "bill-ruiz"),
        (("J. Edgar Ruiz", "Ed Ruiz"), "ed-ruiz"),
        (("Ruiz Ana", "Ana Ruiz"), "ana-ruiz"),
    ],
)
def test_forms_of_one_name_are_one_person(names: Sequence[str], one: str) -> None:
    found = links(*(person(name, surname="ruiz") for name in names))
    assert {link.entity for link in found} == {f"people/{one}"}
    assert {link.reason for link in found} == {Reason.FULL_NAME, Reason.NAME_VARIANT}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("John A. Ruiz", "John B. Ruiz"),
        ("John Alba Ruiz", "John B. Ruiz"),
        ("Joe Ruiz", "John Ruiz"),
        ("J. Ruiz", "Joe Ruiz"),
        ("Ana Ruiz", "Ana Ruiz Jr."),
        ("Ana Ruiz Sr.", "Ana B. Ruiz Jr."),
        ("Ana B. Ruiz", "Ana Ruiz Jr."),
    ],
)
def test_names_that_conflict_are_two_peoples(one: str, other: str) -> None:
    assert len(set(entities(person(one, SENATOR), person(other, SENATOR)))) == 2


def test_a_junior_is_the_one_of_the_same_post_under_a_shorter_name() -> None:
    junior = "Joseph R. Ruiz Jr."
    assert len(set(entities(person("Joe Ruiz", MAYOR), person(junior, MAYOR)))) == 1
    assert len(set(entities(person("Joe Ruiz", MAYOR), person(junior)))) == 2


@pytest.mark.parametrize(
    ("ties", "other_ties"), [({SPAIN}, {BRITAIN}), ({SENATOR}, {SINGER}), ({MALE}, {FEMALE})]
)
def test_what_articles_say_keeps_forms_of_a_name_apart(
    ties: set[str], other_ties: set[str]
) -> None:
    found = links(person("Alex Ruiz", *ties), person("Alexander Ruiz", *other_ties))
    assert [link.entity for link in found] == ["people/alex-ruiz", "people/alexander-ruiz"]
    assert all(not link.candidates for link in found)


THREE = ("John A. Ruiz", "John B. Ruiz", "John Ruiz")


def test_who_may_be_either_of_two_is_neither_and_keeps_both_as_candidates() -> None:
    found = links(*map(person, THREE))
    ids = ("people/john-a-ruiz", "people/john-b-ruiz")
    assert found[2] == Link("people/john-ruiz", Reason.FULL_NAME, ids)
    assert [link.candidates for link in found[:2]] == [("people/john-ruiz",)] * 2


@pytest.mark.parametrize("tie", [SENATOR, BOARD])
def test_who_may_be_either_of_two_is_the_one_whose_work_he_has(tie: str) -> None:
    found = entities(person(THREE[0], tie), person(THREE[1]), person(THREE[2], tie))
    assert found == ["people/john-ruiz", "people/john-b-ruiz", "people/john-ruiz"]


def test_who_has_the_work_of_both_is_neither() -> None:
    assert len(set(entities(*(person(name, SENATOR) for name in THREE)))) == 3


def test_where_many_have_a_surname_a_short_form_alone_is_no_evidence() -> None:
    others = [person(f"{given} Ruiz") for given in ("Ana", "Bo", "Cai", "Dov", "Eva", "Fay")]
    assert len(set(entities(person("Joe Ruiz"), person("Joseph Ruiz"), *others))) == 8
    assert len(set(entities(person("Joe Ruiz"), person("Joe B. Ruiz"), *others))) == 7
    assert len(set(entities(person("Joe Ruiz", MAYOR), person("Joseph Ruiz", MAYOR), *others))) == 7


def test_a_surname_goes_to_whom_all_forms_of_the_name_mean() -> None:
    found = links(person("Joe Ruiz"), person("Joseph Ruiz", MAYOR), person("Ruiz", MAYOR))
    assert found[2] == Link("people/joe-ruiz", Reason.SURNAME_AND_EVIDENCE)


NAMES = (
    "Ana Ruiz", "Rosa Ruiz", "Ana Paz-Ruiz", "Ana Paz Ruiz", "Ruiz", "Paz-Ruiz", "Zizou",
    "Joe Ruiz", "Joseph B. Ruiz Jr.", "Joseph C. Ruiz", "Joseph Ruiz",
)  # fmt: skip
PEOPLE = st.lists(
    st.builds(
        lambda name, ties: person(name, *ties),
        st.sampled_from(NAMES),
        st.sets(st.sampled_from([SPAIN, BRITAIN, FRANCE, BOARD, SENATOR, POET, OTHER, MALE])),
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
    assert all(link.entity or link.candidates for link in found.values())
    assert all(link.entity not in link.candidates for link in found.values())


@given(PEOPLE)
def test_whoever_is_a_candidate_is_somebody(people: list[Appearance]) -> None:
    found = resolve(people).values()
    assert {one for link in found for one in link.candidates} <= {link.entity for link in found}


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
