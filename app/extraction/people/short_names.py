"""Finds where the people of an article are called by a part of their name, or by a surname alone.

Each full name is looked for in the whole article, whatever the model made of it there.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from app.extraction.annotations import Found
from app.extraction.lexicon.titles import load_titles
from app.extraction.people.beside import Candidate, speaks
from app.extraction.people.candidates import DOUBTFUL
from app.extraction.people.full_names import surname_of
from app.extraction.people.role_words import is_role_word
from app.records import Form

_TITLES = load_titles()
_SHORTEST_SHOUTED = 3
_PLACING = frozenset({"in", "near", "at", "into", "outside", "around", "across", "throughout"})
_ARGUMENTS = frozenset(
    {"nsubj", "nsubjpass", "dobj", "dative", "pobj", "conj", "appos", "attr", "npadvmod"}
)
_GIVEN_ALONE = _TITLES.given - _TITLES.ambiguous_given
_Titles = dict[int, tuple[int, str]]


@dataclass(slots=True, eq=False)
class Bearer:
    """A person of the article: the ways in which the full name is written, where first."""

    forms: dict[str, int] = field(default_factory=dict)
    found: list[Found] = field(default_factory=list)
    gender: str | None = None

    def is_sure(self) -> bool:
        """Whether more than the look of the words tells that a person is meant."""
        return any(f.rule not in DOUBTFUL for f in self.found)


@dataclass(frozen=True, slots=True)
class _Short:
    """A way to call a person: its words, and how it refers to whom."""

    words: list[str]
    form: Form
    bearer: Bearer


def add_short_mentions(
    doc: Doc,
    bearers: list[Bearer],
    candidates: list[Candidate],
    titles: _Titles,
    blocked: frozenset[int],
) -> None:
    """Give each name that stands shortened to its bearer; make new people of the rest.

    A word that stands alone and that no full name explains is a person only with a title before it,
    as an owner, with a verb of speech beside it, or as a common given name.
    """
    taken = {i for b in bearers for f in b.found for i in range(f.start, f.end)} | blocked
    called: Counter[Bearer] = Counter()
    for start, end, form, owners in _short_forms(doc, _index(doc, bearers), taken):
        owner = _choose(doc, owners, start, titles, called)
        owner.found.append(Found(start, end, form, f"{form}-of-full-name"))
        called[owner] += form is Form.SURNAME
        taken.update(range(start, end))
    bearers.extend(_alone(doc, candidates, taken))


def _index(doc: Doc, bearers: list[Bearer]) -> dict[str, list[_Short]]:
    """Return, by first word, what people may be called: the longest first."""
    index: dict[str, list[_Short]] = defaultdict(list)
    uses = Counter(t.text for t in doc) if bearers else Counter()
    for bearer in bearers:
        seen: set[str] = set()
        for full in bearer.forms:
            led = _led_by_surname(full.split(), uses) if bearer.is_sure() else ()
            for form, words in (*led, *_shortened(full.split())):
                if " ".join(words) not in seen:
                    seen.add(" ".join(words))
                    index[words[0]].append(_Short(words, form, bearer))
    for shorts in index.values():
        shorts.sort(key=lambda s: -len(s.words))
    return index


def _shortened(words: list[str]) -> Iterator[tuple[Form, list[str]]]:
    """Yield the ways in which a full name is written again: whole, and by its parts."""
    yield Form.NAME, words
    surname = surname_of(words).replace("-", " - ").split()
    yield Form.SURNAME, surname
    # "Suu Kyi" of "Aung San Suu Kyi"; what a mark parts is left whole.
    for i in range(1, len(words) - len(surname)):
        if words[-len(surname) :] == surname and all(w.isalpha() for w in words[i:]):
            yield Form.NAME, words[i:]
    if surname[0].lower() in _TITLES.particles:
        yield Form.SURNAME, [surname[0].capitalize(), *surname[1:]]
        bare = [w for w in surname if w.lower() not in {*_TITLES.particles, "-"}]
        yield Form.SURNAME, bare or surname
    if words[0] != surname[0]:
        yield Form.ALIAS, words[:1]
    if len(surname[0]) > _SHORTEST_SHOUTED:  # transcripts and headlines have capitals
        yield Form.SURNAME, [w.upper() for w in surname]


def _led_by_surname(words: list[str], uses: Counter[str]) -> Iterator[tuple[Form, list[str]]]:
    """Yield the first word where the article goes on with it, as with "Shirakawa Noritaka"."""
    if len(words) == 2 and words[0] not in _TITLES.given and uses[words[1]] < uses[words[0]]:
        yield Form.SURNAME, words[:1]


def _short_forms(
    doc: Doc, index: dict[str, list[_Short]], taken: set[int]
) -> Iterator[tuple[int, int, Form, list[Bearer]]]:
    for token in doc:
        if token.text not in index or token.i in taken:
            continue
        fitting = [
            s for s in index[token.text]
            if _stands_at(doc, token.i, s)
            and (s.form is not Form.ALIAS or (token.ent_type_ == "PERSON" and _is_given(token)))
        ]  # fmt: skip
        if not fitting:
            continue
        size = len(fitting[0].words)
        longest = [s for s in fitting if len(s.words) == size]
        surnames = [s for s in longest if s.form is not Form.ALIAS] or longest
        end = token.i + size
        if taken.isdisjoint(range(token.i, end)) and not _in_longer_name(doc, token.i, end):
            yield token.i, end, surnames[0].form, [s.bearer for s in surnames]


def _stands_at(doc: Doc, i: int, short: _Short) -> bool:
    words = [t.text for t in doc[i : i + len(short.words)]]
    same = words == short.words
    # A full name stays one with a slip: "Brett dowsing".
    slips = short.form is Form.NAME and short.bearer.is_sure()
    return same or (slips and _lower(words) == _lower(short.words))


def _lower(words: list[str]) -> list[str]:
    return [w.lower() for w in words]


def _is_given(token: Token) -> bool:
    return token.text in _TITLES.given or token.ent_iob_ == "B"


def _in_longer_name(doc: Doc, start: int, end: int) -> bool:
    """Whether capitalised words go on after the surname, as in "Trump Tower"."""
    after = doc[end] if end < len(doc) else None
    if after is None or not doc[end - 1].whitespace_ or after.is_sent_start:
        return False
    if after.text.istitle() and after.lower_ in _TITLES.other_heads:
        return True
    return after.pos_ == "PROPN" and after.text[:1].isupper() and after.ent_type_ in {
        "ORG", "FAC", "GPE", "LOC", "WORK_OF_ART", "EVENT", "LAW", "PRODUCT",
    } and doc[start].ent_type_ == after.ent_type_  # fmt: skip


def _choose(
    doc: Doc, owners: list[Bearer], start: int, titles: _Titles, called: Counter[Bearer]
) -> Bearer:
    """Return who is meant by a name of several: title permitting, who has been called so before.

    Relatives of the person whom an article is about are called by their full names.
    """
    if len(owners) == 1:
        return owners[0]
    gender = title_gender(doc, start, titles)
    fitting = [o for o in owners if gender is None or o.gender in {None, gender}] or owners
    if start in titles:
        title = _title(doc, start, titles)
        fitting = [o for o in fitting if title in _titles_of(doc, o, titles)] or fitting

    def last_before(bearer: Bearer) -> tuple[int, int]:
        places = [f.start for f in bearer.found if f.start < start]
        return called[bearer], max(places, default=-1)

    return max(fitting, key=last_before)


def _title(doc: Doc, start: int, titles: _Titles) -> str:
    return doc[titles[start][0] : start].text


def _titles_of(doc: Doc, bearer: Bearer, titles: _Titles) -> set[str]:
    return {_title(doc, f.start, titles) for f in bearer.found if f.start in titles}


def title_gender(doc: Doc, start: int, titles: _Titles) -> str | None:
    """Return the gender that the title before a name tells, if it tells one."""
    if start not in titles:
        return None
    return _TITLES.gendered_words.get(_title(doc, start, titles).lower().replace(".", ""))


def _alone(doc: Doc, candidates: list[Candidate], taken: set[int]) -> list[Bearer]:
    """Return the people whom the article has by one word alone."""
    singles = [c for c in candidates if c.end - c.start == 1 and c.start not in taken]
    places: dict[str, list[Token]] = {doc[c.start].text: [] for c in singles}
    for token in doc if places else ():
        if token.text in places and token.i not in taken:
            places[token.text].append(token)
    otherwise = {text for text, ts in places.items() if any(map(_stands_otherwise, ts))}
    alone: dict[str, Bearer] = {}
    for c in singles:
        token = doc[c.start]
        if token.text in alone or not (c.titled or _may_be_alone(token, otherwise)):
            continue
        given = _is_given_alone(token) and not c.titled
        form, rule = (Form.ALIAS, "given-name") if given else (Form.SURNAME, "surname")
        found = [Found(t.i, t.i + 1, form, f"{rule}-alone") for t in places[token.text]]
        alone[token.text] = Bearer(forms={token.text: c.start}, found=found)
    return list(alone.values())


def _may_be_alone(token: Token, otherwise: set[str]) -> bool:
    return token.text not in otherwise and (_acts_as_person(token) or _is_given_alone(token))


def _acts_as_person(token: Token) -> bool:
    """Whether the word speaks or owns as people do."""
    return speaks(token) or token.dep_ == "poss"


def _is_given_alone(token: Token) -> bool:
    """Whether a common given name is nothing else, and no part of a longer one.

    An "Oscar" is a thing, and "Shawn" in "Shawn Estes" is not the whole name.
    """
    doc, i = token.doc, token.i
    if token.text not in _GIVEN_ALONE or token.ent_type_ != "PERSON":
        return False
    beside = (doc[k] for k in (i - 1, i + 1) if 0 <= k < len(doc))
    alone = not any(t.text[:1].isupper() or t.lower_ in _TITLES.particles for t in beside)
    placed = token.head.ent_type_ in {"GPE", "LOC"}
    return alone and not placed and token.n_lefts == 0 and token.dep_ in _ARGUMENTS


def _stands_otherwise(token: Token) -> bool:
    """Whether a body or place is meant: "Cofinec CEO", "in Barentsburg", or by the model."""
    doc, i = token.doc, token.i
    after = doc[i + 1] if i + 1 < len(doc) else None
    led = after is not None and is_role_word(after)
    placed = i > 0 and doc[i - 1].lower_ in _PLACING
    return led or placed or token.ent_type_ not in {"PERSON", ""}
