"""The cues: every verb in one class, every word usable as it stands."""

import itertools
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

import app.extraction.lexicon.cues as module
from app.extraction.lexicon.cues import VERB_CLASSES, load_cues

DATA = tomllib.loads(Path(module.__file__).with_suffix(".toml").read_text(encoding="utf-8"))
TABLES = ("verbs", "frames", "phrasal", "prepositional", "topical")
ARRAYS = {name: words for name, words in DATA.items() if isinstance(words, list)} | {
    f"{table}.{name}": words for table in TABLES for name, words in DATA[table].items()
}


def test_every_array_is_sorted_and_free_of_repetitions() -> None:
    assert [n for n, words in ARRAYS.items() if words != sorted(set(words), key=str.casefold)] == []


def test_every_word_is_in_lower_case_and_trimmed() -> None:
    words = itertools.chain.from_iterable(ARRAYS.values())
    assert [w for w in words if w != " ".join(w.lower().split())] == []


@pytest.mark.parametrize(("one", "other"), list(itertools.combinations(VERB_CLASSES, 2)))
def test_no_verb_stands_in_two_classes(one: str, other: str) -> None:
    assert getattr(load_cues(), one) & getattr(load_cues(), other) == frozenset()


def test_the_file_has_the_classes_that_the_loader_reads_and_no_others() -> None:
    assert set(DATA["verbs"]) == set(VERB_CLASSES)
    assert set(DATA) - set(TABLES) <= {field.name for field in fields(load_cues())}


def test_verbs_of_the_frames_are_cue_verbs() -> None:
    cues = load_cues()
    known = cues.verb_class.keys() | cues.phrasal.keys() | cues.prepositional.keys()
    assert {name for name, verbs in DATA["frames"].items() if not known >= set(verbs)} == set()


def test_verbs_whose_clause_is_reported_though_not_said_are_of_thought_or_evidence() -> None:
    cues = load_cues()
    assert cues.clausal <= cues.thought | cues.evidence


@pytest.mark.parametrize("name", ["unnamed", "groups"])
def test_heads_of_unnamed_speakers_are_single_words(name: str) -> None:
    assert [head for head in getattr(load_cues(), name) if " " in head] == []


def test_longer_phrases_for_a_source_come_before_shorter_ones() -> None:
    lengths = [len(phrase) for phrase in load_cues().according]
    assert lengths == sorted(lengths, reverse=True)


@pytest.mark.parametrize(
    ("verb", "expected"),
    [
        ("say", "speech"),
        ("tell", "speech"),
        ("believe", "thought"),
        ("show", "evidence"),
        ("condemn", "stance"),
        ("laugh", "manner"),
        ("dub", "label"),
    ],
)
def test_a_verb_knows_its_class(verb: str, expected: str) -> None:
    assert load_cues().verb_class[verb] == expected


def test_lexicons_are_read_once() -> None:
    assert load_cues() is load_cues()
