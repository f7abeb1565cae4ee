"""Organizations of no list: acronyms that the article defines, and what the model supports."""

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from app.extraction.lexicon.countries import blocked_phrases, country_forms, part_forms
from app.extraction.lexicon.cues import load_cues
from app.extraction.lexicon.exercises import load_exercise_lexicon
from app.extraction.lexicon.organizations import load_organizations
from app.extraction.lexicon.titles import load_titles
from app.extraction.organizations.named import Hit
from app.names import slugify
from app.records import Form

_ACRONYM = re.compile(r"[A-Z][A-Za-z&]{1,9}$")
_SMALL = frozenset({"of", "for", "and", "the", "in", "on", "to", "a", "&", "-", "'s"})
_MAX_LONG_NAME = 10
# Trading symbols and rooms for agencies' codes are no names: "(AAPL.O)".
_CALENDAR = frozenset(
    {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "GMT", "EST"}
    | {"PM", "AM", "UTC", "EDT", "CEO", "CFO", "TV", "Covid", "COVID-19", "COVID"}
)


_OTHER_LEADS = frozenset(
    {"USS", "INS", "HMS", "HMAS", "HMCS", "Operation", "Exercise", "Loch", "Lake", "Mount", "Fort"}
    | {"Camp", "Cape", "Port", "Sea", "Gulf", "Boeing", "Hurricane", "Typhoon"}
)
_OTHER_HEADS = frozenset(
    {"Government", "Ships", "Paratroopers", "Troops", "Devices", "Act", "Bill", "Law", "Treaty"}
    | {"Agreement", "Accord", "Plan", "Program", "Programme", "Project", "War", "Sea", "Island"}
    | {"Islands", "Street", "Road", "River", "Hall", "Square", "Day", "Week", "Prize", "Award"}
)
_HEADS = frozenset(load_organizations().heads)
# What official style capitalises though it names nothing by itself.
_OFFICIAL_WORDS = frozenset(
    {"Nation", "State", "States", "Federal", "Administration", "Government", "Labor", "Defense"}
    | {"Further", "Bachelor", "Cabinet", "Union", "Act", "Order", "Memorandum", "Proclamation"}
)
_NOT_ORGANIZATIONS = (
    _OFFICIAL_WORDS | blocked_phrases() | frozenset(part_forms()) | frozenset(country_forms())
)


def find_definitions(doc: Doc) -> Iterator[tuple[int, int, int, str]]:
    """Yield (start, end, acronym's token, acronym) for each "Long Name (LN)" of the Doc."""
    for token in doc[2:]:
        if doc[token.i - 1].text != "(" or not _ACRONYM.match(token.text):
            continue
        if token.i + 1 >= len(doc) or doc[token.i + 1].text not in {")", ",", ";"}:
            continue
        letters = [ch for ch in token.text if ch.isupper()]
        start = _long_name_start(doc, token.i - 1, letters)
        if start is not None and doc[start : token.i - 1].text in _NOT_ORGANIZATIONS:
            continue  # "United Arab Emirates (UAE)"
        if len(letters) > 1 and start is not None:
            yield start, token.i - 1, token.i, token.text


def _long_name_start(doc: Doc, end: int, letters: list[str]) -> int | None:
    """Return where the words start whose initials are `letters`, small words passed over."""
    i, wanted = end, list(letters)
    while i > 0 and end - i < _MAX_LONG_NAME and wanted:
        i -= 1
        text = doc[i].text
        if text[:1].upper() == wanted[-1] and (text[:1].isupper() or text.lower() not in _SMALL):
            wanted.pop()
        elif text.lower() not in _SMALL and not text[:1].isupper():
            return None
    return i if not wanted and doc[i].text[:1].isupper() else None


def find_by_model(doc: Doc, taken: set[int]) -> Iterator[Hit]:
    """Yield what the model calls an organization where something else supports it."""
    labels = _labels(doc)
    common = {t.text for t in doc if t.is_lower}
    for ent in doc.ents:
        if ent.label_ != "ORG":
            continue
        span = _trim(ent)
        # A word that the article also has in lower case is no name: "Nation", "Administration".
        if span is not None and len(span) == 1 and span.text.lower() in common:
            continue
        if span is None or not taken.isdisjoint(range(span.start, span.end)):
            continue
        rule = _support(span, labels)
        if rule is not None:
            acronym = span.text if span.text.isupper() and len(span) == 1 else None
            form = Form.ACRONYM if acronym else Form.NAME
            name = " ".join(span.text.split())
            yield Hit(span.start, span.end, name, form, rule, acronym=acronym)


def _labels(doc: Doc) -> dict[str, set[str]]:
    """Return all labels that the model gives to each name."""
    labels: dict[str, set[str]] = {}
    for ent in doc.ents:
        labels.setdefault(ent.text, set()).add(ent.label_)
    return labels


def _trim(ent: Span) -> Span | None:
    start, end = ent.start, ent.end
    doc = ent.doc
    while start < end and (
        doc[start].lower_ in {"the", "a", "an"} or not _is_name_word(doc[start])
    ):
        start += 1
    while end > start and not _is_name_word(doc[end - 1]):
        end -= 1
    return doc[start:end] if start < end else None


def _is_name_word(token: Token) -> bool:
    return token.text[0].isupper() or token.text[0].isdigit()


def _support(span: Span, labels: dict[str, set[str]]) -> str | None:
    """Return the rule by which the model's organization counts, or None."""
    first = span[0]
    if any(t.is_space for t in span) or span.text in _CALENDAR or _is_other(span):
        return None
    if _is_dateline(span) or _is_model_name(span):
        return None
    if span.text.isalpha() and span.text.isupper() and len(span) == 1 and len(span.text) <= 6:
        return None if _is_decoration(span) else "organization-acronym"
    if _acts(span):
        return "organization-acting"
    if len(span) > 1 and labels.get(span.text, {"ORG"}) == {"ORG"}:
        return "organization-by-model"
    if first.is_sent_start or labels.get(span.text, {"ORG"}) != {"ORG"} or not span.text.isalpha():
        return None
    if len(span) > 1 or _is_placed(span):
        return None
    return "organization-word-by-model"


def _is_placed(span: Span) -> bool:
    """Whether the word stands where a place does: "from Colchester", "annexation of Crimea"."""
    before = span.doc[span.start - 1] if span.start else None
    after = span.doc[span.end] if span.end < len(span.doc) else None
    hyphen = after is not None and after.text == "-"
    return hyphen or (
        before is not None and before.lower_ in {"in", "from", "near", "into", "of", "the", "to"}
    )


def _is_other(span: Span) -> bool:
    titles = load_titles()
    words = [t.text for t in span]
    doc = span.doc
    with_next = doc[span.start : span.end + 1].text
    return (
        slugify(span.text) in load_exercise_lexicon().by_slug
        or span.text in _NOT_ORGANIZATIONS
        or words[0] in _OTHER_LEADS
        or words[-1] in _OTHER_HEADS
        or (words[0] in _NOT_ORGANIZATIONS and words[-1] not in _HEADS)
        or with_next in titles.offices
        or bool({"in", "at", "from", "with", "by", "("} & set(words))
        or span.text in {*titles.offices, *titles.ranks, *titles.honorifics, *titles.suffixes}
        or words[-1].lower() in titles.roles
        or words[0] in titles.gender
        or any(any(ch.isdigit() for ch in w) and any(ch.isalpha() for ch in w) for w in words)
    )


def _is_dateline(span: Span) -> bool:
    """Whether a place in capitals opens the paragraph: "OSLO (Reuters) —", "BODØ, Norway —"."""
    doc = span.doc
    opens = span.start == 0 or doc[span.start - 1].is_space
    after = doc[span.end].text if span.end < len(doc) else ""
    return opens and span.text.isupper() and after in {"(", ",", "—", "–", "-", "--", ":"}


def _is_model_name(span: Span) -> bool:
    """Whether a model's number stands before: "C-130J Super Hercules"."""
    before = span.doc[span.start - 1].text if span.start else ""
    return any(c.isdigit() for c in before) and any(c.isalpha() for c in before)


def _is_decoration(span: Span) -> bool:
    """Whether the letters stand after a name, as orders and degrees do: "HCS Bisht, PVSM"."""
    before = span.doc[span.start - 1] if span.start else None
    return len(span.text) < 2 or (before is not None and before.text == ",")


def _acts(span: Span) -> bool:
    """Whether the name is the subject of a verb of speech, or owns a spokesman."""
    root = span.root
    if root.dep_ == "nsubj" and root.head.lemma_.lower() in load_cues().speech:
        return True
    return root.dep_ in {"poss", "compound"} and root.head.lower_ in load_titles().roles
