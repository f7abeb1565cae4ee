"""Who acts in a stretch of text: countries, and the countries of forces and organizations."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc, Token

from app.extraction.annotations import Named
from app.extraction.exercises.scene import World
from app.extraction.exercises.sentences import behind_dateline, sentence_start
from app.extraction.exercises.vocabulary import (
    ARMED,
    FORCES,
    OFFICIALS,
    PLACE_NOUNS,
    PLACE_PARTS,
    SHIPS,
)

_OPENING: Final = {
    "from", "of", "with", "between", "by", "including", "include", "includes", "alongside", "among",
    "involving", "like", "plus", "besides", "are", "were", "is", "featuring",
}  # fmt: skip
"""Words behind which actors may follow."""
CLOSING: Final = {
    "in", "at", "near", "off", "on", "over", "against", "to", "into", "toward", "towards", "about",
    "across", "around", "for", "outside", "inside", "along", "via", "through", "onto", "ahead",
    "under", "beyond", "west", "east", "north", "south",
}  # fmt: skip
"""Words behind which countries are places, enemies or occasions until an opening word comes."""
_STOPPING: Final = {
    ";",
    ":",
    "which",
    "who",
    "where",
    "while",
    "whose",
    "when",
    "because",
    "but",
    "said",
}
_PAIR_NOUNS: Final = {
    "countries", "nations", "navies", "armies", "sides", "militaries", "forces", "neighbours",
    "neighbors", "allies", "states", "governments",
}  # fmt: skip
_DATELINE = 24
"""In tokens: how far from the start of its sentence the subject of a report may stand."""
_LONGEST = 60
"""In tokens, of what is read as one list of actors."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A country that acts, by name or through what is its own; positions are tokens, half-open."""

    country: str
    start: int
    end: int


def actors_in(world: World, start: int, end: int) -> list[Actor]:
    """Return the countries that act in a stretch, in order, each once.

    Countries behind "in", "against" and the like are not among them.
    """
    found: dict[str, Actor] = {}
    for token in _open_tokens(world, start, end):
        country = country_at(world, token.i) if not _is_another_country(world, token.i) else None
        if country is not None and country not in found:
            found[country] = Actor(country, token.i, _end_of(world, token.i))
        for both in _pair(world, token):
            found.setdefault(both, Actor(both, token.i - 1, token.i + 1))
    return list(found.values())


def listed_in(world: World, start: int, end: int) -> list[Actor]:
    """Return the actors of one list that begins at `start`: up to words that belong to none."""
    listed: list[Actor] = []
    last = start
    for actor in actors_in(world, start, end):
        if not all(_may_stand_in_list(t) for t in world.doc[last : actor.start]):
            break
        listed.append(actor)
        last = actor.end
    return listed


def _may_stand_in_list(token: Token) -> bool:
    if token.lower_ in FORCES or token.lemma_.lower() in FORCES or token.tag_ == "NNP":
        return True
    return token.tag_[:2] not in {"NN", "VB"}


def _is_another_country(world: World, i: int) -> bool:
    """Tell whether the mention at token `i` is followed by whose it is, or only watches or hosts.

    "Royal Navy of Oman" is Oman's; "with Turkey observing" tells of no participant.
    """
    if i not in world.countries and i not in world.organizations:
        return False
    end = _end_of(world, i)
    following = [t.lower_ for t in world.doc[end : end + 1]]
    is_of = following == ["of"] and i in world.organizations
    # "their Norwegian hosts", but not "Norway hosts the exercise"
    are_hosts = following == ["hosts"] and i > 0 and world.doc[i - 1].tag_ in {"DT", "PRP$"}
    is_told_elsewhere = following == ["observing"] or are_hosts
    return is_told_elsewhere or (is_of and end + 1 in world.countries)


def opening_before(doc: Doc, i: int, floor: int) -> int:
    """Return the last word before token `i`, at `floor` or behind it, that opens a list."""
    return next((k for k in range(i - 1, floor, -1) if doc[k].lower_ in _OPENING), floor)


def is_of_place(doc: Doc, i: int) -> bool:
    """Tell whether a token is the "of" of "across parts of Norway", which goes on with a place."""
    return i > 0 and doc[i].lower_ == "of" and doc[i - 1].lower_ in PLACE_NOUNS | PLACE_PARTS


def is_ship(doc: Doc, i: int) -> bool:
    """Tell whether a token is in a ship's name with the prefix of a navy: "HMS Duncan"."""
    return doc[i].text[0].isupper() and any(t.text in SHIPS for t in doc[max(0, i - 2) : i])


def country_at(world: World, i: int) -> str | None:
    """Return the id of the country named at a token, or whose organization or ship is."""
    prefix = world.doc[i].text
    if prefix in SHIPS and i + 1 < len(world.doc) and world.doc[i + 1].text[0].isupper():
        return f"countries/{SHIPS[prefix]}"
    organization = world.organizations.get(i)
    if organization is not None and not _acts_for_country(organization):
        return None
    if i in world.countries:
        return world.countries[i].id
    if organization is not None and organization.country:
        return f"countries/{organization.country}"
    return None


def organization_at(world: World, start: int, end: int) -> Named | None:
    """Return the organization named in a stretch: the first of a known kind, else the first."""
    stretch = range(start, min(end, start + _LONGEST))
    named = [world.organizations[i] for i in stretch if i in world.organizations]
    return next((o for o in named if o.kind is not None), named[0] if named else None)


def may_act(world: World, head: Token) -> bool:
    """Tell whether a noun phrase with this head may take part: a country or a force, no person."""
    if head.lemma_.lower() in OFFICIALS or head.i in world.people:
        return False
    if head.i in world.countries or head.i in world.organizations or is_ship(head.doc, head.i):
        return True
    if head.lemma_.lower() in FORCES or head.lower_ in FORCES or head.tag_ == "CD":
        return True
    return any(t.lemma_.lower() in FORCES or t.i in world.organizations for t in phrase_of(head))


def is_force(head: Token) -> bool:
    """Tell whether a noun phrase with this head is of armed forces or their machines."""
    return any(t.lemma_.lower() in ARMED or t.lower_ in ARMED for t in phrase_of(head))


def phrase_of(head: Token) -> Iterator[Token]:
    """Yield the tokens of the phrase under `head`, at most as many as a list of actors has."""
    start = max(head.left_edge.i, head.i - _LONGEST)
    end = min(head.right_edge.i + 1, head.i + _LONGEST)
    return iter(head.doc[start:end])


def actors_of(world: World, head: Token | None, verb: Token | None = None) -> list[Actor]:
    """Return the countries that act in the noun phrase under `head`; none if it cannot act.

    Of the subject of `verb`, what stands behind the verb is not read.
    """
    if head is None:
        return []
    start, end = max(head.left_edge.i, head.i - _LONGEST), head.right_edge.i + 1
    opening = sentence_start(head.doc, head.i, _DATELINE)
    behind = behind_dateline(head.doc, opening)
    if opening < behind < end:
        start = max(start, behind)
    elif not may_act(world, head):
        return []
    if verb is not None and verb.i > head.i:
        end = min(end, verb.i)
    return actors_in(world, start, end)


def _acts_for_country(organization: Named) -> bool:
    """Tell whether an organization takes part for its country: a force, not a broadcaster."""
    return organization.kind in {None, "armed_force", "command", "ministry", "agency", "police"}


def _open_tokens(world: World, start: int, end: int) -> Iterator[Token]:
    """Yield the tokens of a stretch up to a stopping word, but those behind closing ones."""
    is_open = True
    for token in world.doc[start : min(end, start + _LONGEST)]:
        word = token.lower_
        if word in _STOPPING and token.i > start:
            return
        if word in {"observer", "observers"}:
            return
        if word in _OPENING:
            is_open = is_open or not is_of_place(world.doc, token.i)
        elif (
            word in CLOSING
            and token.i not in world.countries
            and token.tag_ in {"IN", "TO", "RB", "RP"}
            and world.doc[token.i : token.i + 3].text.lower() != "for the first"
        ):
            is_open = False
        if is_open:
            yield token


def _end_of(world: World, i: int) -> int:
    """Return the token behind the mention at token `i`."""
    # "U.S." in "U.S. Air Force" reaches as far as the name of the force does.
    mentions = world.organizations if i in world.organizations else world.countries
    named = mentions.get(i)
    if named is None:
        return i + 2  # a ship's prefix and name
    while mentions.get(i) is named:
        i += 1
    return i


def _pair(world: World, token: Token) -> tuple[str, ...]:
    """Return the two countries that "the two navies" or "both sides" means."""
    if token.lower_ not in _PAIR_NOUNS or token.i < 1:
        return ()
    before = {t.lower_ for t in world.doc[max(0, token.i - 3) : token.i]}
    if not before & {"two", "both"}:
        return ()
    earlier = bisect_right(world.pairs, token.i, key=lambda pair: pair[0])
    return world.pairs[earlier - 1][1:] if earlier else ()
