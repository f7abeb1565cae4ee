"""Finds the countries that an article speaks of, in whatever form it names them."""

import re
from collections.abc import Iterator
from functools import lru_cache

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from app.extraction.annotations import Found, Named
from app.extraction.gazetteer import build_matcher, find_phrases
from app.extraction.lexicon.countries import (
    ambiguous_forms,
    blocked_phrases,
    compound_forms,
    countries_by_code,
    country_forms,
    load_countries,
    part_forms,
)
from app.extraction.lexicon.cues import load_cues
from app.extraction.lexicon.titles import load_titles
from app.records import EntityType, Form

# Georgia and Jordan are taken for something else unless the article speaks of the region.
_US_STATES = frozenset(
    "Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Hawaii Idaho"
    " Illinois Indiana Iowa Kansas Kentucky Louisiana Maine Maryland Massachusetts Michigan"
    " Minnesota Mississippi Missouri Montana Nebraska Nevada Ohio Oklahoma Oregon Pennsylvania"
    " Tennessee Texas Utah Vermont Virginia Wisconsin Wyoming Carolina Dakota Atlanta".split()
)
_STATE_TOWNS = frozenset({"Savannah", "Augusta", "Macon", "Stewart", "Benning", "Moore", "Athens"})
_PLACE_COMMA = re.compile(r"[A-Z][a-z]+,$")


@Language.component("countries", assigns=["doc._.countries"])
def set_countries(doc: Doc) -> Doc:
    """Write the countries of `doc` on it."""
    doc._.countries = find_countries(doc)
    return doc


def find_countries(doc: Doc) -> list[Named]:
    """Return the countries of `doc` with their mentions, in order of first mention.

    The longest form wins ("North Korean", not "Korean"), phrases that hold a country's name and
    mean something else are passed over ("New Mexico"), and a form that may be something else
    ("Jordan") counts only where its context does not speak against it.
    """
    found: dict[str, Named] = {}
    for start, end, code, form in _find_forms(doc):
        entry = countries_by_code()[code]
        country = found.setdefault(code, Named(f"countries/{code}", EntityType.COUNTRY, entry.name))
        country.found.append(Found(start, end, form, f"country-{form}"))
        if form not in {Form.METONYM, Form.NOMINAL}:
            country.aliases.add(doc[start:end].text)
    return list(found.values())


@lru_cache(maxsize=4)
def _matcher(vocab: Vocab) -> PhraseMatcher:
    phrases = {*country_forms(), *blocked_phrases(), *part_forms(), *compound_forms()}
    return build_matcher(vocab, phrases)


def _find_forms(doc: Doc) -> Iterator[tuple[int, int, str, Form]]:
    phrases = find_phrases(_matcher(doc.vocab), doc)
    seen = {phrase for _, _, phrase in phrases}
    blocked, ambiguous, forms = blocked_phrases(), ambiguous_forms(), country_forms()
    for start, end, phrase in phrases:
        span = doc[start:end]
        if phrase in blocked or _in_other_name(span):
            continue
        if phrase in compound_forms() and phrase not in forms:
            if doc[end : end + 1].text == "-":
                yield start, end, compound_forms()[phrase], Form.DEMONYM
            continue
        if phrase not in forms or (phrase in ambiguous and not _means_country(span, seen)):
            continue
        code, form = _choose(forms[phrase], seen)
        if form is not Form.METONYM or _stands_for_government(span):
            yield start, end, code, form
    yield from _find_short_forms(doc, seen)


def _find_short_forms(doc: Doc, seen: set[str]) -> Iterator[tuple[int, int, str, Form]]:
    """Yield "the North" and its like, where the article names that country in full."""
    short = {form: c.code for c in load_countries() for form in c.short if seen & {*c.names}}
    for token in doc[1:] if short else []:
        after = doc[token.i + 1].text if token.i + 1 < len(doc) else ""
        if token.text in short and doc[token.i - 1].lower_ == "the" and not after[:1].isupper():
            yield token.i, token.i + 1, short[token.text], Form.ALIAS


def _in_other_name(span: Span) -> bool:
    """Whether the form is part of a person's name: "Michael Jordan", "Chad Smith"."""
    doc, first = span.doc, span[0]
    if first.ent_type_ != "PERSON":
        return False
    names = load_titles().gender
    before = doc[span.start - 1].text if span.start else ""
    after = doc[span.end].text if span.end < len(doc) else ""
    follows_name = before in names and doc[span.start - 1].ent_type_ == "PERSON"
    precedes_name = span.text in names and after[:1].isupper()
    return follows_name or precedes_name


def _choose(meanings: tuple[tuple[str, Form], ...], seen: set[str]) -> tuple[str, Form]:
    """Return what a form of several countries means here.

    The one that the article names otherwise, if there is just one; else the likeliest.
    """
    if len(meanings) > 1:
        by_code = countries_by_code()
        named = [m for m in meanings if seen.intersection(by_code[m[0]].names)]
        if len(named) == 1:
            return named[0]
    return meanings[0]


def _means_country(span: Span, seen: set[str]) -> bool:
    """Whether a form that may be something else means the country here."""
    doc, text = span.doc, span.text
    before = doc[span.start - 1] if span.start else None
    after = doc[span.end] if span.end < len(doc) else None
    if text.title() == "Georgia":
        return _is_caucasian_georgia(span, seen)
    alone = (before is None or before.ent_type_ != "PERSON") and (
        after is None or after.ent_type_ != "PERSON"
    )
    if alone and _is_named_otherwise(text, seen):
        return True
    if span[0].ent_type_ == "PERSON" and text not in {"American", "Indian", "Korean"}:
        return False
    if before is not None and before.text in load_titles().gender and before.text.istitle():
        return False
    capitalised_after = (
        after is not None and after.text[:1].isupper() and after.ent_type_ == "PERSON"
    )
    return not (capitalised_after and text in load_titles().gender)


def _is_named_otherwise(text: str, seen: set[str]) -> bool:
    """Whether the article has another form of the same country, and one that is sure."""
    countries = (countries_by_code()[code] for code, _ in country_forms()[text])
    sure = (f for c in countries for f in (*c.demonyms, *c.capitals) if f not in c.ambiguous)
    return not seen.isdisjoint(sure)


def _is_caucasian_georgia(span: Span, seen: set[str]) -> bool:
    doc = span.doc
    if doc[span.end : span.end + 2].text == "National Guard":
        return False
    if span.start >= 2 and doc[span.start - 2].text in _STATE_TOWNS | _US_STATES:
        return False
    if seen & {"Georgian", "Georgians", "Tbilisi", "Abkhazia", "South Ossetia", "Caucasus"}:
        return True
    if span.start >= 2 and _PLACE_COMMA.match(doc[span.start - 2].text + doc[span.start - 1].text):
        return False
    neighbours = {"Russia", "Armenia", "Azerbaijan", "Turkey", "Ukraine", "Moldova"}
    return bool(seen & neighbours) and not any(t.text in _US_STATES for t in doc)


def _stands_for_government(span: Span) -> bool:
    """Whether a capital or seat is the subject of a verb of speech or stance, as people are."""
    head = span.root
    if head.dep_ not in {"nsubj", "nsubjpass"} or head.i < span.start:
        return False
    verbs = load_cues().verb_class
    return head.head.lemma_.lower() in verbs
