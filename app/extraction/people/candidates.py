"""Finds the stretches of an article that may be people's names.

The model's PERSON spans are the start; credits, titles and given names find those that it missed.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from app.extraction.lexicon.countries import blocked_phrases, part_forms
from app.extraction.lexicon.exercises import load_exercise_lexicon
from app.extraction.lexicon.titles import load_titles
from app.names import slugify

_TITLES = load_titles()
_MAX_NAME = 6
_CREDITS = frozenset({"reporting", "editing", "writing", "compiled", "written", "edited"})
# What a capitalised phrase is that ends, or that is led, so; never a person.
OTHER_HEADS = frozenset(
    "academy act administration agency air area army association authority avenue award bank"
    " base battalion battery bay beach bill board boulevard bridge brigade building bureau camp"
    " canal cape capital castle center centre church city clinic club college command commission"
    " committee company conference congress conservation corps council county court creek cup"
    " daily dam department district division exercise expo fleet force fort forum foundation"
    " front fund gate group guard hall harbor harbour hill hills hospital hotel house industries"
    " institute international island islands journal lake league mall market ministry motors"
    " mountain museum navy news office open organization palace parade park party peninsula"
    " police port post prize program project province provisions radio regiment rescue river"
    " road school sea senate service shipyard society squadron square stadium state station"
    " store street summit synagogue team theater theatre times today tower town tribune troop"
    " trust union unit university valley village war whale".split()
)
_OTHER_NAMES = blocked_phrases() | frozenset(part_forms())
_OTHER_LEADS = frozenset(
    {"USS", "INS", "HMS", "HMAS", "HMCS", "JS", "MV", "SS", "Loch", "Lake", "Mount", "Mt.", "Fort"}
    | {"Camp", "Cape", "Port", "Operation", "Exercise", "La", "Le"}
)
# What the model takes a surname alone for; a common word it gives no label, or another one.
_NAME_LABELS = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_NAME_LINKS = frozenset({"-", "'", "."})


@dataclass(slots=True)
class Candidate:
    """A stretch of tokens that may be a person's name, and what speaks for it."""

    start: int
    end: int
    rule: str
    titled: bool = False


def find_candidates(
    doc: Doc, titles: dict[int, tuple[int, str]], blocked: frozenset[int]
) -> list[Candidate]:
    """Return the stretches of tokens that may be names, in order; none overlapping.

    Credits, titles, the model and given names are asked in this order; what one has taken the next
    leaves alone. `blocked` are tokens that belong to something else for sure.
    """
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
        if start < end and _looks_like_name(doc, start, end) and not _is_placed(doc, start):
            yield Candidate(start, end, "name-by-model")


def _is_placed(doc: Doc, start: int) -> bool:
    """Whether a preposition of place stands before a name that is no common given name."""
    before = doc[start - 1].lower_ if start else ""
    return before in {"in", "near", "into"} and doc[start].text not in _TITLES.gender


def _trim(doc: Doc, start: int, end: int) -> tuple[int, int]:
    while start < end and not (_is_name_word(doc[start]) or _is_particle(doc, start)):
        start += 1
    for i in range(start, end):
        acronym = (
            i > start and len(doc[i]) > 3 and doc[i].text.isupper() and doc[start].text.istitle()
        )
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
    if last.lower_ in OTHER_HEADS or doc[start].text in _OTHER_LEADS:
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
    for start, (title_start, kind) in titles.items():
        if start >= len(doc) or not _is_name_word(doc[start]):
            continue
        if doc[start].is_sent_start or doc[start].is_stop:
            continue
        end = _run_of_name(doc, start)
        inner = [i for i in titles if start < i <= end and titles[i][0] >= start]
        if inner or not doc[title_start].text[0].isupper():
            continue
        if end - start == 1 and kind != "honorific" and not _is_surname(doc, title_start, start):
            continue
        if _looks_like_name(doc, start, end):
            yield Candidate(start, end, "name-after-title", titled=True)


def _is_surname(doc: Doc, title_start: int, start: int) -> bool:
    """Whether one word after a title is a name: "General Provisions" and its like are none."""
    return "." in doc[title_start:start].text or doc[start].ent_type_ in _NAME_LABELS


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
