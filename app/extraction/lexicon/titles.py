"""Titles: the words around people's names, and what tells gender, read from `titles.toml`."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

_FILE = Path(__file__).with_name("titles.toml")

_GENDERS = {"male": "m", "female": "f"}


@dataclass(frozen=True, slots=True)
class Titles:
    """Words that stand before, in or after a person's name.

    Phrases are written with single spaces. Forms with dots are there without them too: "Lt. Gen."
    and "Lt Gen".
    """

    honorifics: frozenset[str]
    """Forms of address: "Mr.", "Shri"."""
    ranks: Mapping[str, str]
    """Military, police and religious ranks: each form with its full form."""
    offices: frozenset[str]
    """Offices as they stand before a name, capitalised, those of a portfolio included."""
    roles: frozenset[str]
    """Nouns and phrases that are a role, in lower case, those of a portfolio included."""
    portfolios: tuple[str, ...]
    """What ministers and ministries are for: "Defense", "Foreign Affairs"."""
    modifiers: frozenset[str]
    """Words before a title or role, in lower case: "former", "acting", "senior"."""
    past_modifiers: frozenset[str]
    """Those that say that it no longer holds."""
    future_modifiers: frozenset[str]
    """Those that say that it does not hold yet."""
    prefixes: tuple[str, ...]
    """Modifiers joined to the next word: "ex-", "then-"."""
    past_prefixes: tuple[str, ...]
    shared_roles: frozenset[str]
    """Roles that bodies and states have too: "broadcaster"."""
    state_offices: frozenset[str]
    """Offices of a state, in lower case, those of its ministers among them."""
    role_verbs: Mapping[str, str]
    """Verbs whose subject has a role, with the noun for it: "lead" → "leader"."""
    led_nouns: frozenset[str]
    """Nouns for what people lead, own or belong to: "delegation"."""
    partisans: frozenset[str]
    """Nouns for the followers of a party: "democrat"."""
    family: frozenset[str]
    """Kin in lower case: "wife", "son"."""
    surnames: frozenset[str]
    """Titles, roles and last words of places that are surnames as well: "King", "Hill"."""
    suffixes: frozenset[str]
    """What may follow a name: "Jr.", "III"."""
    particles: frozenset[str]
    """Words in a name that belong to the surname after them: "van", "al-"."""
    surname_first: frozenset[str]
    """Surnames that stand before the given name."""
    other_heads: frozenset[str]
    """Last words, in lower case, of capitalised phrases that name no person: "harbor"."""
    other_leads: frozenset[str]
    """First words of names of places and operations: "Mount"."""
    called_nouns: frozenset[str]
    """Nouns for what goes by the name right after it, and is no person: "film"."""
    place_owners: frozenset[str]
    """Nouns after which "of" and a name mean a place: "mayor"."""
    vessel_prefixes: frozenset[str]
    """What stands before a ship's name: "USS"."""
    vessels: frozenset[str]
    """Nouns for ships: "frigate"."""
    given: frozenset[str]
    """Common given names."""
    ambiguous_given: frozenset[str]
    """Those of them that are places, brands and common words too: "Victoria"."""
    gender: Mapping[str, str]
    """Those of them that tell gender: "m" or "f"."""
    gendered_words: Mapping[str, str]
    """Common words in lower case, without dots, that tell gender: "m" or "f"."""


@cache
def load_titles() -> Titles:
    """Return the titles of `titles.toml`, read once."""
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    modifiers, prefixes = data["modifiers"], data["prefixes"]
    held = {form.format(p) for form in data["portfolio_offices"] for p in data["portfolios"]}
    return Titles(
        honorifics=_with_and_without_dots(data["honorifics"]),
        ranks=_read_ranks(data["ranks"]),
        offices=_with_and_without_dots(data["offices"]) | held,
        roles=frozenset(data["roles"]) | {title.lower() for title in held},
        portfolios=tuple(data["portfolios"]),
        modifiers=frozenset().union(*modifiers.values()),
        past_modifiers=frozenset(modifiers["past"]),
        future_modifiers=frozenset(modifiers["future"]),
        prefixes=tuple(prefix for group in prefixes.values() for prefix in group),
        past_prefixes=tuple(prefixes["past"]),
        shared_roles=frozenset(data["shared_roles"]),
        state_offices=frozenset(data["state_offices"])
        | {title.lower() for title in held if "Minister" in title},
        role_verbs=MappingProxyType(data["role_verbs"]),
        led_nouns=frozenset(data["led_nouns"]),
        partisans=frozenset(data["partisans"]),
        family=frozenset(data["family"]),
        surnames=frozenset(data["surnames"]),
        suffixes=_with_and_without_dots(data["suffixes"]),
        particles=frozenset(data["particles"]),
        surname_first=frozenset().union(*data["surname_first"].values()),
        other_heads=frozenset(data["other_heads"]),
        other_leads=frozenset(data["other_leads"]),
        called_nouns=frozenset(data["called_nouns"]),
        place_owners=frozenset(data["place_owners"]),
        vessel_prefixes=frozenset(data["vessels"]["prefixes"]),
        vessels=frozenset(data["vessels"]["nouns"]),
        given=frozenset().union(*data["given"].values()),
        ambiguous_given=frozenset(data["ambiguous_given"]),
        gender=_read_genders(data["given"]),
        gendered_words=_read_genders(data["gendered_words"]),
    )


def _with_and_without_dots(forms: Iterable[str]) -> frozenset[str]:
    return frozenset(variant for form in forms for variant in (form, form.replace(".", "")))


def _read_ranks(tables: Mapping[str, Mapping[str, list[str]]]) -> Mapping[str, str]:
    return MappingProxyType(
        {
            variant: full
            for ranks in tables.values()
            for full, forms in ranks.items()
            for variant in _with_and_without_dots([full, *forms])
        }
    )


def _read_genders(table: Mapping[str, list[str]]) -> Mapping[str, str]:
    return MappingProxyType({word: _GENDERS[key] for key in _GENDERS for word in table[key]})
