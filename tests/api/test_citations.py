"""Quotes ready to be cited, and links that lead browsers to the very words."""

from typing import Any
from urllib.parse import unquote

import pytest
from fastapi.testclient import TestClient

from app.storage.queries.citations import MAX_WHOLE, cite, link_to_words

URL = "https://gazette.example/1"
BEFORE = "The port reopened on Friday, the harbour master told us at noon. "
AFTER = " Ferries sail again."


def quote(**known: Any) -> dict[str, Any]:
    """Return a quote of which these things are known, and no others."""
    article = dict.fromkeys(("title", "publisher", "published", "url"))
    return {
        "text": "We are ready",
        "kind": known.pop("kind", "direct"),
        "cue": known.pop("cue", None),
        "speakers": [{"name": name} for name in known.pop("speakers", ())],
        "article": article | known,
    }


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (
            {
                "speakers": ["Tessa Orma"],
                "publisher": "The Harbour Gazette",
                "title": "Quiet Tern begins",
                "published": "2031-05-04",
                "url": URL,
            },
            "Tessa Orma: “We are ready” — The Harbour Gazette, “Quiet Tern begins”, 2031-05-04, "
            + URL,
        ),
        ({"speakers": ["Ada Reed", "Ben Low"]}, "Ada Reed and Ben Low: “We are ready”"),
        ({"kind": "mixed", "speakers": ["an official"]}, "an official: “We are ready”"),
        ({"kind": "indirect", "speakers": ["Ada Reed"]}, "Ada Reed (paraphrased): We are ready"),
        (
            {"kind": "indirect", "speakers": ["Ada Reed"], "cue": {"text": "denied"}},
            "Ada Reed (“denied”, paraphrased): We are ready",
        ),
        ({"kind": "indirect"}, "Paraphrased: We are ready"),
        ({"kind": "scare", "title": "Notes"}, "“We are ready” — “Notes”"),
    ],
)
def test_a_citation_says_what_is_known(known: dict[str, Any], expected: str) -> None:
    assert cite(quote(**known)) == expected


def link(words: str, *, before: str = BEFORE, after: str = AFTER, title: str | None = None) -> str:
    """Return what leads to `words` between the others, decoded where that is not ambiguous."""
    span = (len(before), len(before) + len(words))
    whole = link_to_words(URL, title, before + words + after, span)
    return whole.removeprefix(f"{URL}#:~:text=")


LONG = "We shall mend every pier, every crane and every light on this coast " * 4

FRAGMENTS = {
    "as it is": ("The water is deep enough", "The%20water%20is%20deep%20enough"),
    "marks of the syntax": (
        "Deep-water berths, quays & cranes are open",
        "Deep%2Dwater%20berths%2C%20quays%20%26%20cranes%20are%20open",
    ),
    "other letters": (
        "Élodie Müller’s ships sail",
        "%C3%89lodie%20M%C3%BCller%E2%80%99s%20ships%20sail",
    ),
    "long words": (
        LONG.strip(),
        "We%20shall%20mend%20every%20pier%2C%20every,and%20every%20light%20on%20this%20coast",
    ),
    "two paragraphs": (
        "We have waited for a year.\n\nNow we sail, all of us together.",
        "We%20have%20waited%20for%20a%20year.,we%20sail%2C%20all%20of%20us%20together.",
    ),
    "long without blanks": ("港" * 250, "%E6%B8%AF" * 250),
}


@pytest.mark.parametrize(("words", "expected"), FRAGMENTS.values(), ids=FRAGMENTS.keys())
def test_words_are_written_as_text_directives_have_them(words: str, expected: str) -> None:
    assert link(words) == expected


@pytest.mark.parametrize(
    ("words", "around", "expected"),
    [
        ("united", {}, "us at noon. Ferries"),
        ("We are ready for it now", {"before": "“we are ready for it now”, again: “"}, "again: “"),
        ("We are ready for it now", {"title": "We are ready for it now, says Orma"}, "at noon."),
    ],
    ids=["few letters", "said before", "in the headline"],
)
def test_words_that_may_stand_elsewhere_have_what_is_around_them(
    words: str, around: dict[str, str], expected: str
) -> None:
    prefix, start, suffix = link(words, **around).split(",")
    assert (prefix[-1], suffix[0], unquote(start)) == ("-", "-", words)
    assert unquote(prefix[:-1]).endswith(expected.split(" Ferries")[0])
    assert unquote(suffix[1:]) == AFTER.strip()


def test_what_is_around_is_of_the_same_paragraph() -> None:
    assert link("Stop.", before="All is well.\n", after="\nSo it goes.") == "Stop."
    assert link("Stop.", before="He said “", after="” twice.\nSo it goes.") == (
        "He%20said%20%E2%80%9C-,Stop.,-%E2%80%9D%20twice."
    )


def test_words_that_come_again_later_need_nothing_around_them() -> None:
    assert link("We are ready for it now", after=" We are ready for it now.").count(",") == 0


def test_a_word_that_is_cut_is_made_whole() -> None:
    text = "It was anticlimactically quiet in the whole harbour."
    found = link_to_words(URL, None, text, (text.index("climactically"), text.index(" harbour")))
    assert "=anticlimactically%20quiet" in found


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/#part", "https://a.example/#part:~:text=We%20"),
        ("http://a.example/?x=1", "http://a.example/?x=1#:~:text=We%20"),
        ("ftp://a.example/1", "ftp://a.example/1"),
        ("urn:isbn:1", "urn:isbn:1"),
    ],
)
def test_addresses_of_the_web_alone_have_a_fragment(url: str, expected: str) -> None:
    assert link_to_words(url, None, "We are ready for any storm.", (0, 26)).startswith(expected)
    assert len(expected) > len(url) or expected == url


def test_the_longest_that_is_whole_is_as_long_as_it_says() -> None:
    words = ("pier " * 60)[:MAX_WHOLE].replace("pier", "mole", 1)
    assert "," not in link(words)
    assert "," in link(words + " and more")


def test_quotes_have_both_wherever_they_are_shown(client: TestClient) -> None:
    (whole,) = client.get("/v1/quotes?q=storm").json()["data"]
    assert whole["citation"].startswith("Tessa Orma: “We are ready for any storm” — The Harbour")
    assert whole["citation_url"] == (
        "https://gazette.example/quiet-tern#:~:text=We%20are%20ready%20for%20any%20storm"
    )
    (undated,) = client.get("/v1/quotes?q=sad").json()["data"]
    assert undated["citation"] == "Smith: “a 100% sad day”"
    assert undated["citation_url"] is None
