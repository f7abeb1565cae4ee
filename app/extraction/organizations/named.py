"""Organizations found by name: the lexicon's, and those that follow its patterns."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span, Token
from spacy.vocab import Vocab

from app.extraction.annotations import Named
from app.extraction.gazetteer import build_matcher, find_phrases
from app.extraction.lexicon.countries import country_forms
from app.extraction.lexicon.organizations import OrganizationEntry, load_organizations
from app.extraction.lexicon.titles import load_titles
from app.extraction.user_lexicon import UserOrganization
from app.records import Form

_LEXICON = load_organizations()
_LINKS = frozenset({"of", "for", "and", "the", "&", "on", "to", "in", "de", "del", "la", "-", "'s"})
_MAX_NAME = 9
_ORDINALS = ("st", "nd", "rd", "th")
_MAX_HEAD = 3
_HEAD_STARTS = frozenset(re.split(r"[ '-]", head)[0] for head in _LEXICON.heads)
# "Soviet Union" and "Sweden's Armed Forces": states, and branches that need their country.
_NOT_BODIES = _LEXICON.branches | frozenset(country_forms())
# People of a kind rather than a body, where a demonym stands before them.
_PLURAL_HEADS = frozenset({"Paratroopers", "Troops", "Fighters", "Commandos", "Rebels"})


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
    if span is None:
        return None
    first, last, country = span
    entry = _LEXICON.by_form.get(phrase)
    if entry is not None and entry.country == country:
        return _entry_hit(start, end, phrase, entry)
    kind = _pattern_kind(phrase)
    name = _text(doc[first:last])
    return Hit(first, last, name, Form.NAME, "organization-of-country", kind, country)


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


def find_by_head(doc: Doc, taken: set[int]) -> Iterator[Hit]:
    """Yield capitalised phrases that end in, or are led by, a word such as "University"."""
    for token in doc:
        if token.text not in _HEAD_STARTS or token.i in taken:
            continue
        tails = (doc[token.i : token.i + n].text for n in range(_MAX_HEAD, 0, -1))
        head = next((tail for tail in tails if tail in _LEXICON.heads), None)
        if head is None or (head in _PLURAL_HEADS and token.i > 0):
            continue
        end = token.i + len(head.split())
        start = _back_to_start(doc, token.i, taken)
        led = _led_by(doc, end) if start == token.i else end
        if start == token.i and led == end:
            continue
        if head in _LEXICON.weak_heads and not _model_agrees(doc, start, led):
            continue
        if doc[start:led].text in _NOT_BODIES or _leads_to_name(doc, led):
            continue
        if _LEXICON.heads[head] == "armed_force" and doc[start].text[0].isdigit():
            led = _joined_unit(doc, led)
        yield Hit(start, led, _text(doc[start:led]), Form.NAME, "organization-head",
                  _LEXICON.heads[head])  # fmt: skip


def _leads_to_name(doc: Doc, end: int) -> bool:
    """Whether an office follows, so that the words are part of a title: "Avon Police Chief"."""
    following = doc[end] if end < len(doc) else None
    if following is None or not following.text.istitle():
        return False
    return following.lower_ in load_titles().roles


def _is_name_part(token: Token) -> bool:
    text = token.text
    if token.is_space or token.is_punct:
        return text in {"-", "&"}
    if text[0].isdigit():
        return text.isdigit() or text.endswith(_ORDINALS)
    return text[0].isupper()


def _back_to_start(doc: Doc, i: int, taken: set[int]) -> int:
    start = i
    while start and i - start < _MAX_NAME and start - 1 not in taken:
        before = doc[start - 1]
        if before.text in {"of", "and", "&", "for", "-"} and start > 1:
            if not _is_name_part(doc[start - 2]) or _is_office_word(doc[start - 2]):
                break
            if before.text == "of" and _is_member(doc, start - 2):
                break
        elif not _is_name_part(before) or before.is_stop or _is_office_word(before):
            break
        if doc[start].is_sent_start:
            break
        start -= 1
    while start < i and (doc[start].text in _LINKS or _is_function_word(doc[start])):
        start += 1
    return start


def _is_member(doc: Doc, i: int) -> bool:
    """Whether a person's name ends at `i`, before "of" and where she is: "Ann Lee of Avon College".

    By the words alone, "Gold Fields of South Africa Ltd" might name a person too.
    """
    return doc[i].ent_type_ == "PERSON" and doc[i + 2].ent_type_ != "GPE"


def _is_office_word(token: Token) -> bool:
    return token.lower_ in load_titles().roles or token.lower_ in {"commanding", "officer"}


def _is_function_word(token: Token) -> bool:
    return token.is_stop or token.pos_ in {"DET", "ADP", "PRON", "SCONJ", "CCONJ", "ADV"}


def _led_by(doc: Doc, end: int) -> int:
    """Return the end of a name such as "University of Southern Denmark"."""
    if end + 1 >= len(doc) or doc[end].lower_ not in {"of", "for", "on"}:
        return end
    last = end + 1
    while last < len(doc) and last - end < _MAX_NAME and not doc[last].is_space:
        if not _is_name_part(doc[last]) and doc[last].lower_ not in {"of", "and", "the"}:
            break
        if last > end + 1 and _starts_person(doc[last]) and _is_name_part(doc[last - 1]):
            break
        last += 1
    while last > end and (doc[last - 1].text in _LINKS or not _is_name_part(doc[last - 1])):
        last -= 1
    return last


def _starts_person(token: Token) -> bool:
    return token.ent_type_ == "PERSON" and token.ent_iob_ == "B"


def _model_agrees(doc: Doc, start: int, end: int) -> bool:
    return any(t.ent_type_ == "ORG" for t in doc[start:end])


def _joined_unit(doc: Doc, end: int) -> int:
    """Return the end of the unit that this one is part of: "3rd Battalion, 321st Regiment"."""
    i = end + 1
    if i >= len(doc) or doc[end].text != ",":
        return end
    if doc[i].lower_ == "the":
        i += 1
    start = i
    while i < len(doc) and i - start < _MAX_NAME and _is_name_part(doc[i]):
        i += 1
        if _LEXICON.heads.get(doc[i - 1].text) == "armed_force" and i - start > 1:
            return i
    return end
