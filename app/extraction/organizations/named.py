"""Organizations found by name: the lexicon's, and those that follow its patterns."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from app.extraction.annotations import Named
from app.extraction.gazetteer import build_matcher, find_phrases
from app.extraction.lexicon.countries import countries_by_code
from app.extraction.lexicon.organizations import OrganizationEntry, load_organizations
from app.extraction.lexicon.titles import load_titles
from app.extraction.user_lexicon import UserOrganization
from app.records import Form

_LEXICON = load_organizations()


@dataclass(frozen=True, slots=True)
class Hit:
    """A stretch of tokens that names an organization, and what is known of it."""

    start: int
    end: int
    name: str
    form: Form
    rule: str
    kind: str | None = None
    country: str | None = None
    acronym: str | None = None


@lru_cache(maxsize=4)
def _matcher(vocab: Vocab) -> PhraseMatcher:
    forms = {*_LEXICON.by_form, *_LEXICON.institutions, *_LEXICON.ministries, *_LEXICON.branches}
    return build_matcher(vocab, forms | set(_LEXICON.ministry_acronyms))


def find_by_user(doc: Doc) -> Iterator[Hit]:
    """Yield the organizations that the user's own lexicon names."""
    entries: tuple[UserOrganization, ...] = doc._.lexicon.organizations
    if not entries:
        return
    by_form = {form: entry for entry in entries for form in entry.forms}
    for start, end, form in find_phrases(_user_matcher(doc.vocab, tuple(by_form)), doc):
        entry = by_form[form]
        kind = Form.NAME if form == entry.name else Form.ALIAS
        kind = Form.ACRONYM if form == entry.acronym else kind
        yield Hit(
            start, end, entry.name, kind, "organization-by-user",
            entry.kind, entry.country, entry.acronym,
        )  # fmt: skip


@lru_cache(maxsize=4)
def _user_matcher(vocab: Vocab, forms: tuple[str, ...]) -> PhraseMatcher:
    return build_matcher(vocab, forms)


def find_by_lexicon(doc: Doc, countries: dict[int, Named]) -> Iterator[Hit]:
    """Yield the organizations of the lexicon, and institutions, ministries and armed forces.

    `countries` gives the country named at each token: "Indian" before "Navy" belongs to the name.
    """
    matches = find_phrases(_matcher(doc.vocab), doc)
    sure = {p for _, _, p in matches if p in _LEXICON.by_form and p not in _LEXICON.needs_context}
    seen = {_LEXICON.by_form[p].name for p in sure}
    for start, end, phrase in matches:
        if _is_part_of_title(doc, start, end):
            continue
        hit = _of_country(doc, start, end, phrase, countries) or _listed(
            doc[start:end], phrase, seen
        )
        if hit is not None:
            yield hit


def _of_country(
    doc: Doc, start: int, end: int, phrase: str, countries: dict[int, Named]
) -> Hit | None:
    """Return what is an organization of a country: "Indian Navy", "Army of India"."""
    patterns = (_LEXICON.branches, _LEXICON.ministries, _LEXICON.institutions)
    if not any(phrase in pattern for pattern in patterns):
        return None
    span = _country_before(doc, start, end, countries) or _country_after(doc, start, end, countries)
    owner = _owner(doc, start, countries) if _stands_alone(phrase, doc[start:end]) else None
    entry, kind = _LEXICON.by_form.get(phrase), _pattern_kind(phrase)
    country = span[2] if span is not None else owner
    if entry is not None and country is not None and entry.country == country:
        return _entry_hit(start, end, phrase, entry)
    if span is not None:
        first, last, _ = span
        name = _text(doc[first:last])
        return Hit(first, last, name, Form.NAME, "organization-of-country", kind, country)
    if owner is not None:
        # Other countries have one of the same name, so that it is called as "Norwegian Army" is.
        name = f"{countries_by_code()[owner].demonyms[0]} {_text(doc[start:end])}"
        return Hit(start, end, name, Form.NAME, "organization-owned", kind, owner)
    return None


def _listed(span: Span, phrase: str, seen: set[str]) -> Hit | None:
    """Return what the lexicon lists, if its form is no ordinary word here."""
    start, end = span.start, span.end
    entry = _LEXICON.by_form.get(phrase)
    if entry is not None:
        doubtful = phrase in entry.needs_context
        if doubtful and not _is_supported(span, named=entry.name in seen):
            return None
        return _entry_hit(start, end, phrase, entry)
    if phrase in _LEXICON.ministry_acronyms:
        name = _LEXICON.ministry_acronyms[phrase]
        return Hit(start, end, name, Form.ACRONYM, "ministry-acronym", "ministry", None, phrase)
    if not _stands_alone(phrase, span):
        return None
    kind = _pattern_kind(phrase)
    if kind == "parliament":
        end = _committee_end(span.doc, end)
    name = _text(span.doc[start:end])
    return Hit(start, end, name, Form.NAME, "organization-institution", kind)


def _entry_hit(start: int, end: int, phrase: str, entry: OrganizationEntry) -> Hit:
    form = _form_of(phrase, entry.name, entry.acronym)
    return Hit(
        start, end, entry.name, form, "organization-lexicon", entry.kind, entry.country,
        entry.acronym,
    )  # fmt: skip


def _stands_alone(phrase: str, span: Span) -> bool:
    """Whether a pattern's words name something without a country: "the Navy", no "Forces"."""
    if phrase in _LEXICON.branches and phrase.endswith(("Forces", "Force", "Guard", "Troops")):
        return False
    return phrase not in _LEXICON.needs_context or _is_supported(span, named=False)


def _committee_end(doc: Doc, end: int) -> int:
    """Return the end of "Senate intelligence committee" where it starts with a chamber."""
    for i in range(end, min(end + 5, len(doc))):
        if doc[i].lower_ in {"committee", "subcommittee"}:
            return i + 1
        if doc[i].pos_ not in {"NOUN", "ADJ", "PROPN"}:
            break
    return end


def _pattern_kind(phrase: str) -> str:
    if phrase in _LEXICON.branches:
        return "armed_force"
    return _LEXICON.institutions.get(phrase, "ministry")


def _form_of(phrase: str, name: str, acronym: str | None) -> Form:
    if phrase == name:
        return Form.NAME
    bare = phrase.replace(".", "")
    return Form.ACRONYM if acronym is not None and bare == acronym.replace(".", "") else Form.ALIAS


def _text(span: Span) -> str:
    return " ".join(span.text.split())


def _country_before(
    doc: Doc, start: int, end: int, countries: dict[int, Named]
) -> tuple[int, int, str] | None:
    """Return the name with the demonym before it, and the country's code."""
    first = _before_prefixes(doc, start)
    if not first or first - 1 not in countries or _is_possessive(doc[first - 1 : first + 1]):
        return None
    country = countries[first - 1]
    begin = first - 1
    while begin and countries.get(begin - 1) is country:
        begin -= 1
    return _before_prefixes(doc, begin), end, _code(country)


def _before_prefixes(doc: Doc, start: int) -> int:
    while start and doc[start - 1].text in _LEXICON.branch_prefixes:
        start -= 1
    return start


def _country_after(
    doc: Doc, start: int, end: int, countries: dict[int, Named]
) -> tuple[int, int, str] | None:
    """Return the name with "of COUNTRY" after it, and the country's code."""
    if end + 1 >= len(doc) or doc[end].lower_ != "of":
        return None
    after = end + 1 + (doc[end + 1].lower_ == "the")
    country = countries.get(after)
    if country is None or doc[after].pos_ != "PROPN":
        return None
    last = after + 1
    while countries.get(last) is country:
        last += 1
    return start, last, _code(country)


def _owner(doc: Doc, start: int, countries: dict[int, Named]) -> str | None:
    """Return the code of Norway before the organization in "Norway's Defence Ministry"."""
    country = countries.get(start - 2)
    if country is None or doc[start - 1].tag_ != "POS":
        return None
    code = _code(country)
    return code if countries_by_code()[code].demonyms else None


def _code(country: Named) -> str:
    return country.id.partition("/")[2]


def _is_possessive(span: Span) -> bool:
    return any(t.tag_ == "POS" for t in span)


def _is_part_of_title(doc: Doc, start: int, end: int) -> bool:
    """Whether the words are an office before a name: "Army Chief", "House Speaker"."""
    titles = load_titles()
    following = doc[end].text if end < len(doc) else ""
    return f"{doc[start:end].text} {following}" in titles.offices and following.istitle()


def _is_supported(span: Span, *, named: bool) -> bool:
    """Whether a form that may be an ordinary word names an organization here."""
    if named or any(t.ent_type_ == "ORG" for t in span):
        return True
    return span.root.dep_ == "nsubj" and span.root.pos_ == "PROPN" and not span[0].is_sent_start
