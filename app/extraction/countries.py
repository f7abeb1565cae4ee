"""Finds the countries that an article speaks of, in whatever form it names them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span, Token
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

# Georgia is the state unless the article speaks of the country, its region or other countries.
_US_STATES = frozenset(
    "Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Hawaii Idaho"
    " Illinois Indiana Iowa Kansas Kentucky Louisiana Maine Maryland Massachusetts Michigan"
    " Minnesota Mississippi Missouri Montana Nebraska Nevada Ohio Oklahoma Oregon Pennsylvania"
    " Tennessee Texas Utah Vermont Virginia Wisconsin Wyoming Carolina Dakota Atlanta".split()
)
_CAUCASUS = frozenset(
    {"Georgian", "Georgians", "Tbilisi", "Batumi", "Kutaisi", "Abkhazia", "Ossetia", "Caucasus"}
)
# What parts the words of an Arabic surname that looks like a demonym: "al-Masri", "al-Kuwaiti".
_ARABIC_ARTICLES = frozenset("ad al an ar as ash at az el".split())


_PARTS_OF_TOWNS = frozenset(
    "Central Downtown East Eastern Greater Inner New North Northern Old Outer South Southern West"
    " Western".split()
)


@dataclass(frozen=True, slots=True)
class _Article:
    """What the whole article says of how its forms are to be read."""

    seen: frozenset[str]
    """All phrases of the matcher in it."""
    words: frozenset[str]
    surnames: frozenset[str]
    """Forms of countries that end somebody's name in it: "Jordan" of "Neil Jordan"."""


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
    article = _Article(
        seen=frozenset(phrase for _, _, phrase in phrases),
        words=frozenset(t.text for t in doc),
        surnames=_surnames(doc, phrases),
    )
    blocked, ambiguous, forms = blocked_phrases(), ambiguous_forms(), country_forms()
    for start, end, phrase in phrases:
        span = doc[start:end]
        if phrase in blocked or _in_other_name(span):
            continue
        if phrase in compound_forms() and phrase not in forms:
            if doc[end : end + 1].text == "-":
                yield start, end, compound_forms()[phrase], Form.DEMONYM
            continue
        if phrase not in forms or (phrase in ambiguous and not _means_country(span, article)):
            continue
        code, form = _choose(forms[phrase], article.seen)
        if form is Form.METONYM and phrase in article.surnames:
            continue
        if form is not Form.METONYM or _stands_for_government(span):
            yield start, end, code, form
    yield from _find_short_forms(doc, article.seen)


def _find_short_forms(doc: Doc, seen: frozenset[str]) -> Iterator[tuple[int, int, str, Form]]:
    """Yield "the North" and its like, where the article names that country in full."""
    short = {form: c.code for c in load_countries() for form in c.short if seen & {*c.names}}
    for token in doc[1:] if short else []:
        after = doc[token.i + 1].text if token.i + 1 < len(doc) else ""
        if token.text in short and doc[token.i - 1].lower_ == "the" and not after[:1].isupper():
            yield token.i, token.i + 1, short[token.text], Form.ALIAS


def _in_other_name(span: Span) -> bool:
    """Whether the form is part of a person's name: "Michael Jordan", "Chad Smith", "al-Kuwaiti"."""
    doc, first = span.doc, span[0]
    if span.start > 1 and doc[span.start - 1].text == "-":
        return doc[span.start - 2].lower_ in _ARABIC_ARTICLES
    after = doc[span.end].text if span.end < len(doc) else ""
    precedes_name = span.text in load_titles().gender and after[:1].isupper()
    return _ends_name(span) or (first.ent_type_ == "PERSON" and precedes_name)


def _surnames(doc: Doc, phrases: list[tuple[int, int, str]]) -> frozenset[str]:
    """Return the forms that end a name: by the model, or by the same word before them twice."""
    led = Counter(
        (doc[start - 1].text, phrase)
        for start, end, phrase in phrases
        if start and _is_metonym(phrase) and _may_be_given(doc[start - 1], doc[end - 1])
    )
    return frozenset(
        {phrase for (_, phrase), n in led.items() if n > 1}
        | {phrase for start, end, phrase in phrases if _ends_name(doc[start:end])}
    )


def _may_be_given(before: Token, head: Token) -> bool:
    named = before.pos_ == "PROPN" and before.dep_ == "compound" and before.head == head
    return named and before.text.istitle() and before.text not in _PARTS_OF_TOWNS


def _ends_name(span: Span) -> bool:
    """Whether the model has the form as the end of a person's name, behind a given name."""
    if span[0].ent_type_ != "PERSON" or not span.start:
        return False
    before = span.doc[span.start - 1]
    if before.ent_type_ != "PERSON" or span[0].ent_iob_ == "B":
        return before.text in load_titles().given and before.ent_type_ == "PERSON"
    # What no other word is, nobody is called: "Putin Russia" is no name.
    doubtful = span.text in ambiguous_forms() or _is_metonym(span.text)
    return before.text in load_titles().given or (doubtful and before.text.istitle())


def _is_metonym(text: str) -> bool:
    return any(form is Form.METONYM for _, form in country_forms().get(text, ()))


def _choose(meanings: tuple[tuple[str, Form], ...], seen: frozenset[str]) -> tuple[str, Form]:
    """Return what a form of several countries means here.

    The one that the article names otherwise, if there is just one; else the likeliest.
    """
    if len(meanings) > 1:
        by_code = countries_by_code()
        named = [m for m in meanings if seen.intersection(by_code[m[0]].names)]
        if len(named) == 1:
            return named[0]
    return meanings[0]


def _means_country(span: Span, article: _Article) -> bool:
    """Whether a form that may be something else means the country here."""
    doc, text = span.doc, span.text
    if text.title() == "Georgia":
        return _is_caucasian_georgia(span, article)
    beside = [doc[i] for i in (span.start - 1, span.end) if 0 <= i < len(doc)]
    if any(t.ent_type_ == "PERSON" for t in beside):
        return False
    if _is_named_otherwise(text, article.seen):
        return True
    # A name that the model takes for a person's may be a country's unless someone is called so.
    return text not in article.surnames and not _is_given_name(span)


def _is_given_name(span: Span) -> bool:
    """Whether the form stands as a given name does: "Chad Ogea", "Chad, 31,"."""
    doc = span.doc
    if span.text not in load_titles().given or span[0].ent_type_ != "PERSON":
        return False
    after = doc[span.end : span.end + 2]
    return after.text[:1].isupper() or (len(after) > 1 and after[1].like_num)


def _is_named_otherwise(text: str, seen: frozenset[str]) -> bool:
    """Whether the article has another form of the same country, and one that is sure."""
    countries = (countries_by_code()[code] for code, _ in country_forms()[text])
    sure = (f for c in countries for f in (*c.demonyms, *c.capitals) if f not in c.ambiguous)
    return not seen.isdisjoint(sure)


def _is_caucasian_georgia(span: Span, article: _Article) -> bool:
    """Whether the country is meant and not the state, by the article, a list or a comma."""
    doc, start, end = span.doc, span.start, span.end
    before, after = doc[max(start - 2, 0) : start], doc[end : end + 2]
    if after.text == "National Guard" or (start > 2 and doc[start - 3].text == "Fort"):
        return False
    if not article.words.isdisjoint(_CAUCASUS):
        return True
    in_list = {t.text for t in (*before, *after)}
    if in_list & _US_STATES or (before.text.endswith(",") and before.text[0].isupper()):
        return False
    forms = country_forms()
    codes = {forms[phrase][0][0] for phrase in article.seen if phrase in forms}
    american = "US" in codes or not article.words.isdisjoint(_US_STATES)
    return bool(codes - {"GE"}) and not american


def _stands_for_government(span: Span) -> bool:
    """Whether a capital or seat is the subject of a verb of speech or stance, as people are."""
    head = span.root
    if head.dep_ not in {"nsubj", "nsubjpass"} or head.i < span.start:
        return False
    verbs = load_cues().verb_class
    return head.head.lemma_.lower() in verbs
