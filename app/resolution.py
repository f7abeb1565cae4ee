"""Tell who is who: the entities of single articles in, links to entities of the base out.

Countries, organizations and named exercises have ids that mean the same in every article; an
exercise that is only described stays with the article that describes it. As to people,
two articles' "John Smith" are one person unless what they say of him conflicts, and a bare surname
is somebody's only where nobody else bears it. When in doubt nothing is merged; the link stays open
and keeps its candidates. The outcome depends on the appearances alone, never on their order.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from app.names import surname_key
from app.records import COLLECTIONS, Appearance, EntityType, Link

COUNTRY = f"{COLLECTIONS[EntityType.COUNTRY]}/"


class Reason(StrEnum):
    """Why an appearance is linked, or is not."""

    SAME_ID = "same-id"
    """A country, organization or exercise: its id is the same in every article."""
    DESCRIBED = "described"
    """An exercise without a name: what two articles call "naval drills" may be two."""
    FULL_NAME = "full-name"
    """Nothing that articles say of the bearers of this name conflicts."""
    EVIDENCE = "full-name-and-evidence"
    """Of several bearers of this name, the one whose country or organization the article gives."""
    UNIQUE_SURNAME = "unique-surname"
    """One person of the whole base has this surname."""
    ONLY_NAME = "only-name"
    """A single name that is nobody's surname."""
    AMBIGUOUS_NAME = "ambiguous-name"
    """Not linked: several people have this name and the article does not say which is meant."""
    AMBIGUOUS_SURNAME = "ambiguous-surname"
    """Not linked: several people have this surname."""


def resolve(appearances: Iterable[Appearance]) -> dict[Appearance, Link]:
    """Return a link for each of `appearances`, which must be complete as to people.

    Complete: where a person is among them, all who share the name or the surname are.
    """
    links: dict[Appearance, Link] = {}
    full: dict[str, list[Appearance]] = defaultdict(list)
    single: list[Appearance] = []
    for one in appearances:
        if one.type is EntityType.EXERCISE and one.ties:
            links[one] = Link("-".join([one.local_id, *sorted(one.ties)]), Reason.DESCRIBED)
        elif one.type is not EntityType.PERSON:
            links[one] = Link(one.local_id, Reason.SAME_ID)
        elif is_full_name(one.name):
            full[one.local_id].append(one)
        else:
            single.append(one)
    for local_id, group in full.items():
        links |= _link_full_names(local_id, group)
    bearers: dict[str | None, set[str]] = defaultdict(set)
    for one in (one for group in full.values() for one in group):
        link = links[one]
        # An open link's candidates bear the surname as others of the name do.
        bearers[one.surname_key].update([link.entity] if link.entity else link.candidates)
    for one in single:
        links[one] = _link_single_name(one, sorted(bearers[one.surname_key]))
    return links


def is_full_name(name: str) -> bool:
    """Tell whether a person's name has two words or more, generational suffixes aside.

    >>> [is_full_name(name) for name in ("Oana Lungescu", "Lungescu", "Biden Jr.")]
    [True, False, False]
    """
    return len([word for word in name.split() if surname_key(word)]) > 1


def _link_full_names(
    local_id: str, group: Sequence[Appearance]
) -> Iterator[tuple[Appearance, Link]]:
    suffix_of = _tell_apart(group)
    candidates = tuple(sorted({f"{local_id}-{suffix}" for suffix in suffix_of.values()}))
    for one in group:
        suffixes = {suffix_of[tie] for tie in one.ties if tie in suffix_of}
        if not suffix_of:
            yield one, Link(local_id, Reason.FULL_NAME)
        elif suffixes:
            yield one, Link(f"{local_id}-{suffixes.pop()}", Reason.EVIDENCE)
        else:
            yield one, Link(None, Reason.AMBIGUOUS_NAME, candidates)


def _link_single_name(one: Appearance, bearers: Sequence[str]) -> Link:
    if not bearers:
        return Link(one.local_id, Reason.ONLY_NAME)
    if len(bearers) == 1:
        return Link(bearers[0], Reason.UNIQUE_SURNAME)
    return Link(None, Reason.AMBIGUOUS_SURNAME, tuple(bearers))


def _tell_apart(group: Sequence[Appearance]) -> dict[str, str]:
    """Return the suffix of the bearer whom each tie tells, nothing if all are one person.

    Appearances that share a tie are of one bearer, by way of others too; bearers without a country
    in common are different people, named after their countries. An article that itself ties a
    bearer to two countries shows that this name is not to be split so.
    """
    if any(len(_countries(one.ties)) > 1 for one in group):
        return {}
    suffix_of: dict[str, str] = {}
    for ties in _connected({one.ties for one in group}):
        if countries := _countries(ties):
            suffix_of |= dict.fromkeys(ties, "-".join(countries).lower())
    return suffix_of if len(set(suffix_of.values())) > 1 else {}


def _countries(ties: Iterable[str]) -> list[str]:
    """Return the codes of the countries among `ties`, sorted."""
    return sorted(one.removeprefix(COUNTRY) for one in ties if one.startswith(COUNTRY))


def _connected(sets: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """Return the unions of those sets that share an element, however indirectly."""
    unions: list[frozenset[str]] = []
    for own in sets:
        joined = [union for union in unions if union & own]
        apart = [union for union in unions if not union & own]
        unions = [*apart, own.union(*joined)]
    return unions
