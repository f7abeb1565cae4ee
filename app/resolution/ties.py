"""What ties a person to countries, organizations and posts, and what two people's ties show."""

from collections.abc import Iterable
from functools import lru_cache

from app.names.people import GENDERS
from app.names.posts import OTHER, POSTS, walks_of
from app.records import COLLECTIONS, EntityType

Ties = frozenset[str]

_COUNTRY = f"{COLLECTIONS[EntityType.COUNTRY]}/"
_ORGANIZATION = f"{COLLECTIONS[EntityType.ORGANIZATION]}/"
_OTHER = f"{POSTS}{OTHER}"
_PLACES = (_COUNTRY, _ORGANIZATION)
_WORK = (_ORGANIZATION, POSTS)
_EVIDENCE = (_COUNTRY, _ORGANIZATION, POSTS)


def countries(ties: Iterable[str]) -> list[str]:
    """Return the codes of the countries among `ties`, sorted."""
    return sorted(one.removeprefix(_COUNTRY) for one in ties if one.startswith(_COUNTRY))


def posts(ties: Iterable[str]) -> list[str]:
    """Return the keys of the posts among `ties` that tell people apart."""
    return [one.removeprefix(POSTS) for one in ties if one.startswith(POSTS) and one != _OTHER]


def have_role(ties: Ties) -> bool:
    """Tell whether a post is among `ties`, of whatever kind."""
    return any(one.startswith(POSTS) for one in ties)


def walks(ties: Iterable[str]) -> frozenset[str]:
    """Return the walks of life that the posts among `ties` are of."""
    return walks_of(posts(ties))


def evidence(ties: Ties) -> Ties:
    """Return the countries and organizations among `ties`, and the posts that tell people apart."""
    return frozenset(one for one in ties if one.startswith(_EVIDENCE) and one != _OTHER)


def are_placed(ties: Ties) -> bool:
    """Tell whether a country or an organization is among `ties`."""
    return any(one.startswith(_PLACES) for one in ties)


def share_work(one: Ties, other: Ties) -> bool:
    """Tell whether both have an organization or a post in common."""
    return any(tie.startswith(_WORK) for tie in evidence(one & other))


def conflict(one: Ties, other: Ties) -> bool:
    """Tell whether these are two people's: of other gender, countries or walks of life.

    A common organization outweighs that.
    """
    if any(tie.startswith(_ORGANIZATION) for tie in one & other):
        return False
    pairs = zip(_one_of_each(one), _one_of_each(other), strict=True)
    return any(ours and theirs and ours.isdisjoint(theirs) for ours, theirs in pairs)


def support(one: Ties, other: Ties) -> bool:
    """Tell whether these speak for one person: of one organization or post, or of one country.

    Of one country only where no posts are known on one side.
    """
    shared = evidence(one & other)
    if not shared or conflict(one, other):
        return False
    return share_work(one, other) or not (posts(one) and posts(other))


@lru_cache(maxsize=100_000)
def _one_of_each(ties: Ties) -> tuple[frozenset[str], ...]:
    """Return countries, walks of life and genders among `ties`: a person has one, in general."""
    genders = frozenset(one for one in ties if one.startswith(GENDERS))
    return frozenset(countries(ties)), walks(ties), genders
