"""Organizations: those that news names, and the patterns of further ones (`organizations.toml`)."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from app.extraction.lexicon.titles import load_titles

_FILE = Path(__file__).with_name("organizations.toml")

KINDS = (
    "alliance", "un_body", "parliament", "court", "ministry", "agency", "bank", "police",
    "armed_force", "command", "militant_group", "party", "news_agency", "media", "ngo",
    "university", "company", "other",
)  # fmt: skip
"""What an organization may be; `university` has think tanks and pollsters too."""

_SPELLINGS = {"U.S. ": ("US ", "United States "), "U.N. ": ("UN ", "United Nations ")}

# News puts "U.S." before the name of these at will.
_AUTHORITIES = frozenset({"parliament", "ministry", "agency", "armed_force", "command"})

_LONGEST_DOTTED_ACRONYM = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationEntry:
    """One organization and all that it is called, with straight apostrophes, case as in news."""

    name: str
    """The name to show, as news has it."""
    kind: str
    country: str | None
    """Alpha-2 code of the country that it belongs to."""
    acronym: str | None
    aliases: tuple[str, ...]
    """Every form but `name`, those made by rule among them, sorted."""
    needs_context: frozenset[str]
    """Forms that are ordinary words or other names too."""
    nominals: frozenset[str]
    """Common nouns in lower case that may refer back to it after "the"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Organizations:
    """The organizations known by name, and what names of further ones are made of."""

    entries: tuple[OrganizationEntry, ...]
    by_form: Mapping[str, OrganizationEntry]
    """Every name and alias with its only owner."""
    needs_context: frozenset[str]
    """Forms of organizations and institutions that need support by their context."""
    institutions: Mapping[str, str]
    """What many countries have, with its kind; a demonym or "of COUNTRY" belongs to the name."""
    branches: frozenset[str]
    """Armed forces as they follow a demonym or a country: "Air Force"."""
    branch_prefixes: frozenset[str]
    """What may stand before demonym or branch: "Royal"."""
    common_forces: frozenset[str]
    """Armed forces in lower case, not names: "air force"."""
    ministries: Mapping[str, str]
    """Ministries of any country with their portfolio, but for those among `entries`."""
    ministry_acronyms: Mapping[str, str]
    """Acronyms that many countries use, with the ministry: "MoD"."""
    heads: Mapping[str, str]
    """Last words that make a capitalised phrase an organization, with the kind implied."""
    weak_heads: frozenset[str]
    """Those of them that need other evidence."""


@cache
def load_organizations() -> Organizations:
    """Return the organizations and patterns of `organizations.toml`, read once."""
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    heads = {kind: words for kind, words in data["heads"].items() if kind != "weak"}
    forces = data["armed_forces"]
    entries = _read_entries(data, frozenset().union(*heads.values()))
    by_form = {form: entry for entry in entries for form in (entry.name, *entry.aliases)}
    return Organizations(
        entries=entries,
        by_form=MappingProxyType(by_form),
        needs_context=frozenset(data["needs_context"]),
        institutions=_invert(data["institutions"]),
        branches=frozenset(forces["branches"]),
        branch_prefixes=frozenset(forces["prefixes"]),
        common_forces=frozenset(forces["common"]),
        ministries=_ministries(data["ministries"]["forms"], known=by_form.keys()),
        ministry_acronyms=MappingProxyType(data["ministries"]["acronyms"]),
        heads=_invert(heads),
        weak_heads=frozenset(data["heads"]["weak"]),
    )


def _read_entries(data: dict[str, Any], heads: frozenset[str]) -> tuple[OrganizationEntry, ...]:
    in_context = frozenset(data["needs_context"])
    entries = []
    for kind, organizations in data["organizations"].items():
        for name, fields in organizations.items():
            forms = _forms(name, kind, fields)
            ends = {form.split()[-1] for form in forms if " " in form} & heads
            entry = OrganizationEntry(
                name=name,
                kind=kind,
                country=fields.get("country"),
                acronym=fields.get("acronym"),
                aliases=tuple(sorted(forms - {name})),
                needs_context=in_context & forms,
                nominals=frozenset(data["nominals"][kind])
                | frozenset(fields.get("nominals", ()))
                | {word.lower() for word in ends},
            )
            entries.append(entry)
    return tuple(entries)


def _forms(name: str, kind: str, fields: dict[str, Any]) -> frozenset[str]:
    """Return all that an organization is called, by the file or by rule."""
    forms = {name, *fields.get("aliases", ())}
    if kind in _AUTHORITIES and fields.get("country") == "US":
        forms |= {f"U.S. {form}" for form in forms if not form.startswith("U.S. ")}
    for written, others in _SPELLINGS.items():
        spelled = {form.removeprefix(written) for form in forms if form.startswith(written)}
        forms |= {other + rest for other in others for rest in spelled}
    return frozenset(forms | _acronym_forms(fields.get("acronym", "")))


def _acronym_forms(acronym: str) -> set[str]:
    if not acronym:
        return set()
    letters = acronym.isalpha() and acronym.isupper() and len(acronym) <= _LONGEST_DOTTED_ACRONYM
    return {acronym, ".".join(acronym) + "."} if letters else {acronym}


def _ministries(forms: Iterable[str], *, known: Iterable[str]) -> Mapping[str, str]:
    named = {form.format(p): p for form in forms for p in load_titles().portfolios}
    return MappingProxyType({f: p for f, p in named.items() if f not in frozenset(known)})


def _invert(table: Mapping[str, list[str]]) -> Mapping[str, str]:
    return MappingProxyType({word: kind for kind, words in table.items() for word in words})
