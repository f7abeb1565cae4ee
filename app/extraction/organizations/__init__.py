"""Finds organizations: by name, by pattern, by definition, and as they are taken up later.

What the model calls an organization is right less than half of the time, so that it counts only
where its form or its place in the sentence supports it.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from app.extraction.annotations import Found, Named, chars, named_entities, tokens_of
from app.extraction.confidence import confidence_of
from app.extraction.organizations.headed import find_by_head
from app.extraction.organizations.named import Hit, find_by_lexicon, find_by_user
from app.extraction.organizations.references import find_nominals, find_short_forms
from app.extraction.organizations.unlisted import find_by_model, find_definitions
from app.names import slugify
from app.records import Claim, EntityType, Form, Predicate

_OF_COUNTRY: Final = {"organization-of-country", "organization-owned"}
"""Rules by which a name tells its country."""


@Language.component(
    "organizations",
    requires=["doc._.countries", "doc.ents", "token.dep"],
    assigns=["doc._.organizations"],
)
def set_organizations(doc: Doc) -> Doc:
    """Write the organizations of `doc` on it that their names tell for sure."""
    doc._.organizations = find_named(doc)
    return doc


@Language.component(
    "more_organizations",
    requires=["doc._.organizations", "doc._.people", "doc.ents", "token.dep"],
    assigns=["doc._.organizations", "doc._.claims"],
)
def set_more_organizations(doc: Doc) -> Doc:
    """Add the organizations that are left when people are known, and all later references."""
    doc._.organizations = find_more(doc)
    doc._.claims.extend(find_country_claims(doc, doc._.organizations))
    return doc


def find_named(doc: Doc) -> list[Named]:
    """Return the organizations that the lexicon, a pattern or a definition tells."""
    countries = tokens_of(named_entities(doc, "countries"))
    found: dict[str, Named] = {}
    taken: set[int] = set()
    _add(doc, found, taken, find_by_user(doc))
    listed = _without_short_forms(list(find_by_lexicon(doc, countries)))
    _add(doc, found, taken, _with_countries(listed))
    _add(doc, found, taken, find_by_head(doc, taken))
    _define(doc, found, taken)
    _refer(doc, found, taken)
    return [o for o in found.values() if o.found]


def _without_short_forms(hits: list[Hit]) -> list[Hit]:
    """Leave out "the Navy" where just one country's navy is named, which it refers to."""
    forces = {hit.name for hit in hits if hit.kind == "armed_force" and hit.country is not None}
    branches = Counter(name.partition(" ")[2] for name in forces)
    return [h for h in hits if h.rule != "organization-institution" or branches[h.name] != 1]


def _with_countries(hits: list[Hit]) -> list[Hit]:
    """Take "the Defence Ministry" for that of the only country whose one the article names."""
    owned = {hit.name: hit for hit in hits if hit.rule in _OF_COUNTRY}
    united = []
    for hit in hits:
        fitting = [o for o in owned.values() if o.name.endswith(f" {hit.name}")]
        if hit.rule == "organization-institution" and len(fitting) == 1:
            hit = replace(hit, name=fitting[0].name, country=fitting[0].country)
        united.append(hit)
    return united


def find_more(doc: Doc) -> list[Named]:
    """Return all organizations of `doc` with their mentions, in order of first mention."""
    found = {o.id.partition("/")[2]: o for o in doc._.organizations}
    taken = set(tokens_of(named_entities(doc, "organizations", "people")))
    _add(doc, found, taken, find_by_model(doc, taken))
    _refer(doc, found, taken)
    organizations = [o for o in found.values() if o.found]
    for organization, mention in list(find_nominals(doc, organizations)):
        organization.found.append(mention)
    return sorted(organizations, key=lambda o: min(f.start for f in o.found))


def _add(doc: Doc, found: dict[str, Named], taken: set[int], hits: Iterable[Hit]) -> None:
    for hit in list(hits):
        tokens = range(hit.start, hit.end)
        slug = slugify(hit.name)
        if not slug or not taken.isdisjoint(tokens):
            continue
        taken.update(tokens)
        organization = found.setdefault(
            slug, Named(f"organizations/{slug}", EntityType.ORGANIZATION, hit.name)
        )
        organization.kind = organization.kind or hit.kind
        organization.country = organization.country or hit.country
        organization.acronym = organization.acronym or hit.acronym
        organization.found.append(Found(hit.start, hit.end, hit.form, hit.rule))
        organization.aliases.add(" ".join(doc[hit.start : hit.end].text.split()))


def _define(doc: Doc, found: dict[str, Named], taken: set[int]) -> None:
    """Give each defined acronym to its organization, named just before it."""
    for start, end, position, acronym in find_definitions(doc):
        owner = next((o for o in found.values() if any(f.end == end for f in o.found)), None)
        if owner is None and taken.isdisjoint(range(start, end)):
            name = " ".join(doc[start:end].text.split())
            hit = Hit(start, end, name, Form.NAME, "organization-defined", acronym=acronym)
            _add(doc, found, taken, [hit])
            owner = found[slugify(name)]
        if owner is None:
            continue
        owner.acronym = owner.acronym or acronym
        owner.aliases.add(acronym)
        if position not in taken:
            owner.found.append(Found(position, position + 1, Form.ACRONYM, "organization-defined"))
            taken.add(position)


def _refer(doc: Doc, found: dict[str, Named], taken: set[int]) -> None:
    for organization, mention in list(find_short_forms(doc, list(found.values()), taken)):
        organization.found.append(mention)
        organization.aliases.add(doc[mention.start : mention.end].text)
        taken.update(range(mention.start, mention.end))


def _owner_start(hit: Found, countries: dict[int, Named]) -> int:
    """Return where "South Korea's" starts, before the organization that it owns."""
    first = hit.start - 2
    while countries.get(first - 1) is countries[first]:
        first -= 1
    return first


def find_country_claims(doc: Doc, organizations: list[Named]) -> list[Claim]:
    """Return the claims that a name makes of its country: "Indian Navy" is India's."""
    claims = []
    countries = tokens_of(named_entities(doc, "countries"))
    for organization in organizations:
        hit = next((f for f in organization.found if f.rule in _OF_COUNTRY), None)
        if hit is not None:
            first = hit.start if hit.rule != "organization-owned" else _owner_start(hit, countries)
            start, end = chars(doc[first : hit.end])
            # A rule of its own: gold judges that the name is found, and not what it says.
            rule = "country-in-name"
            claims.append(
                Claim(
                    subject=organization.id,
                    predicate=Predicate.COUNTRY,
                    start=start,
                    end=end,
                    rule=rule,
                    confidence=confidence_of(rule),
                    object=f"countries/{organization.country}",
                )
            )
    return claims
