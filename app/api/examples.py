"""One invented article's facts, as the documentation shows them."""

from typing import Any

Example = dict[str, Any]

RELEASE = "5f0c" * 16
_ARTICLE = "articles/0f3a5b7c9d1e2f34"
_FOUND = {"rule": "example", "confidence": 0.9}
_SEEN = {"first_published": "2031-05-04", "last_published": "2031-05-04"}
_ORMA = {"entity": "people/tessa-orma", "name": "Tessa Orma"}
_TERN = {"entity": "exercises/quiet-tern-2031", "name": "Quiet Tern 2031"}


def _words(start: int, text: str) -> Example:
    return {"article": _ARTICLE, "start": start, "end": start + len(text), "text": text}


def _phrase(start: int, text: str) -> Example:
    return {"text": text, "start": start, "end": start + len(text)}


def _claim(number: int, predicate: str, evidence: Example, **known: Any) -> Example:
    return {
        "id": f"claims/0f3a5b7c9d1e2f34-{number}",
        "subject": _TERN,
        "predicate": predicate,
        "object": None,
        "value": None,
        "unit": None,
        "qualifier": None,
        "low": None,
        "high": None,
        "grain": None,
        "modality": "stated",
        "asserted_by": None,
        "published": "2031-05-04",
        "evidence": evidence,
        "more_evidence": [],
        "derived": False,
        **_FOUND,
        **known,
    }


def _entity(id_: str, name: str, aliases: list[str], **own: Any) -> Example:
    counts = {"article_count": 1, "mention_count": 2, "quote_count": 1}
    return {"id": id_, "name": name, "aliases": aliases, **own, **counts, **_SEEN}


ROLE = _claim(
    0,
    "role",
    _words(120, "Coast Guard spokesperson"),
    subject=_ORMA,
    object={"entity": "organizations/estonian-coast-guard", "name": "Estonian Coast Guard"},
    value="spokesperson",
)
HOST = _claim(
    1,
    "host",
    _words(30, "hosted by Estonia"),
    object={"entity": "countries/EE", "name": "Estonia"},
)
PERSONNEL = _claim(
    2,
    "personnel",
    _words(60, "around 6,000 troops"),
    value=6000,
    unit="troops",
    qualifier="around",
    asserted_by=_ORMA,
)

ARTICLE = {
    "id": _ARTICLE,
    "title": "Quiet Tern begins off Saaremaa",
    "byline": None,
    "publisher": "The Harbour Gazette",
    "url": "https://gazette.example/quiet-tern",
    "published": "2031-05-04",
    "language": "en",
    "fictional": True,
    "length": 1840,
    "text_digest": "ab" * 32,
    "quote_count": 3,
    "mention_count": 17,
}
TEXT = {
    "id": _ARTICLE,
    "text": "“We are ready,” Coast Guard spokesperson Tessa Orma said.",
    "length": 57,
    "text_digest": "ab" * 32,
}
QUOTE = {
    "id": "quotes/0f3a5b7c9d1e2f34-200-212",
    "text": "We are ready",
    "kind": "direct",
    "group": 0,
    "speakers": [{**_ORMA, "phrase": _phrase(240, "Tessa Orma")}],
    "cue": _phrase(251, "said"),
    "addressee": None,
    "published": "2031-05-04",
    "article": {k: ARTICLE[k] for k in ("id", "title", "publisher", "published", "url")},
    "evidence": _words(200, "We are ready"),
    **_FOUND,
    "citation": "Tessa Orma: “We are ready” — The Harbour Gazette, “Quiet Tern begins off "
    "Saaremaa”, 2031-05-04, https://gazette.example/quiet-tern",
    "citation_url": "https://gazette.example/quiet-tern#:~:text=%E2%80%9C-,We%20are%20ready,"
    "-%2C%E2%80%9D%20Coast%20Guard%20spokesperson%20Tessa",
    "candidates": [],
}
ANNOTATIONS = {
    "@context": "http://www.w3.org/ns/anno.jsonld",
    "id": f"/v1/{_ARTICLE}/annotations",
    "type": "AnnotationCollection",
    "label": ARTICLE["title"],
    "total": 1,
    "first": {
        "id": f"/v1/{_ARTICLE}/annotations#all",
        "type": "AnnotationPage",
        "startIndex": 0,
        "items": [
            {
                "id": f"/v1/{_ARTICLE}/annotations#mentions/0f3a5b7c9d1e2f34-40-47",
                "type": "Annotation",
                "motivation": "identifying",
                "body": [
                    {
                        "type": "TextualBody",
                        "value": "Estonia, country",
                        "format": "text/plain",
                        "language": "en",
                    },
                    {
                        "type": "SpecificResource",
                        "source": "/v1/countries/EE",
                        "purpose": "identifying",
                    },
                ],
                "target": [
                    {
                        "type": "SpecificResource",
                        "source": f"/v1/{_ARTICLE}/text.txt",
                        "scope": ARTICLE["url"],
                        "selector": [
                            {"type": "TextPositionSelector", "start": 40, "end": 47},
                            {
                                "type": "TextQuoteSelector",
                                "exact": "Estonia",
                                "prefix": "hosted by ",
                                "suffix": ", began",
                            },
                        ],
                    }
                ],
            }
        ],
        "partOf": f"/v1/{_ARTICLE}/annotations",
    },
}
MENTION = {
    "id": "mentions/0f3a5b7c9d1e2f34-40-47",
    "entity": "countries/EE",
    "name": "Estonia",
    "type": "country",
    "form": "name",
    "reason": "same-id",
    "candidates": [],
    "evidence": _words(40, "Estonia"),
    **_FOUND,
}
COUNTRY = _entity(
    "countries/EE",
    "Estonia",
    ["Estonian"],
    alpha_2="EE",
    alpha_3="EST",
    numeric="233",
    official_name="Republic of Estonia",
    region="Europe",
    former=False,
)
PERSON = _entity("people/tessa-orma", "Tessa Orma", ["Orma"], roles=[ROLE], affiliations=[])
ORGANIZATION = _entity(
    "organizations/estonian-coast-guard",
    "Estonian Coast Guard",
    ["Coast Guard"],
    acronym=None,
    kind="armed force",
    country="countries/EE",
    countries=[],
)
EXERCISE = _entity(
    "exercises/quiet-tern-2031",
    "Quiet Tern 2031",
    ["Quiet Tern"],
    series="Quiet Tern",
    edition="2031",
    hosts=[HOST],
    organizers=[],
    participants=[],
    observers=[],
    places=[],
    personnel=[PERSONNEL],
    aircraft=[],
    ships=[],
    vehicles=[],
    participant_count=[],
    start=[],
    end=[],
    duration=[],
    planned_since=[],
    conflicts=[],
)
CLAIM = PERSONNEL
RELEASE_ITEM = {
    "id": f"releases/{RELEASE}",
    "pipeline": "c0de" * 16,
    "article_count": 14,
    "quote_count": 61,
}
