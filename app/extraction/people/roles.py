"""Finds the roles that an article gives its people, and what they belong to.

Roles stand beside a name ("NATO spokesperson Oana Lungescu", "Lee, a pilot") or come by a verb
("Lee commands the fleet"); see `role_places` and `role_verbs`.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Span

from app.extraction.annotations import Named, as_written, chars
from app.extraction.confidence import confidence_of
from app.extraction.lexicon.titles import load_titles
from app.extraction.people.role_places import RANK, Role, roles_beside
from app.extraction.people.role_verbs import roles_by_verb
from app.extraction.people.role_words import ARTICLES, ROLE_LINKS
from app.extraction.people.titles import find_titles
from app.records import Claim, EntityType, Modality, Predicate

_TITLES = load_titles()
_LONGEST_OFFICE = max(len(office.split()) for office in _TITLES.state_offices)
_Names = dict[int, tuple[Named, int]]


def find_roles(doc: Doc, people: list[Named], owners: dict[int, Named]) -> list[Claim]:
    """Return the role and affiliation claims about `people`, in order, each once.

    `owners` gives the country or organization named at each token. A role's object is the
    organization in its words, else the country; an office of state without either takes the
    country that the article gives the same person's office elsewhere.
    """
    titles = find_titles(doc)
    names = {f.start: (p, f.end) for p in people for f in p.found}
    bodies = {i for i, o in owners.items() if o.type is EntityType.ORGANIZATION}
    claims: dict[tuple[str, str, str], Claim] = {}
    for start, (person, end) in sorted(names.items()):
        for role in _roles_of(doc, start, end, titles, bodies):
            if _runs_into_name(doc, role, names):
                continue
            bearers = [person, *(_joined(doc, end, names) if role.is_plural else [])]
            for bearer in bearers:
                claim = _to_claim(doc, bearer, role, owners)
                claims.setdefault((bearer.id, claim.predicate, str(claim.value)), claim)
                _note_gender(doc, bearer, role)
    found = sorted(claims.values(), key=lambda c: (c.start, c.end))
    return _with_states(found)


def _roles_of(
    doc: Doc, start: int, end: int, titles: dict[int, tuple[int, str]], bodies: set[int]
) -> list[Role]:
    """Return the roles beside a name and by its verb; a rank only where no other is with it."""
    roles = [*roles_beside(doc, start, end, titles), *roles_by_verb(doc, start, end)]
    if any(not r.is_affiliation and r.rule != RANK for r in roles):
        return [r for r in roles if r.rule != RANK]
    return [
        r for r in roles
        if r.rule != RANK or not bodies.isdisjoint(range(r.evidence_start, r.evidence_end))
    ]  # fmt: skip


def _runs_into_name(doc: Doc, role: Role, names: _Names) -> bool:
    """Whether the words go on with the next one in a list: "Ann Lee, teacher Bo Day"."""
    inside = [i for i in range(role.start, role.end) if i in names]
    if role.rule != "role-in-apposition" or not inside:
        return False
    return doc[inside[0] - 1].lower_ not in ROLE_LINKS


def _joined(doc: Doc, end: int, names: _Names) -> Iterator[Named]:
    """Yield the people named next in a list, joined by commas and "and"."""
    while end < len(doc) and doc[end].text in {",", "and", "&"}:
        end += 1
        if end in names and end - 1 >= 0:
            person, end = names[end]
            yield person


def _to_claim(doc: Doc, person: Named, role: Role, owners: dict[int, Named]) -> Claim:
    words = doc[role.start : role.end]
    evidence = doc[role.evidence_start : role.evidence_end]
    start, end = chars(evidence)
    past = role.is_past or any(t.lower_ in _TITLES.past_modifiers for t in words)
    target = _object(evidence if role.rule == RANK else words, owners)
    return Claim(
        subject=person.id,
        predicate=Predicate.AFFILIATION if role.is_affiliation else Predicate.ROLE,
        start=start,
        end=end,
        rule=role.rule,
        confidence=confidence_of(role.rule),
        object=target.id if target is not None else None,
        value=_value(words, role),
        modality=Modality.PAST if past else Modality.STATED,
    )


def _value(words: Span, role: Role) -> str:
    text = as_written(words)
    if role.noun is not None:
        first, _, rest = text.partition(" ")
        return (
            f"{role.noun} of {first.lower() if first.lower() in ARTICLES else first} {rest}".strip()
        )
    return text.removesuffix("s") if role.is_plural else text


def _object(words: Span, owners: dict[int, Named]) -> Named | None:
    inside = [owners[t.i] for t in words if t.i in owners]
    for kind in (EntityType.ORGANIZATION, EntityType.COUNTRY):
        match = next((e for e in inside if e.type is kind), None)
        if match is not None:
            return match
    return None


def _note_gender(doc: Doc, person: Named, role: Role) -> None:
    if person.gender is None:
        words = (t.lower_ for t in doc[role.start : role.end])
        person.gender = next((g for w in words if (g := _TITLES.gendered_words.get(w))), None)


def _with_states(claims: list[Claim]) -> list[Claim]:
    """Return the claims, offices of state with the one country that the person's others have."""
    states: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        national = (claim.object or "").startswith("countries/")
        official = claim.rule == "affiliation-of" or _is_of_state(str(claim.value))
        if national and official and claim.modality is Modality.STATED:
            states[claim.subject].append(claim)
    return [_with_state(claim, states[claim.subject]) for claim in claims]


def _with_state(claim: Claim, sources: list[Claim]) -> Claim:
    countries = {source.object for source in sources}
    bare = [w for w in str(claim.value).lower().split() if w not in _TITLES.modifiers]
    office = claim.predicate is Predicate.ROLE and " ".join(bare) in _TITLES.state_offices
    if claim.object is not None or not office or len(countries) != 1:
        return claim
    source = sources[0]
    evidence = () if source.start == claim.start else ((source.start, source.end),)
    return replace(claim, object=source.object, more_evidence=evidence, derived=bool(evidence))


def _is_of_state(value: str) -> bool:
    """Whether an office of state is among the words: "first Japanese leader"."""
    words = value.lower().split()
    return any(
        " ".join(words[i:k]) in _TITLES.state_offices
        for i in range(len(words))
        for k in range(i + 1, min(i + _LONGEST_OFFICE, len(words)) + 1)
    )
