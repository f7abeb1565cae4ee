"""Exercises: known series, and the words that tell an exercise, read from `exercises.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from app.names import slugify

_FILE = Path(__file__).with_name("exercises.toml")


@dataclass(frozen=True, slots=True)
class ExerciseSeries:
    """A military exercise that is held again and again, without edition."""

    name: str
    aliases: tuple[str, ...] = ()
    domain: str | None = None
    """air, sea, land, cyber or space; joint for several of them."""
    needs_trigger: bool = False
    """Whether the name is an exercise only where a trigger or a year goes with it."""


@dataclass(frozen=True, slots=True)
class ExerciseLexicon:
    """The known series and the triggers, words in lower case."""

    series: tuple[ExerciseSeries, ...]
    by_slug: Mapping[str, ExerciseSeries]
    """Each series by the slugs of its name and aliases: "defender-europe"."""
    nouns: frozenset[str]
    """What the event is: "drills", "war games"."""
    naming: tuple[tuple[str, ...], ...]
    """The words of phrases between such a noun and a name ("known as"), longest first."""
    other_kinds: frozenset[str]
    """Nouns before a name that make it something else: "operation"."""


@cache
def load_exercise_lexicon() -> ExerciseLexicon:
    """Return the lexicon of `exercises.toml`, read once."""
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    series = tuple(_read_series(fields) for group in data["series"].values() for fields in group)
    triggers = data["triggers"]
    naming = [tuple(phrase.split()) for phrase in triggers["naming"]]
    return ExerciseLexicon(
        series=series,
        by_slug=MappingProxyType({slugify(n): s for s in series for n in (s.name, *s.aliases)}),
        nouns=frozenset(triggers["nouns"]),
        naming=tuple(sorted(naming, key=len, reverse=True)),
        other_kinds=frozenset(triggers["other_kinds"]),
    )


def _read_series(fields: dict[str, Any]) -> ExerciseSeries:
    return ExerciseSeries(**{**fields, "aliases": tuple(fields.get("aliases", ()))})
