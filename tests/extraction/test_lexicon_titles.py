"""The titles: no form with two readings, and abbreviations known with and without dots."""

import itertools
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import app.extraction.lexicon.titles as module
from app.extraction.lexicon.titles import load_titles

DATA = tomllib.loads(Path(module.__file__).with_suffix(".toml").read_text(encoding="utf-8"))
TITLES = load_titles()


def find_arrays(table: dict[str, object], path: str = "") -> Iterator[tuple[str, list[str]]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from find_arrays(value, f"{path}{name}.")
        elif isinstance(value, list):
            yield path + name, value


ARRAYS = dict(find_arrays(DATA))


def test_every_array_is_sorted_and_free_of_repetitions() -> None:
    assert [n for n, words in ARRAYS.items() if words != sorted(set(words), key=sort_key)] == []


def sort_key(word: str) -> tuple[str, str]:
    return word.casefold(), word


def test_no_word_has_spaces_to_spare() -> None:
    words = itertools.chain.from_iterable(ARRAYS.values())
    assert [w for w in words if w != " ".join(w.split())] == []


@pytest.mark.parametrize(
    "name",
    [
        *("roles", "shared_roles", "state_offices", "partisans", "led_nouns", "modifiers"),
        *("family", "called_nouns", "place_owners", "vessels", "other_heads", "gendered_words"),
    ],
)
def test_common_words_are_in_lower_case(name: str) -> None:
    assert [word for word in getattr(TITLES, name) if word != word.lower()] == []


def test_no_form_stands_for_two_ranks() -> None:
    forms = [
        (form.replace(".", ""), full)
        for ranks in DATA["ranks"].values()
        for full, short in ranks.items()
        for form in [full, *short]
    ]
    assert len({form for form, _ in forms}) == len(set(forms))


def test_a_title_is_an_honorific_a_rank_or_an_office_but_not_two_of_them() -> None:
    kinds = [TITLES.honorifics, frozenset(TITLES.ranks), TITLES.offices]
    assert [one & other for one, other in itertools.combinations(kinds, 2)] == [frozenset()] * 3


def test_no_given_name_is_in_two_lists() -> None:
    for one, other in itertools.combinations(DATA["given"].values(), 2):
        assert set(one) & set(other) == set()


def test_what_is_a_given_name_and_more_is_a_given_name() -> None:
    assert TITLES.ambiguous_given <= TITLES.given


def test_what_is_a_surname_too_is_a_title_a_role_or_the_end_of_a_name() -> None:
    titles = {*TITLES.honorifics, *TITLES.ranks, *TITLES.offices}
    ends = TITLES.roles | TITLES.other_heads
    assert [w for w in TITLES.surnames if w not in titles and w.lower() not in ends] == []


def test_roles_that_bodies_have_and_that_verbs_tell_are_roles() -> None:
    assert TITLES.shared_roles <= TITLES.roles
    assert set(TITLES.role_verbs.values()) <= TITLES.roles


def test_no_common_word_tells_two_genders() -> None:
    assert set(DATA["gendered_words"]["male"]) & set(DATA["gendered_words"]["female"]) == set()


def test_no_modifier_speaks_of_two_times() -> None:
    times = [set(words) for words in DATA["modifiers"].values()]
    assert [one & other for one, other in itertools.combinations(times, 2)] == [set()] * 3


def test_kin_is_no_role() -> None:
    assert TITLES.family & TITLES.roles == frozenset()


@pytest.mark.parametrize(
    ("form", "full"),
    [
        ("Lt. Gen.", "Lieutenant General"),
        ("Lt Gen", "Lieutenant General"),
        ("Lieutenant General", "Lieutenant General"),
        ("Sgt. 1st Class", "Sergeant First Class"),
        ("Rev.", "Reverend"),
    ],
)
def test_every_form_of_a_rank_leads_to_the_full_one(form: str, full: str) -> None:
    assert TITLES.ranks[form] == full


@pytest.mark.parametrize(
    "office",
    ["President", "Defence Minister", "Minister of Finance", "Secretary of Defense", "Sen.", "Gov"],
)
def test_an_office_is_known_as_it_stands_before_a_name(office: str) -> None:
    assert office in TITLES.offices


@pytest.mark.parametrize("role", ["spokesperson", "chief executive", "foreign minister"])
def test_a_role_is_known_in_lower_case(role: str) -> None:
    assert role in TITLES.roles


@pytest.mark.parametrize(("word", "gender"), [("spokeswoman", "f"), ("mr", "m"), ("queen", "f")])
def test_a_common_word_tells_gender(word: str, gender: str) -> None:
    assert TITLES.gendered_words[word] == gender
