"""Tell who is who: the entities of single articles in, links to entities of the base out.

Countries, organizations and named exercises have ids that mean the same in every article; an
exercise that is only described stays with the article that describes it. As to people, two
articles' "John Smith" are one person unless what they say of him conflicts, and so are "Joe Biden"
and "Joseph R. Biden Jr." where nobody else can be meant. A bare surname is somebody's only where
what its article says fits that bearer alone. When in doubt nothing is merged; the link stays open
and keeps its candidates. The outcome depends on the appearances alone, never on their order.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from app.names import slugify, surname_key
from app.names.people import is_given_name, parse_name
from app.records import Appearance, EntityType, Link
from app.resolution.bearers import Bearer, People, tell_apart, unite
from app.resolution.ties import Ties, conflict, evidence, support


class Reason(StrEnum):
    """Why an appearance is linked, or is not."""

    SAME_ID = "same-id"
    """A country, organization or exercise: its id is the same in every article."""
    DESCRIBED = "described"
    """An exercise without a name: what two articles call "naval drills" may be two."""
    FULL_NAME = "full-name"
    """Nothing that articles say of the bearers of this name conflicts."""
    NAME_VARIANT = "name-variant"
    """Another form of the name of somebody whom nobody else can be."""
    EVIDENCE = "full-name-and-evidence"
    """Of several bearers of this name, the one whose country or organization the article gives."""
    SURNAME_AND_EVIDENCE = "surname-and-evidence"
    """Of all who have this surname, only one has the post, organization or country given."""
    UNIQUE_SURNAME = "unique-surname"
    """One person of the whole base has this surname, and the article says nothing of the bearer."""
    ONLY_NAME = "only-name"
    """A single name that is nobody's surname."""
    AMBIGUOUS_NAME = "ambiguous-name"
    """Not linked: several people have this name and the article does not say which is meant."""
    UNSUPPORTED_SURNAME = "unsupported-surname"
    """Not linked: one person has this surname, and what the article says is not known to fit."""
    AMBIGUOUS_SURNAME = "ambiguous-surname"
    """Not linked: several people have this surname."""


def resolve(appearances: Iterable[Appearance]) -> dict[Appearance, Link]:
    """Return a link for each of `appearances`, which must be complete as to people.

    Complete: where a person is among them, all who share the name or the surname are.
    """
    links: dict[Appearance, Link] = {}
    full: dict[str, list[Appearance]] = defaultdict(list)
    single: dict[str, list[Appearance]] = defaultdict(list)
    for one in appearances:
        if one.type is EntityType.EXERCISE and one.ties:
            links[one] = Link("-".join([one.local_id, *sorted(one.ties)]), Reason.DESCRIBED)
        elif one.type is not EntityType.PERSON:
            links[one] = Link(one.local_id, Reason.SAME_ID)
        elif is_full_name(one.name):
            full[one.local_id].append(one)
        else:
            single[one.local_id].append(one)
    links |= _link_full_names(full)
    links |= _link_single_names(
        single, {one: links[one] for group in full.values() for one in group}
    )
    return links


def is_full_name(name: str) -> bool:
    """Tell whether a person's name has two words or more, generational suffixes aside.

    >>> [is_full_name(name) for name in ("Oana Lungescu", "Lungescu", "Biden Jr.")]
    [True, False, False]
    """
    return len([word for word in name.split() if surname_key(word)]) > 1


Groups = Mapping[str, Sequence[Appearance]]
"""Appearances by their own id: a name."""


def _link_full_names(groups: Groups) -> Iterator[tuple[Appearance, Link]]:
    meant = {name: _bearer_ids(name, group) for name, group in groups.items()}
    people = _unite(groups, meant)
    for name, group in groups.items():
        for one, bearer in zip(group, meant[name], strict=True):
            if bearer is None:
                known = {people.id_of[other] for other in meant[name] if other}
                yield one, Link(None, Reason.AMBIGUOUS_NAME, tuple(sorted(known)))
                continue
            person = people.id_of[bearer]
            others = tuple(sorted(people.others[person]))
            if person != bearer:
                yield one, Link(person, Reason.NAME_VARIANT, others)
            else:
                reason = Reason.FULL_NAME if bearer == name else Reason.EVIDENCE
                yield one, Link(person, reason, others)


def _bearer_ids(name: str, group: Sequence[Appearance]) -> list[str | None]:
    """Return whom each of `group` is of, None where the article does not say which it means."""
    suffix_of = tell_apart({one.ties for one in group})
    suffixes = [suffix_of[one.ties] for one in group]
    return [
        suffix if suffix is None else "-".join(filter(None, (name, suffix))) for suffix in suffixes
    ]


def _unite(groups: Groups, meant: Mapping[str, Sequence[str | None]]) -> People:
    """Return who the bearers of all names are."""
    by_surname: dict[str, list[Bearer]] = defaultdict(list)
    for name, group in groups.items():
        # One name may be written with two surnames, "Ana Paz-Ruiz" and "Ana Paz Ruiz".
        # Under a name that a user's lexicon merged into this one, nobody is told from others.
        _, surname, written = min(
            (slugify(one.name) not in name, one.surname_key or "", one.name) for one in group
        )
        ties: dict[str, set[str]] = defaultdict(set)
        for one, bearer in zip(group, meant[name], strict=True):
            if bearer is not None:
                ties[bearer] |= one.ties
        parts = parse_name(written, surname)
        by_surname[surname] += [Bearer(one, parts, frozenset(its)) for one, its in ties.items()]
    everybody = [unite(bearers) for bearers in by_surname.values()]
    return People(
        id_of={bearer: one for people in everybody for bearer, one in people.id_of.items()},
        others={one: other for people in everybody for one, other in people.others.items()},
    )


def _link_single_names(
    groups: Groups, full: Mapping[Appearance, Link]
) -> Iterator[tuple[Appearance, Link]]:
    ties: dict[str | None, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for one, link in full.items():
        # An open link's candidates bear the surname as others of the name do.
        for bearer in [link.entity] if link.entity else link.candidates:
            ties[one.surname_key][bearer] |= one.ties if link.entity else frozenset()
    bearers = {
        surname: {bearer: frozenset(known) for bearer, known in sorted(own.items())}
        for surname, own in ties.items()
    }
    for name, group in groups.items():
        known = bearers.get(group[0].surname_key)
        if known:
            yield from ((one, _link_surname(one, known)) for one in group)
        else:
            yield from _link_only_names(name, group)


def _link_surname(one: Appearance, bearers: Mapping[str, Ties]) -> Link:
    candidates = tuple(bearers)
    fitting = [bearer for bearer, ties in bearers.items() if support(one.ties, ties)]
    if len(fitting) == 1:
        return Link(fitting[0], Reason.SURNAME_AND_EVIDENCE)
    if len(candidates) > 1:
        return Link(None, Reason.AMBIGUOUS_SURNAME, candidates)
    (only,) = candidates
    is_open = evidence(one.ties) or conflict(one.ties, bearers[only])
    if is_open or is_given_name(one.surname_key or ""):
        return Link(None, Reason.UNSUPPORTED_SURNAME, candidates)
    return Link(only, Reason.UNIQUE_SURNAME)


def _link_only_names(name: str, group: Sequence[Appearance]) -> Iterator[tuple[Appearance, Link]]:
    meant = _bearer_ids(name, group)
    known = tuple(sorted({other for other in meant if other}))
    for one, bearer in zip(group, meant, strict=True):
        if bearer is None:
            yield one, Link(None, Reason.AMBIGUOUS_NAME, known)
        else:
            yield one, Link(bearer, Reason.ONLY_NAME)
