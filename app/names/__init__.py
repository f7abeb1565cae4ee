"""Names as keys: how two spellings of one name are known to be the same."""

import re

from anyascii import anyascii

# Longer ids serve nobody and may pass the limits of file names and of proxies.
MAX_SLUG = 80

GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})
"""Slugs of what stands after the names of fathers and sons."""


def slugify(name: str) -> str:
    """Return `name` transliterated, in lower case, its words joined by hyphens.

    The result has only `a-z0-9-`, at most 80 characters; empty if nothing of `name` can be written
    so. Apostrophes and the dots of abbreviations vanish, other punctuation parts words.

    >>> slugify("Jens Stoltenberg")
    'jens-stoltenberg'
    >>> slugify("Łukasz O’Néill Jr.")
    'lukasz-oneill-jr'
    >>> slugify("U.S. Air Force")
    'us-air-force'
    """
    plain = re.sub(r"['’ʼ`.]", "", anyascii(name.replace("’", "'"))).lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:MAX_SLUG].strip("-")


def edition_reference(edition: str) -> str:
    """Return what an edition of an exercise goes by in an article that does not name it.

    >>> edition_reference("2022")
    '2022 exercise'
    """
    return f"{edition} exercise"


def surname_key(name: str, surname: str | None = None) -> str:
    """Return the slug of a person's `surname`; where that is not known, of the name's last word.

    Generational suffixes and an Arabic article are no part of it.

    >>> surname_key("Martin Luther King Jr."), surname_key("Anne de la Tour", "de la Tour")
    ('king', 'de-la-tour')
    >>> surname_key("Bashar al-Assad")
    'assad'
    """
    words = [w for w in (surname or name).split() if slugify(w) not in GENERATIONS]
    slug = slugify(" ".join(words if surname else words[-1:]))
    return re.sub("^(al|el)-(?=.)", "", slug)
