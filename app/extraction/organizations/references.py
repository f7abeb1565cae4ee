"""Later mentions of organizations: acronyms, short forms, and "the alliance"."""

from collections.abc import Iterator

from spacy.tokens import Doc

from app.extraction.annotations import Found, Named
from app.extraction.lexicon.organizations import load_organizations
from app.extraction.tokenizer import tokenizer_for
from app.records import Form

_LEXICON = load_organizations()
_SUFFIXES = frozenset(
    {"Inc", "Inc.", "Corp", "Corp.", "Co.", "Ltd", "Ltd.", "LLC", "Plc", "PLC", "AG", "SA", "Group"}
    | {"Motors", "Holdings", "Company", "Corporation", "Limited"}
)
# What an organization of no list is called once its name is known; the lexicon has its own words.
_NOUNS_OF_KIND = {
    "ministry": frozenset({"ministry", "department"}),
    "company": frozenset({"company", "firm"}),
    "agency": frozenset({"agency"}),
    "university": frozenset({"university", "institute"}),
    "party": frozenset({"party"}),
    "alliance": frozenset({"alliance", "bloc"}),
    "armed_force": frozenset({"brigade", "regiment", "battalion"}),
}


def find_short_forms(
    doc: Doc, organizations: list[Named], taken: set[int]
) -> Iterator[tuple[Named, Found]]:
    """Yield where a known name stands shortened: by its acronym, or by its first words."""
    shorts: dict[str, tuple[Named, Form]] = {}
    for organization in organizations:
        for text, form in _short_names(organization):
            shorts.setdefault(text, (organization, form))
    # By first token: most tokens begin no name, and slicing at each of them would be felt.
    tokenize = tokenizer_for(doc.vocab)
    by_first: dict[str, list[tuple[int, str]]] = {}
    for text in shorts:
        tokens = tokenize(text)
        by_first.setdefault(tokens[0].text, []).append((len(tokens), text))
    free_from = 0
    for token in doc:
        for size, text in sorted(by_first.get(token.text, ()), reverse=True):
            tokens_of_name = range(token.i, token.i + size)
            if token.i < free_from or not taken.isdisjoint(tokens_of_name):
                continue
            if doc[token.i : token.i + size].text == text:
                organization, form = shorts[text]
                yield organization, Found(token.i, token.i + size, form, f"organization-{form}")
                free_from = token.i + size
                break


def _short_names(organization: Named) -> Iterator[tuple[str, Form]]:
    if organization.acronym:
        yield organization.acronym, Form.ACRONYM
    yield organization.name, Form.NAME
    words = organization.name.split()
    if organization.kind == "company" and len(words) > 1 and words[-1] in _SUFFIXES:
        core = [w for w in words if w not in _SUFFIXES]
        if core and core[0][0].isupper():
            yield " ".join(core), Form.ALIAS
    if "," in organization.name and organization.kind == "armed_force":
        yield organization.name.split(",")[0], Form.ALIAS
    if organization.kind == "armed_force" and organization.country and len(words) > 1:
        branch = " ".join(words[1:])
        if branch in _LEXICON.branches:
            yield branch, Form.ALIAS


def find_nominals(doc: Doc, organizations: list[Named]) -> Iterator[tuple[Named, Found]]:
    """Yield "the alliance", "the ministry": the last organization that may be called so."""
    entries = {e.name: e for e in _LEXICON.entries}
    nouns: dict[str, frozenset[str]] = {}
    for organization in organizations:
        entry = entries.get(organization.name)
        kind = _NOUNS_OF_KIND.get(organization.kind or "", frozenset())
        words = entry.nominals if entry is not None else kind
        nouns[organization.id] = words | {organization.name.split()[-1].lower()}
    places = sorted(((f.start, o) for o in organizations for f in o.found), key=lambda p: p[0])
    known = frozenset().union(*nouns.values())
    before: list[Named] = []
    k = 0
    for token in doc[1:]:
        while k < len(places) and places[k][0] < token.i:
            before.append(places[k][1])
            k += 1
        if token.lower_ not in known or doc[token.i - 1].lower_ != "the" or token.text[0].isupper():
            continue
        if token.dep_ == "compound" or (token.i + 1 < len(doc) and doc[token.i + 1].text == "-"):
            continue
        bearer = next((o for o in reversed(before[-60:]) if token.lower_ in nouns[o.id]), None)
        if bearer is not None:
            yield bearer, Found(token.i - 1, token.i + 1, Form.NOMINAL, "organization-nominal")
