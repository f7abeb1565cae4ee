"""Finds the people of an article: which of its names are one person's, and where they stand.

Each full name's surname is looked for in the whole article, whatever the model made of it there.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from app.extraction.annotations import Found, Named
from app.extraction.lexicon.cues import load_cues
from app.extraction.lexicon.titles import load_titles
from app.extraction.people.candidates import OTHER_HEADS, Candidate, find_candidates
from app.extraction.people.titles import find_titles
from app.names import slugify
from app.records import EntityType, Form

_TITLES = load_titles()
_SHORTEST_SHOUTED = 3
# A given name of one or two syllables as Chinese, Korean and Vietnamese are romanised.
_EAST_ASIAN = re.compile(
    r"(?i)(?:[bcdfghjklmnpqrstvwxyzđ]{0,3}[aeiouyăâêôơư]{1,3}(?:ng|nh|ch|[nrklmptgs])?){1,2}$"
)


@dataclass(slots=True)
class _Bearer:
    """A person of the article: the ways in which the full name is written, where first."""

    forms: dict[str, int] = field(default_factory=dict)
    found: list[Found] = field(default_factory=list)
    gender: str | None = None


def find_names(doc: Doc, blocked: frozenset[int]) -> list[Named]:
    """Return the people of `doc` with their mentions, in order of first mention.

    `blocked` are tokens that belong to something else for sure, such as an organization of the
    lexicon; no name overlaps them.
    """
    titles = find_titles(doc)
    candidates = find_candidates(doc, titles, blocked)
    bearers = _group(doc, _full_names(doc, candidates))
    for bearer in bearers:
        bearer.gender = _gender(doc, bearer, titles)
    _add_short_mentions(doc, bearers, candidates, titles, blocked)
    people: dict[str, Named] = {}
    for bearer in bearers:
        person = _to_named(doc, bearer, titles)
        if not person.id.endswith("/"):  # a name that cannot be transliterated has no id
            _merge(people.setdefault(person.id, person), person)
    return sorted(people.values(), key=lambda p: min(f.start for f in p.found))


def _full_names(doc: Doc, candidates: list[Candidate]) -> list[Candidate]:
    """Return the names of several words, but for surnames of several: "Picard-Dumas"."""
    full = [c for c in candidates if c.end - c.start > 1]
    names = [_words(doc, c.start, c.end) for c in full]
    surnames = {surname_of(words).lower() for words in names if surname_of(words) != _join(words)}
    return [c for c, words in zip(full, names, strict=True) if _join(words).lower() not in surnames]


def _merge(person: Named, other: Named) -> None:
    """Add what is known of `other` to `person`, who goes by the same name."""
    if other is not person:
        person.found.extend(other.found)
        person.aliases |= other.aliases
        person.gender = person.gender or other.gender


def surname_of(words: list[str]) -> str:
    """Return the surname of a full name in words, with its particles.

    In names of East Asian order it is the first word: "Kim Jong Un".
    """
    core = [w for w in words if w not in _TITLES.suffixes and w != ","]
    rest = [w for w in core[1:] if w != "-"]
    if rest and core[0] in _TITLES.surname_first and all(map(_EAST_ASIAN.match, rest)):
        return core[0]
    last = len(core) - 1
    while last - 1 > 0 and core[last - 1] in {"-", "'"}:
        last -= 2
    while last - 1 > 0 and core[last - 1].lower() in _TITLES.particles:
        last -= 1
    return _join(core[last:])


def _join(words: list[str]) -> str:
    return " ".join(words).replace(" - ", "-").replace(" '", "'")


def _words(doc: Doc, start: int, end: int) -> list[str]:
    return [t.text for t in doc[start:end]]


def _group(doc: Doc, full: list[Candidate]) -> list[_Bearer]:
    """Put full names together that are one person's: same surname, given names that agree."""
    bearers: list[_Bearer] = []
    # Only those whose surname and initial are the same can agree: lists of names may be long.
    namesakes: dict[tuple[str, str], list[_Bearer]] = {}
    for candidate in full:
        words = _words(doc, candidate.start, candidate.end)
        initial = "".join(_given(words)[:1])[:1]
        known = namesakes.setdefault((slugify(surname_of(words)), initial), [])
        bearer = next((b for b in known if any(_agree(words, f.split()) for f in b.forms)), None)
        if bearer is None:
            bearer = _Bearer()
            bearers.append(bearer)
            known.append(bearer)
        bearer.forms.setdefault(" ".join(words), candidate.start)
        bearer.found.append(Found(candidate.start, candidate.end, Form.NAME, candidate.rule))
    return bearers


def _agree(first: list[str], second: list[str]) -> bool:
    """Whether two full names can be one person's: "B. Dasgupta" and "Biswajit Dasgupta"."""
    if [slugify(w) for w in first] == [slugify(w) for w in second]:
        return True
    if slugify(surname_of(first)) != slugify(surname_of(second)):
        return False
    a, b = _given(first), _given(second)
    if not a or not b:
        return False
    return a[0] == b[0] or (1 in {len(a[0]), len(b[0])} and a[0][0] == b[0][0])


def _given(words: list[str]) -> list[str]:
    surname = set(surname_of(words).split())
    return [s for w in words if w not in surname and w not in _TITLES.suffixes if (s := slugify(w))]


def _add_short_mentions(
    doc: Doc,
    bearers: list[_Bearer],
    candidates: list[Candidate],
    titles: dict[int, tuple[int, str]],
    blocked: frozenset[int],
) -> None:
    """Give each surname or given name that stands alone to its bearer; make new people of the rest.

    A name that the article has in full is looked for everywhere. A word that stands alone and that
    no full name explains is a person only with a title before it or a verb of speech beside it.
    """
    taken = {i for b in bearers for f in b.found for i in range(f.start, f.end)} | blocked
    index = _index(bearers)
    for start, end, form, owners in _short_forms(doc, index, taken):
        owner = _nearest(owners, start, _title_gender(doc, start, titles))
        owner.found.append(Found(start, end, form, f"{form}-of-full-name"))
        taken.update(range(start, end))
    alone: dict[str, _Bearer] = {}
    for c in candidates:
        if c.end - c.start == 1 and c.start not in taken:
            text = doc[c.start].text
            if text in alone or c.titled or _speaks(doc[c.start]):
                bearer = alone.setdefault(text, _Bearer(forms={text: c.start}))
                bearer.found.append(Found(c.start, c.end, Form.SURNAME, "surname-alone"))
    taken |= {f.start for b in alone.values() for f in b.found}
    for token in doc:
        if token.text in alone and token.i not in taken:
            found = Found(token.i, token.i + 1, Form.SURNAME, "surname-alone")
            alone[token.text].found.append(found)
    bearers.extend(alone.values())


def _index(bearers: list[_Bearer]) -> dict[str, list[tuple[Form, _Bearer, list[str]]]]:
    """Return, by first word, the surnames and given names by which people may be called."""
    index: dict[str, list[tuple[Form, _Bearer, list[str]]]] = {}
    for bearer in bearers:
        for full in bearer.forms:
            words = full.split()
            surname = surname_of(words).replace("-", " - ").split()
            entries = [(Form.SURNAME, surname)]
            if surname[0].lower() in _TITLES.particles:
                entries.append((Form.SURNAME, [surname[0].capitalize(), *surname[1:]]))
                bare = [w for w in surname if w.lower() not in {*_TITLES.particles, "-"}]
                entries.append((Form.SURNAME, bare or surname))
            if words[0] != surname[0]:
                entries.append((Form.ALIAS, words[:1]))
            if len(surname[0]) > _SHORTEST_SHOUTED:  # transcripts and headlines have capitals
                entries.append((Form.SURNAME, [w.upper() for w in surname]))
            for form, parts in entries:
                rows = index.setdefault(parts[0], [])
                if not any(r[1] is bearer and r[2] == parts for r in rows):
                    rows.append((form, bearer, parts))
    return index


def _short_forms(
    doc: Doc, index: dict[str, list[tuple[Form, _Bearer, list[str]]]], taken: set[int]
) -> Iterator[tuple[int, int, Form, list[_Bearer]]]:
    for token in doc:
        if token.text not in index or token.i in taken:
            continue
        rows = [
            (form, bearer, parts)
            for form, bearer, parts in index[token.text]
            if _words(doc, token.i, token.i + len(parts)) == parts
        ]
        surnames = [r for r in rows if r[0] is Form.SURNAME]
        rows = surnames or [r for r in rows if token.ent_type_ == "PERSON" and _is_given(token)]
        if rows and not _in_longer_name(doc, token.i, token.i + len(rows[0][2])):
            end = token.i + len(rows[0][2])
            yield token.i, end, rows[0][0], [r[1] for r in rows]


def _is_given(token: Token) -> bool:
    return token.text in _TITLES.gender or token.ent_iob_ == "B"


def _in_longer_name(doc: Doc, start: int, end: int) -> bool:
    """Whether capitalised words go on after the surname, as in "Trump Tower"."""
    after = doc[end] if end < len(doc) else None
    if after is None or not doc[end - 1].whitespace_ or after.is_sent_start:
        return False
    if after.text.istitle() and after.lower_ in OTHER_HEADS:
        return True
    return after.pos_ == "PROPN" and after.text[:1].isupper() and after.ent_type_ in {
        "ORG", "FAC", "GPE", "LOC", "WORK_OF_ART", "EVENT", "LAW", "PRODUCT",
    } and doc[start].ent_type_ == after.ent_type_  # fmt: skip


def _nearest(owners: list[_Bearer], start: int, gender: str | None) -> _Bearer:
    """Return the bearer named in full last before `start`, gender permitting; else the first."""
    fitting = [o for o in owners if gender is None or o.gender in {None, gender}] or owners

    def last_before(bearer: _Bearer) -> int:
        places = [f.start for f in bearer.found if f.start < start]
        return max(places, default=-1)

    return max(fitting, key=last_before)


def _title_gender(doc: Doc, start: int, titles: dict[int, tuple[int, str]]) -> str | None:
    if start not in titles:
        return None
    title = doc[titles[start][0] : start].text.lower().replace(".", "")
    return _TITLES.gendered_words.get(title)


def _speaks(token: Token) -> bool:
    verbs = load_cues().speech
    return token.dep_ == "nsubj" and token.head.lemma_.lower() in verbs


def _to_named(doc: Doc, bearer: _Bearer, titles: dict[int, tuple[int, str]]) -> Named:
    full = [f for f in bearer.found if f.form is Form.NAME] or bearer.found
    counts = Counter(doc[f.start : f.end].text for f in full)
    name = max(counts, key=lambda t: (counts[t], len(t), t))
    person = Named(f"people/{slugify(name)}", EntityType.PERSON, name, found=bearer.found)
    person.surname = surname_of(name.split())
    person.aliases.update(doc[f.start : f.end].text for f in bearer.found)
    person.gender = bearer.gender or _gender(doc, bearer, titles)
    return person


def _gender(doc: Doc, bearer: _Bearer, titles: dict[int, tuple[int, str]]) -> str | None:
    for found in bearer.found:
        gender = _title_gender(doc, found.start, titles)
        if gender is not None:
            return gender
    for form in bearer.forms:
        gender = _TITLES.gender.get(form.split()[0])
        if gender is not None:
            return gender
    return None
