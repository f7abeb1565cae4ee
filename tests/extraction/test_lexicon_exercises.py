"""What the lexicon of exercises promises, whoever edits it."""

from collections import Counter

import pytest

from app.extraction.lexicon.exercises import load_exercise_lexicon
from app.names import slugify

DOMAINS = {"air", "sea", "land", "cyber", "space", "joint"}


def test_no_two_series_share_a_name() -> None:
    lexicon = load_exercise_lexicon()
    slugs = Counter(slugify(name) for s in lexicon.series for name in (s.name, *s.aliases))
    assert [slug for slug, count in slugs.items() if count > 1] == []
    assert lexicon.by_slug.keys() == slugs.keys()


def test_every_series_has_a_known_domain() -> None:
    assert {series.domain for series in load_exercise_lexicon().series} == DOMAINS


def test_names_carry_no_edition_and_no_trigger() -> None:
    lexicon = load_exercise_lexicon()
    for series in lexicon.series:
        assert not any(char.isdigit() for char in series.name), series.name
        assert series.name.split()[0].lower() not in lexicon.nouns, series.name


def test_triggers_are_in_lower_case_and_apart_from_other_kinds() -> None:
    lexicon = load_exercise_lexicon()
    words = {*lexicon.nouns, *lexicon.other_kinds, *(" ".join(p) for p in lexicon.naming)}
    assert {word for word in words if word != word.lower()} == set()
    assert not lexicon.nouns & lexicon.other_kinds


def test_the_longest_naming_phrases_come_first() -> None:
    lengths = [len(phrase) for phrase in load_exercise_lexicon().naming]
    assert lengths == sorted(lengths, reverse=True)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("RIMPAC", "RIMPAC"),
        ("Rim of the Pacific", "RIMPAC"),
        ("Talisman Saber", "Talisman Sabre"),
        ("DEFENDER-Europe", "Defender Europe"),
        ("Super Garuda Shield", "Garuda Shield"),
        ("Ulchi-Freedom Guardian", "Ulchi Freedom Guardian"),
        ("La Perouse", "La Pérouse"),
        ("Air Defender", "Air Defender"),
        ("Baltops", "BALTOPS"),
        ("Yudh Abhyas", "Yudh Abhyas"),
    ],
)
def test_spellings_lead_to_their_series(written: str, name: str) -> None:
    assert load_exercise_lexicon().by_slug[slugify(written)].name == name


@pytest.mark.parametrize("name", ["Aurora", "Indra", "Milan", "Vostok", "Aman", "Red Flag"])
def test_a_name_that_is_also_a_word_needs_a_trigger(name: str) -> None:
    assert load_exercise_lexicon().by_slug[slugify(name)].needs_trigger


@pytest.mark.parametrize("word", ["east", "west", "center", "ocean", "operation", "exercise"])
def test_a_common_word_is_no_series(word: str) -> None:
    assert word not in load_exercise_lexicon().by_slug
