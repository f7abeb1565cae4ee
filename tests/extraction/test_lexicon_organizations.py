"""The organizations: each form with one owner, each kind known, and patterns that do not clash."""

import itertools
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pycountry
import pytest

import app.extraction.lexicon.organizations as module
from app.extraction.lexicon.organizations import KINDS, load_organizations

DATA = tomllib.loads(Path(module.__file__).with_suffix(".toml").read_text(encoding="utf-8"))
LEXICON = load_organizations()


def sort_key(word: str) -> tuple[str, str]:
    return word.casefold(), word


def find_arrays(table: dict[str, object], path: str = "") -> Iterator[tuple[str, list[str]]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from find_arrays(value, f"{path}{name}.")
        elif isinstance(value, list):
            yield path + name, value


def test_every_array_is_sorted_and_free_of_repetitions() -> None:
    arrays = dict(find_arrays(DATA))
    assert [n for n, words in arrays.items() if words != sorted(set(words), key=sort_key)] == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_organizations_of_a_kind_are_sorted_by_name(kind: str) -> None:
    assert list(DATA["organizations"][kind]) == sorted(DATA["organizations"][kind], key=sort_key)


def test_no_form_belongs_to_two_organizations() -> None:
    forms = Counter(f for entry in LEXICON.entries for f in (entry.name, *entry.aliases))
    assert [form for form, owners in forms.items() if owners > 1] == []


def test_no_word_has_spaces_to_spare_or_a_curly_apostrophe() -> None:
    forms = [*LEXICON.by_form, *itertools.chain.from_iterable(w for _, w in find_arrays(DATA))]
    assert [f for f in forms if f != " ".join(f.split()) or "’" in f] == []


def test_an_organization_has_the_fields_that_the_loader_reads_and_no_others() -> None:
    fields = {
        key for table in DATA["organizations"].values() for org in table.values() for key in org
    }
    assert fields <= {"country", "acronym", "nominals", "aliases"}


def test_every_kind_is_one_of_the_closed_list() -> None:
    assert set(DATA["organizations"]) == set(DATA["nominals"]) == set(KINDS)
    assert set(LEXICON.institutions.values()) | set(LEXICON.heads.values()) <= set(KINDS)


def test_every_country_is_a_code_of_iso_3166() -> None:
    codes = {entry.country for entry in LEXICON.entries if entry.country}
    assert [code for code in codes if pycountry.countries.get(alpha_2=code) is None] == []


def test_common_nouns_are_in_lower_case() -> None:
    nominals = frozenset[str]().union(*(entry.nominals for entry in LEXICON.entries))
    assert [n for n in nominals if n != n.lower()] == []


def test_a_form_that_needs_context_is_a_form_of_something() -> None:
    assert LEXICON.needs_context <= LEXICON.by_form.keys() | LEXICON.institutions.keys()


def test_what_many_countries_have_is_no_organization_by_itself() -> None:
    assert LEXICON.institutions.keys() & LEXICON.by_form.keys() == set()


@pytest.mark.parametrize("table", ["institutions", "heads"])
def test_no_pattern_implies_two_kinds(table: str) -> None:
    lists = [words for kind, words in DATA[table].items() if kind != "weak"]
    counts = Counter(itertools.chain.from_iterable(lists))
    assert [word for word, times in counts.items() if times > 1] == []


def test_an_institution_that_is_a_head_too_is_of_the_kind_that_the_head_implies() -> None:
    both = LEXICON.institutions.keys() & LEXICON.heads.keys()
    assert {w for w in both if LEXICON.institutions[w] != LEXICON.heads[w]} == set()


def test_a_weak_head_is_a_head() -> None:
    assert LEXICON.weak_heads <= LEXICON.heads.keys()


def test_a_ministry_with_a_country_of_its_own_is_not_a_pattern() -> None:
    assert LEXICON.ministries.keys() & LEXICON.by_form.keys() == set()
    assert LEXICON.by_form["Defense Department"].country == "US"
    assert LEXICON.ministries["Defence Ministry"] == "Defence"


def test_acronyms_of_ministries_stand_for_ministries_of_any_country() -> None:
    assert set(LEXICON.ministry_acronyms.values()) <= LEXICON.ministries.keys()


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("NATO", "NATO"),
        ("N.A.T.O.", "NATO"),
        ("North Atlantic Treaty Organization", "NATO"),
        ("U.N.", "United Nations"),
        ("UN Security Council", "U.N. Security Council"),
        ("United Nations Security Council", "U.N. Security Council"),
        ("Federal Bureau of Investigation", "FBI"),
        ("US State Department", "State Department"),
        ("United States Air Force", "U.S. Air Force"),
        ("CENTCOM", "U.S. Central Command"),
        ("The Washington Post", "Washington Post"),
        ("Daesh", "Islamic State"),
        ("Moscow", None),
    ],
)
def test_a_form_leads_to_its_organization(form: str, name: str | None) -> None:
    found = LEXICON.by_form.get(form)
    assert (found and found.name) == name


@pytest.mark.parametrize(
    ("name", "noun", "expected"),
    [
        ("NATO", "alliance", True),
        ("European Union", "bloc", True),
        ("Federal Communications Commission", "commission", True),
        ("Reuters", "news agency", True),
        ("NATO", "newspaper", False),
    ],
)
def test_a_common_noun_refers_back_to_what_it_fits(name: str, noun: str, expected: bool) -> None:
    assert (noun in LEXICON.by_form[name].nominals) is expected


def test_the_long_form_of_an_ordinary_word_needs_no_context() -> None:
    apple = LEXICON.by_form["Apple"]
    assert "Apple" in apple.needs_context
    assert "Apple Inc" not in apple.needs_context
