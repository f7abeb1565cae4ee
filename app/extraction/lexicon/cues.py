"""Cues: the verbs, nouns and phrases that tell who says what, read from `cues.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

_FILE = Path(__file__).with_name("cues.toml")

VERB_CLASSES = ("speech", "thought", "evidence", "stance", "manner", "label")
"""The classes that part all cue verbs; `cues.toml` says what each may introduce."""


@dataclass(frozen=True, slots=True)
class Cues:
    """Reporting words by what they allow: verbs as lemmas, all in lower case.

    The six verb classes share no verb; the frames cut across.
    """

    speech: frozenset[str]
    thought: frozenset[str]
    evidence: frozenset[str]
    stance: frozenset[str]
    manner: frozenset[str]
    label: frozenset[str]
    verb_class: Mapping[str, str]
    """A verb's class: "say" → "speech"."""
    addressee: frozenset[str]
    """Verbs whose object is whom the speaker tells."""
    addressee_to: frozenset[str]
    """Verbs that name whom the speaker tells after "to"."""
    infinitive: frozenset[str]
    """Verbs whose infinitive tells what the subject says it will do: "vowed to fight"."""
    directive: frozenset[str]
    """Verbs whose infinitive tells what the object is to do: "urged them to leave"."""
    clausal: frozenset[str]
    """Verbs of thought and evidence whose clause counts as reported."""
    bare_clause: frozenset[str]
    """Verbs after which a clause may start at once, whatever the parse: others take objects."""
    proceeding: frozenset[str]
    """Verbs after which an infinitive tells of what was said: "went on to say"."""
    charge: frozenset[str]
    """Verbs whose gerund after "of" or "for" tells the charge: "accused them of lying"."""
    objective: frozenset[str]
    """Verbs whose object tells what was said: "announced the arrest of a man"."""
    phrasal: Mapping[str, frozenset[str]]
    """Particles that make a verb introduce speech: "point" → {"out"}."""
    prepositional: Mapping[str, frozenset[str]]
    """Prepositions after which a verb has its content as an object: "call" → {"for", …}."""
    topical: Mapping[str, frozenset[str]]
    """Of these prepositions, those whose object tells what was said, marks or not."""
    lemmas: Mapping[str, str]
    """What the model's lemmatizer takes for another verb: "hop" → "hope"."""
    nouns: frozenset[str]
    """Lemmas of nouns that name an utterance or a thought."""
    according: tuple[tuple[str, ...], ...]
    """The words of phrases whose object is the source, longest first."""
    views: frozenset[str]
    """Nouns of "in X's view"."""
    medium: frozenset[str]
    """Through what someone speaks: the last word of the phrase, wherever that will do."""
    unnamed: frozenset[str]
    """Heads of phrases for one speaker without a name."""
    groups: frozenset[str]
    """Heads of phrases for several speakers without a name."""


@cache
def load_cues() -> Cues:
    """Return the cues of `cues.toml`, read once."""
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    verbs = {name: frozenset(data["verbs"][name]) for name in VERB_CLASSES}
    frames = {name: frozenset(words) for name, words in data["frames"].items()}
    according = [tuple(phrase.split()) for phrase in data["according"]]
    return Cues(
        **verbs,
        **frames,
        verb_class=MappingProxyType({v: name for name in VERB_CLASSES for v in verbs[name]}),
        phrasal=_particles(data["phrasal"]),
        prepositional=_particles(data["prepositional"]),
        topical=_particles(data["topical"]),
        lemmas=MappingProxyType(data["lemmas"]),
        nouns=frozenset(data["nouns"]),
        according=tuple(sorted(according, key=len, reverse=True)),
        views=frozenset(data["views"]),
        medium=frozenset(data["medium"]),
        unnamed=frozenset(data["unnamed"]),
        groups=frozenset(data["groups"]),
    )


def _particles(table: dict[str, list[str]]) -> Mapping[str, frozenset[str]]:
    return MappingProxyType({verb: frozenset(words) for verb, words in table.items()})
