"""Finds the people of an article: which of its full names are one person's, and their mentions."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Doc

from app.extraction.annotations import Found, Named
from app.extraction.lexicon.titles import load_titles
from app.extraction.people.beside import Candidate
from app.extraction.people.candidates import DOUBTFUL, find_candidates
from app.extraction.people.full_names import (
    agree,
    is_surname_first,
    joined,
    keys_of,
    surname_of,
)
from app.extraction.people.shapes import is_name_word
from app.extraction.people.short_names import Bearer, add_short_mentions, title_gender
from app.extraction.people.titles import find_titles
from app.names import slugify
from app.records import EntityType, Form

_TITLES = load_titles()
# Whom two given names with one surname stand behind: "a couple, Ann and Bo Day".
_PAIRS = frozenset("brothers couple daughters parents siblings sisters sons spouses twins".split())


def find_names(doc: Doc, blocked: frozenset[int]) -> list[Named]:
    """Return the people of `doc` with their mentions, in order of first mention.

    `blocked` are tokens that belong to something else for sure, such as an organization of the
    lexicon; no name overlaps them.
    """
    titles = find_titles(doc)
    candidates = find_candidates(doc, titles, blocked)
    full = _full_names(doc, candidates)
    bearers = _group(doc, full)
    bearers.extend(_partners(doc, full))
    for bearer in bearers:
        bearer.gender = _gender(doc, bearer, titles)
    add_short_mentions(doc, bearers, candidates, titles, blocked)
    people: dict[str, Named] = {}
    for bearer in bearers:
        person = _to_named(doc, bearer, titles)
        if not person.id.endswith("/"):  # a name that cannot be transliterated has no id
            _merge(people.setdefault(person.id, person), person)
    return sorted(people.values(), key=lambda p: min(f.start for f in p.found))


def _full_names(doc: Doc, candidates: list[Candidate]) -> list[Candidate]:
    """Return the names of several words, but for surnames of several: "Picard-Dumas".

    What starts with another's surname is hers: "Warhol Polaroid" beside Andy Warhol.
    """
    full = [c for c in candidates if c.end - c.start > 1]
    names = [words_of(doc, c) for c in full]
    surnames = Counter(
        surname.lower()
        for words in {" ".join(words): words for words in names}.values()
        if (surname := surname_of(words)) != joined(words)
    )
    return [
        c for c, words in zip(full, names, strict=True)
        if joined(words).lower() not in surnames
        and not (c.rule in DOUBTFUL and _goes_on_from_surname(words, surnames))
    ]  # fmt: skip


def _goes_on_from_surname(words: list[str], surnames: Counter[str]) -> bool:
    """Whether the first of two words is another's surname, and the second is nobody else's."""
    first, last = words[0], words[-1]
    if len(words) != 2 or first in _TITLES.given or last in _TITLES.suffixes:
        return False
    return first.lower() in surnames and surnames[last.lower()] < 2 and not is_surname_first(words)


def words_of(doc: Doc, candidate: Candidate) -> list[str]:
    """Return the tokens of a name."""
    return [t.text for t in doc[candidate.start : candidate.end]]


def _merge(person: Named, other: Named) -> None:
    """Add what is known of `other` to `person`, who goes by the same name."""
    if other is not person:
        person.found.extend(other.found)
        person.aliases |= other.aliases
        person.gender = person.gender or other.gender


def _group(doc: Doc, full: list[Candidate]) -> list[Bearer]:
    """Put full names together that are one person's: same surname, given names that agree."""
    bearers: list[Bearer] = []
    # Lists of names may be long: only those with a key in common are compared.
    namesakes: dict[tuple[str, str], list[Bearer]] = defaultdict(list)
    for candidate in full:
        words = words_of(doc, candidate)
        keys = keys_of(words)
        known = (b for key in keys for b in namesakes[key])
        bearer = next((b for b in known if any(agree(words, f.split()) for f in b.forms)), None)
        if bearer is None:
            bearer = Bearer()
            bearers.append(bearer)
        if " ".join(words) not in bearer.forms:
            for key in keys:
                namesakes[key].append(bearer)
        bearer.forms.setdefault(" ".join(words), candidate.start)
        bearer.found.append(Found(candidate.start, candidate.end, Form.NAME, candidate.rule))
    return _with_tails(bearers)


def _with_tails(bearers: list[Bearer]) -> list[Bearer]:
    """Give each name that ends a longer one to its bearer: "Suu Kyi" to "Aung San Suu Kyi".

    A common given name may be another's: Mary Ann Lee and Ann Lee stay two.
    """
    tails: dict[str, Bearer] = {}
    for bearer in bearers:
        for full in bearer.forms:
            words = full.split()
            tails.update({" ".join(words[i:]): bearer for i in range(1, len(words) - 1)})
    whole = []
    for bearer in bearers:
        full = next(iter(bearer.forms))
        longer = tails.get(full)
        if longer is None or full.split()[0] in _TITLES.given:
            whole.append(bearer)
        else:
            longer.found.extend(bearer.found)
    return whole


def _partners(doc: Doc, full: list[Candidate]) -> Iterator[Bearer]:
    """Yield who shares the surname of the next one: Ann in "a Polish couple, Ann and Bo Day"."""
    named = {i for c in full for i in range(c.start, c.end)}
    surnames = {surname_of(words_of(doc, c)) for c in full}
    for before, candidate in pairwise([Candidate(0, 0, ""), *full]):
        i = candidate.start - 2
        if i <= before.end or doc[i + 1].text not in {"and", "&"} or i in named:
            continue
        token, words = doc[i], words_of(doc, candidate)
        if not is_name_word(token) or is_name_word(doc[i - 1]) or token.text in surnames:
            continue
        paired = any(t.lower_ in _PAIRS for t in doc[max(i - 2, 0) : i])
        if paired or (token.text in _TITLES.given and not token.is_sent_start):
            full_form = f"{token.text} {surname_of(words)}"
            found = Found(i, i + 1, Form.ALIAS, "name-of-couple")
            yield Bearer(forms={full_form: i}, found=[found])


def _to_named(doc: Doc, bearer: Bearer, titles: dict[int, tuple[int, str]]) -> Named:
    counts = Counter(doc[f.start : f.end].text for f in bearer.found if f.form is Form.NAME)
    name = (
        max(counts, key=lambda t: (counts[t], len(t), t))
        if counts
        else joined(next(iter(bearer.forms)).split())
    )
    person = Named(f"people/{slugify(name)}", EntityType.PERSON, name, found=bearer.found)
    person.surname = surname_of(name.split())
    person.aliases.update(doc[f.start : f.end].text for f in bearer.found)
    person.gender = bearer.gender or _gender(doc, bearer, titles)
    return person


def _gender(doc: Doc, bearer: Bearer, titles: dict[int, tuple[int, str]]) -> str | None:
    for found in bearer.found:
        gender = title_gender(doc, found.start, titles)
        if gender is not None:
            return gender
    for form in bearer.forms:
        gender = _TITLES.gender.get(form.split()[0])
        if gender is not None:
            return gender
    return None
