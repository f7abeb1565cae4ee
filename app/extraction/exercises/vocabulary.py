"""The words that exercise rules rely on, by class, read from `lexicon/exercise_words.toml`."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

_FILE = Path(__file__).parents[1] / "lexicon" / "exercise_words.toml"
_DATA: Final = tomllib.loads(_FILE.read_text(encoding="utf-8"))
_WORDS: Final[dict[str, frozenset[str]]] = {
    name: frozenset(words) for name, words in _DATA.items() if isinstance(words, list)
}

TRIGGERS: Final = _WORDS["triggers"]
"""Nouns that mean an exercise where armed forces are spoken of."""
STANDBYS: Final = _WORDS["standbys"]
"""Nouns that may point back to an exercise and never bring one up."""
MILITARY: Final = _WORDS["military"]
"""Modifiers of exercises that armed forces hold."""
CIVILIAN: Final = _WORDS["civilian"]
"""Modifiers of other exercises and drills."""
PLAIN: Final = _WORDS["plain"] | MILITARY
"""Modifiers that fit any exercise."""
CALENDAR: Final = _WORDS["calendar"]
"""Capitalised words that end a name or stand before it."""
NO_NAME_ENDS: Final = _WORDS["no_name_ends"]
"""Last words that show a run of capitals near an exercise to be something else."""
FORCES: Final = _WORDS["forces"]
"""Those who take part in exercises, as lemmas and plurals."""
OFFICIALS: Final = _WORDS["officials"]
"""Persons whose presence makes no country a participant, as lemmas."""
ARMED: Final = _WORDS["armed"]
"""Words that show armed forces to be spoken of."""
HOSTILE: Final = _WORDS["hostile"]
"""Lemmas of sentences in which forces that are named together are not at an exercise."""
PLACE_NOUNS: Final = _WORDS["place_nouns"]
"""What places are, where their names tell it: "the Amber Desert"."""
PLACE_PARTS: Final = frozenset({"east", "north", "part", "parts", "south", "west"})
"""What a place may be a part of another by: "parts of Norway"."""
SHIPS: Final[Mapping[str, str]] = MappingProxyType(_DATA["ships"])
"""The countries, as alpha-2 codes, whose warships' names have these prefixes."""
