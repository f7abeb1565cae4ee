"""Finds where an article names people, and which of those names are one person's.

The model's PERSON spans are the start. Titles and given names find those that it missed, then each
full name's surname is looked for in the whole article, whatever the model made of it there.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from app.extraction.annotations import Found, Named
from app.extraction.lexicon.countries import blocked_phrases, part_forms
from app.extraction.lexicon.cues import load_cues
from app.extraction.lexicon.exercises import load_exercise_lexicon
from app.extraction.lexicon.titles import load_titles
from app.extraction.people.titles import find_titles
from app.names import slugify
from app.records import EntityType, Form

_TITLES = load_titles()
_MAX_NAME = 6
_CREDITS = frozenset({"reporting", "editing", "writing", "compiled", "written", "edited"})
# What a capitalised phrase is that ends, or that is led, so; never a person.
_OTHER_HEADS = frozenset(
    "academy act administration agency air area army association authority avenue award bank base"
    " battalion battery bay beach bill board boulevard bridge brigade building bureau camp canal"
    " cape capital castle center centre church city clinic club college command commission"
    " committee company conference congress conservation corps council county court creek cup daily"
    " dam department district division exercise expo fleet force fort forum foundation front fund"
    " gate group guard hall harbor harbour hill hills hospital hotel house industries institute"
    " international island islands journal lake league mall market ministry motors mountain museum"
    " navy news office open organization palace parade park party peninsula police port post prize"
    " program project province radio regiment rescue river road school sea senate service shipyard"
    " society square squadron stadium state station store street summit synagogue team theater"
    " theatre times today tower town tribune troop trust union unit university valley village war"
    " whale".split()
)
_OTHER_NAMES = blocked_phrases() | frozenset(part_forms())
_OTHER_LEADS = frozenset(
    {"USS", "INS", "HMS", "HMAS", "HMCS", "JS", "MV", "SS", "Loch", "Lake", "Mount", "Mt.", "Fort"}
    | {"Camp", "Cape", "Port", "Operation", "Exercise", "La", "Le"}
)
# A given name of one or two syllables as Chinese, Korean and Vietnamese are romanised.
_EAST_ASIAN = re.compile(r"(?i)(?:[bcdfghjklmnpqrstvwxyzđ]{0,3}[aeiouyăâêôơư]{1,3}(?:ng|nh|ch|[nrklmptgs])?){1,2}$")
_NAME_LINKS = frozenset({"-", "'", "."})


@dataclass(slots=True)
class Candidate:
    """A stretch of tokens that may be a person's name, and what speaks for it."""

    start: int
    end: int
    rule: str
    titled: bool = False


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
    candidates = _candidates(doc, titles, blocked)
    full = [c for c in candidates if c.end - c.start > 1]
    bearers = _group(doc, full)
    _add_short_mentions(doc, bearers, candidates, titles, blocked)
    people = [_to_named(doc, bearer, titles) for bearer in bearers]
    return sorted(people, key=lambda p: min(f.start for f in p.found))


def _candidates(
    doc: Doc, titles: dict[int, tuple[int, str]], blocked: frozenset[int]
) -> list[Candidate]:
    """Return the names found by the model, by titles and by given names; none overlapping."""
    found: list[Candidate] = []
    taken: set[int] = set()
    sources = (
        _from_credits(doc),
        _from_titles(doc, titles),
        _from_model(doc, titles),
        _from_given_names(doc),
    )
    for source in sources:
        for candidate in source:
            tokens = range(candidate.start, candidate.end)
            if tokens and taken.isdisjoint(tokens) and blocked.isdisjoint(tokens):
                taken.update(tokens)
                found.append(candidate)
    return sorted(found, key=lambda c: c.start)


def _from_credits(doc: Doc) -> Iterator[Candidate]:
    """Yield the names of a credit line: "(Reporting by Ann Lee and Bo Day; Editing by Cy Fox)"."""
    for token in doc[:-2]:
        if token.lower_ not in _CREDITS or doc[token.i + 1].lower_ != "by":
            continue
        i = token.i + 2
        while i < len(doc) and doc[i].text not in {";", ")", "."} and not doc[i].is_space:
            if not _is_name_word(doc[i]) or doc[i - 1].lower_ in {"in", "from", "at"}:
                i = _run_of_name(doc, i, by_capitals=True) + 1 if _is_name_word(doc[i]) else i + 1
                continue
            end = _run_of_name(doc, i, by_capitals=True)
            if end - i > 1:
                yield Candidate(i, end, "name-in-credit")
            i = max(end, i + 1)


def _from_model(doc: Doc, titles: dict[int, tuple[int, str]]) -> Iterator[Candidate]:
    for ent in doc.ents:
        if ent.label_ != "PERSON":
            continue
        start, end = ent.start, ent.end
        # The model takes titles and roles into names: cut after the last one inside.
        inner = [i for i in titles if start < i < end]
        start = max(inner, default=start)
        start, end = _trim(doc, start, end)
        if start < end and _looks_like_name(doc, start, end):
            yield Candidate(start, end, "name-by-model")


def _trim(doc: Doc, start: int, end: int) -> tuple[int, int]:
    while start < end and not (_is_name_word(doc[start]) or _is_particle(doc, start)):
        start += 1
    for i in range(start, end):
        acronym = i > start and len(doc[i]) > 3 and doc[i].text.isupper() and doc[start].text.istitle()
        if acronym or not _belongs_to_name(doc, i, start):
            end = i
            break
    while end > start and not _may_end_name(doc, end - 1):
        end -= 1
    return start, end


def _belongs_to_name(doc: Doc, i: int, start: int) -> bool:
    token = doc[i]
    if _is_name_word(token) or _is_suffix(token) or _is_particle(doc, i):
        return True
    if i > start and doc[i - 1].text == "-" and not doc[i - 1].whitespace_:
        return token.is_alpha  # "Ban Ki-moon"
    inside = i > start and i + 1 < len(doc)
    if token.text in _NAME_LINKS and inside:
        return not token.whitespace_ and not doc[i - 1].whitespace_
    return inside and token.text == "," and _is_suffix(doc[i + 1])


def _is_name_word(token: Token) -> bool:
    text = token.text
    if not text[0].isupper() or any(ch.isdigit() for ch in text):
        return False
    return text.replace(".", "").replace("'", "").isalpha()


def _may_end_name(doc: Doc, i: int) -> bool:
    hyphenated = i > 0 and doc[i - 1].text == "-" and doc[i].is_alpha
    return hyphenated or _is_name_word(doc[i]) or _is_suffix(doc[i])


def _is_suffix(token: Token) -> bool:
    return token.text in _TITLES.suffixes


def _is_particle(doc: Doc, i: int) -> bool:
    token = doc[i]
    if token.lower_ not in _TITLES.particles or i + 1 >= len(doc):
        return False
    return doc[i + 1].text[:1].isupper() or doc[i + 1].lower_ in {*_TITLES.particles, "-"}


def _looks_like_name(doc: Doc, start: int, end: int) -> bool:
    words = [t for t in doc[start:end] if _is_name_word(t)]
    if not words or end - start > _MAX_NAME:
        return False
    last = words[-1]
    text = doc[start:end].text
    if text in _OTHER_NAMES or slugify(text) in load_exercise_lexicon().by_slug:
        return False
    if last.lower_ in _OTHER_HEADS or doc[start].text in _OTHER_LEADS:
        return False
    if start and doc[start - 1].text in _OTHER_LEADS:
        return False
    # Headlines and organizations in capitals are taken for people by the model.
    shouted = all(t.text.isupper() and len(t.text) > 2 for t in words)
    if shouted and not any(t.text.title() in _TITLES.gender for t in words):
        return False
    articles = {"the", "this", "that", "a", "an"}
    return last.lower_ not in _TITLES.roles and not any(t.lower_ in articles for t in words)


def _from_titles(doc: Doc, titles: dict[int, tuple[int, str]]) -> Iterator[Candidate]:
    """Yield the capitalised words that follow a title: "Capt. Harjot Singh Gill"."""
    for start, (title_start, _) in titles.items():
        if start >= len(doc) or not _is_name_word(doc[start]) or start in titles.values():
            continue
        if doc[start].is_sent_start or doc[start].is_stop:
            continue
        end = _run_of_name(doc, start)
        inner = [i for i in titles if start < i <= end and titles[i][0] >= start]
        if inner or not doc[title_start].text[0].isupper():
            continue
        if _looks_like_name(doc, start, end):
            yield Candidate(start, end, "name-after-title", titled=True)


def _run_of_name(doc: Doc, start: int, *, by_capitals: bool = False) -> int:
    end = start
    while end < len(doc) and end - start < _MAX_NAME and _belongs_to_name(doc, end, start):
        if end > start and doc[end].is_sent_start:
            break
        place = doc[end].ent_type_ in {"GPE", "DATE", "NORP"} and end > start + 1
        shouted = len(doc[end]) > 3 and doc[end].text.isupper() and end > start
        if (place and not by_capitals) or shouted:
            break
        end += 1
    while end > start and not _may_end_name(doc, end - 1):
        end -= 1
    return end


def _from_given_names(doc: Doc) -> Iterator[Candidate]:
    """Yield a common given name with the capitalised words after it."""
    for token in doc[:-1]:
        if token.text not in _TITLES.gender or token.ent_type_ not in {"", "PERSON", "ORG"}:
            continue
        if token.ent_type_ == "ORG" and token.ent_iob_ != "B":
            continue
        end = _run_of_name(doc, token.i)
        proper = all(t.pos_ in {"PROPN", "PUNCT"} for t in doc[token.i : end])
        if 2 <= end - token.i <= 4 and proper and _looks_like_name(doc, token.i, end):
            yield Candidate(token.i, end, "name-by-given-name")


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
    return " ".join(core[last:]).replace(" - ", "-").replace(" '", "'")


def _words(doc: Doc, start: int, end: int) -> list[str]:
    return [t.text for t in doc[start:end]]


def _group(doc: Doc, full: list[Candidate]) -> list[_Bearer]:
    """Put full names together that are one person's: same surname, given names that agree."""
    bearers: list[_Bearer] = []
    for candidate in full:
        words = _words(doc, candidate.start, candidate.end)
        bearer = next((b for b in bearers if any(_agree(words, f.split()) for f in b.forms)), None)
        if bearer is None:
            bearer = _Bearer()
            bearers.append(bearer)
        text = " ".join(words)
        bearer.forms.setdefault(text, candidate.start)
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
    for bearer in alone.values():
        text = next(iter(bearer.forms))
        known = {f.start for f in bearer.found}
        for token in doc:
            if token.text == text and token.i not in taken and token.i not in known:
                found = Found(token.i, token.i + 1, Form.SURNAME, "surname-alone")
                bearer.found.append(found)
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
                bare = [w for w in surname if w.lower() not in {*_TITLES.particles, "-"}]
                entries.append((Form.SURNAME, bare or surname))
            if words[0] != surname[0]:
                entries.append((Form.ALIAS, words[:1]))
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
    counts: dict[str, int] = {}
    for found in bearer.found:
        if found.form is Form.NAME or len(bearer.forms) == 1:
            text = doc[found.start : found.end].text
            counts[text] = counts.get(text, 0) + 1
    full = {t: n for t, n in counts.items() if t.count(" ")} or counts
    name = max(full, key=lambda t: (full[t], len(t), t))
    person = Named(f"people/{slugify(name)}", EntityType.PERSON, name, found=bearer.found)
    person.aliases.update(doc[f.start : f.end].text for f in bearer.found)
    person.gender = _gender(doc, bearer, titles)
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
