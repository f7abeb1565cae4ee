"""Countries: what news calls them and their people, read from `countries.toml` and ISO 3166."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pycountry

from app.records import Form

_FILE = Path(__file__).with_name("countries.toml")

# A form in several lists of one country counts as the first: "Singapore" is no metonym.
_FORM_OF_FIELD = {
    "names": Form.NAME,
    "former_names": Form.FORMER,
    "aliases": Form.ALIAS,
    "abbreviations": Form.ABBREVIATION,
    "demonyms": Form.DEMONYM,
    "capitals": Form.METONYM,
    "seats": Form.METONYM,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryEntry:
    """One country, territory or former state, and all that it is called.

    Forms are as written in running text, with straight apostrophes and without article.
    """

    code: str
    """Alpha-2; for a former state the four letters of ISO 3166-3."""
    name: str
    """The name to show, as news has it."""
    official: str
    alpha_3: str
    numeric: str | None
    """The three digits of ISO 3166; Kosovo has none."""
    region: str
    former: bool = False
    names: tuple[str, ...]
    """What it is called now, `name` and `official` among them."""
    abbreviations: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    """Buildings and cities other than the capital whose name may stand for the government."""
    compounds: tuple[str, ...] = ()
    """First halves of hyphenated words: "Sino"."""
    parts: tuple[str, ...] = ()
    """Constituent countries; they are no mentions of the state."""
    part_demonyms: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    """What is the country with "the" before it, in an article that has named it: "North"."""
    ambiguous: frozenset[str] = frozenset()
    """Forms from above that need support by their context."""


@cache
def load_countries() -> tuple[CountryEntry, ...]:
    """Return every country of `countries.toml`, completed from ISO 3166, in the file's order."""
    return tuple(_read_country(fields) for fields in _data()["country"])


@cache
def countries_by_code() -> Mapping[str, CountryEntry]:
    """Return the countries by `code`."""
    return MappingProxyType({country.code: country for country in load_countries()})


@cache
def country_forms() -> Mapping[str, tuple[tuple[str, Form], ...]]:
    """Return what each surface form may mean, as codes with how they are named, likeliest first.

    Forms are case-sensitive; each is there in capitals too. Parts and compounds are not among them.
    """
    forms: dict[str, dict[str, Form]] = defaultdict(dict)
    for field, kind in _FORM_OF_FIELD.items():
        for country in load_countries():
            # A name or nickname of a state that is no more is a former name, whichever it was.
            is_former = country.former and kind is not Form.DEMONYM
            for form in with_capitals(getattr(country, field)):
                forms[form].setdefault(country.code, Form.FORMER if is_former else kind)
    preferred = {
        variant: code
        for form, code in _data()["preferred"].items()
        for variant in with_capitals([form])
    }
    return MappingProxyType(
        {
            form: tuple(sorted(codes.items(), key=lambda item: item[0] != preferred.get(form)))
            for form, codes in forms.items()
        }
    )


@cache
def ambiguous_forms() -> frozenset[str]:
    """Return the forms, of parts too, that are often something else or several countries'."""
    return frozenset(
        form for country in load_countries() for form in with_capitals(country.ambiguous)
    )


@cache
def part_forms() -> Mapping[str, tuple[str, Form]]:
    """Return the names and demonyms of constituent countries, each with the state's code."""
    fields = {"parts": Form.NAME, "part_demonyms": Form.DEMONYM}
    return MappingProxyType(
        {
            form: (country.code, kind)
            for country in load_countries()
            for field, kind in fields.items()
            for form in with_capitals(getattr(country, field))
        }
    )


@cache
def compound_forms() -> Mapping[str, str]:
    """Return the code for each first half of a hyphenated word: "Sino" → "CN"."""
    return MappingProxyType(
        {form: c.code for c in load_countries() for form in with_capitals(c.compounds)}
    )


@cache
def blocked_phrases() -> frozenset[str]:
    """Return phrases that hold a country's form and do not speak of the country."""
    return frozenset(
        form for phrases in _data()["blocked"].values() for form in with_capitals(phrases)
    )


def with_capitals(forms: Iterable[str]) -> Iterator[str]:
    """Yield each form and, as headlines and datelines have it, the form in capitals.

    >>> list(with_capitals(["Spain", "UK"]))
    ['Spain', 'SPAIN', 'UK']
    """
    for form in forms:
        yield form
        if form != form.upper():
            yield form.upper()


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def _read_country(fields: dict[str, Any]) -> CountryEntry:
    own: dict[str, Any] = {key: tuple(v) if isinstance(v, list) else v for key, v in fields.items()}
    merged = {**_iso_fields(fields["code"]), **own}
    merged["names"] = tuple(dict.fromkeys([*own["names"], merged["official"]]))
    merged["ambiguous"] = frozenset(own.get("ambiguous", ()))
    return CountryEntry(**merged, name=own["names"][0])


def _iso_fields(code: str) -> dict[str, Any]:
    """Return what ISO knows of `code`; of Kosovo, which it leaves out, no more than that."""
    if len(code) == 2:
        record = pycountry.countries.get(alpha_2=code)
    else:
        record = pycountry.historic_countries.get(alpha_4=code)
    if record is None:
        return {"numeric": None}
    return {
        "official": getattr(record, "official_name", record.name),
        "alpha_3": record.alpha_3,
        "numeric": getattr(record, "numeric", None),
    }
