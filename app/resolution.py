"""Tell who is who: the entities of single articles in, links to entities of the base out.

Countries, organizations and exercises have ids that mean the same in every article. People do not:
two articles' "John Smith" are one person unless what they say of him conflicts, and a bare surname
is somebody's only where nobody else bears it. When in doubt nothing is merged; the link stays open
and keeps its candidates. The outcome depends on the appearances alone, never on their order.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from app.names import surname_key
from app.records import COLLECTIONS, Appearance, EntityType, Link

COUNTRY = f"{COLLECTIONS[EntityType.COUNTRY]}/"


class Reason(StrEnum):
    """Why an appearance is linked, or is not."""

    SAME_ID = "same-id"
    """A country, organization or exercise: its id is the same in every article."""
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


def resolve(appearances: Iterable[Appearance]) -> Iterator[Link]:
    """Yield a link for each of `appearances`, which must be complete as to people.

    Complete: where a person is among them, all who share the name or the surname are.
    """
    full: dict[str, list[Appearance]] = defaultdict(list)
    single: dict[str, list[Appearance]] = defaultdict(list)
    for one in appearances:
        if one.type is not EntityType.PERSON:
            yield Link(one.number, one.local_id, Reason.SAME_ID)
        elif is_full_name(one.name):
            full[one.local_id].append(one)
        else:
            single[one.surname_key or ""].append(one)
    bearers: dict[str, set[str]] = defaultdict(set)
    for name, group in full.items():
        for one, link in zip(group, _link_full_names(name, group), strict=True):
            # An open link's candidates bear the surname as others of the name do.
            bearers[one.surname_key or ""].update(link.candidates)
            if link.entity:
                bearers[one.surname_key or ""].add(link.entity)
            yield link
    for surname, group in single.items():
        yield from _link_single_names(group, sorted(bearers[surname]))


def is_full_name(name: str) -> bool:
    """Tell whether a person's name has two words or more, generational suffixes aside.

    >>> [is_full_name(name) for name in ("Oana Lungescu", "Lungescu", "Biden Jr.")]
    [True, False, False]
    """
    return len([word for word in name.split() if surname_key(word)]) > 1


def _link_full_names(local_id: str, group: Sequence[Appearance]) -> Iterator[Link]:
    homonyms = _tell_apart(group)
    if not homonyms:
        for one in group:
            yield Link(one.number, local_id, Reason.FULL_NAME)
        return
    candidates = tuple(sorted({f"{local_id}-{suffix}" for suffix in homonyms.values()}))
    for one in group:
        if suffix := homonyms.get(one.number):
            yield Link(one.number, f"{local_id}-{suffix}", Reason.EVIDENCE)
        else:
            yield Link(one.number, None, Reason.AMBIGUOUS_NAME, candidates)


def _link_single_names(group: Sequence[Appearance], bearers: Sequence[str]) -> Iterator[Link]:
    for one in group:
        if not bearers:
            yield Link(one.number, one.local_id, Reason.ONLY_NAME)
        elif len(bearers) == 1:
            yield Link(one.number, bearers[0], Reason.UNIQUE_SURNAME)
        else:
            yield Link(one.number, None, Reason.AMBIGUOUS_SURNAME, tuple(bearers))


def _tell_apart(group: Sequence[Appearance]) -> Mapping[int, str]:
    """Return the suffix of each appearance whose bearer is known, nothing if all are one person.

    Appearances that share a country or an organization are of one bearer, by way of others too;
    bearers without a country in common are different people, named after their countries. An
    article that itself gives a bearer two countries shows that this name is not to be split so.
    """
    countries = {one.number: _countries(one) for one in group}
    if any(len(found) > 1 for found in countries.values()):
        return {}
    marks = {one.number: countries[one.number] | _organizations(one) for one in group}
    suffix_of: dict[str, str] = {}
    for bearer in _connected(set(marks.values())):
        codes = sorted(mark.removeprefix(COUNTRY) for mark in bearer if mark.startswith(COUNTRY))
        if codes:
            suffix_of |= dict.fromkeys(bearer, "-".join(codes).lower())
    if len(set(suffix_of.values())) < 2:
        return {}
    return {
        number: suffix_of[min(own)]  # any will do: they are all of one bearer
        for number, own in marks.items()
        if own and min(own) in suffix_of
    }


def _countries(one: Appearance) -> frozenset[str]:
    # A post "to" a country says nothing of whose it is: "ambassador to Japan".
    return frozenset(
        COUNTRY + tie.country
        for tie in one.ties
        if tie.country and " to " not in f" {tie.words or ''} "
    )


def _organizations(one: Appearance) -> frozenset[str]:
    return frozenset(tie.object for tie in one.ties if not tie.object.startswith(COUNTRY))


def _connected(marks: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """Return the unions of those sets that share an element, however indirectly."""
    unions: list[frozenset[str]] = []
    for own in marks:
        joined = [union for union in unions if union & own]
        apart = [union for union in unions if not union & own]
        unions = [*apart, own.union(*joined)]
    return unions
