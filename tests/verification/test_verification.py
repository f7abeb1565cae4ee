"""What is said of a claimed quotation, by the words that articles quote."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.verification import Agreement, Utterance, Verdict, judge
from app.verification.comparison import Change, Wording, compare
from app.verification.words import read_claim, read_words

STORM = ("We don’t fear the storm,", "It is the harbour – our harbour – that we’d miss.")
"""An utterance in two pieces, as by "she said" between them."""


@pytest.mark.parametrize(
    ("claim", "wording"),
    [
        # The very words, whole or in part, however marks and blanks are styled.
        ("We don’t fear the storm", "verbatim"),
        ("We don't fear the storm.", "verbatim"),
        ("  “We don’t fear\nthe storm!”  ", "verbatim"),
        ("«We don`t fear» no", "different"),
        ("fear the storm", "verbatim"),
        ("It is the harbour—our harbour—that we'd miss", "verbatim"),
        ("It is the harbour -- our harbour -- that we’d miss", "verbatim"),
        ("… fear the storm …", "verbatim"),
        ("We don’t fear the storm [sic]", "verbatim"),
        ("We don’t [sic] fear the storm", "verbatim"),
        ("&quot;We don&rsquo;t fear the storm&quot;", "verbatim"),
        ("We don&#8217;t fear the storm", "verbatim"),
        ("We don’t f\u00adear the st\u200borm", "verbatim"),
        # Pieces of one utterance are one, whatever punctuation stood between them.
        ("We don’t fear the storm. It is the harbour", "verbatim"),
        ("We don’t fear the storm, It is the harbour", "verbatim"),
        ("the storm It is", "verbatim"),
        # The same words, typed otherwise.
        ("we don’t fear the storm", "punctuation_only"),
        ("WE DON’T FEAR THE STORM", "punctuation_only"),
        ("We don’t fear, the storm", "punctuation_only"),
        ("We don’t fear ‘the storm’", "punctuation_only"),
        ("We don’t féar the storm", "punctuation_only"),
        ("We don’t fear … the storm", "punctuation_only"),
        ("[We] don’t fear the storm", "punctuation_only"),
        ("[W]e don’t fear the storm", "verbatim"),
        ("It is the harbour, our harbour, that we’d miss", "punctuation_only"),
        # What is left out or put in is marked.
        ("It is … our harbour", "elided"),
        ("It is ... our harbour", "elided"),
        ("It is . . . our harbour", "elided"),
        ("It is […] our harbour", "elided"),
        ("It is [...] our harbour", "elided"),
        ("It is (...) our harbour", "elided"),
        ("We don’t fear … that we’d miss.", "elided"),
        ("[The town’s people] don’t fear the storm", "elided"),
        ("We don’t fear the [coming] storm", "elided"),
        ("We don’t fear the storm[s]", "elided"),
        # Marks prove nothing where too little stands between them.
        ("… harbour … miss", "different"),
        ("[They will never] miss", "different"),
        ("our harbour … It is", "different"),
        # Other words, and words left out without a mark.
        ("We do fear the storm", "altered"),
        ("We don’t fear the war", "altered"),
        ("We fear the storm", "altered"),
        ("We dont fear the storm", "altered"),
        ("We really don’t fear the storm", "altered"),
        ("It is our harbour", "altered"),
        ("Nobody out here will miss it", "different"),
        ("harbours", "different"),
        ("", "different"),
        ("…", "different"),
    ],
)
def test_a_claim_is_compared_by_its_words(claim: str, wording: str) -> None:
    assert compare(read_claim(claim), STORM).wording == wording


@pytest.mark.parametrize(
    ("quoted", "claim", "wording"),
    [
        ("We sent 4,500 troops", "We sent 4500 troops", "punctuation_only"),
        ("We sent 4,500 troops", "We sent 45,00 troops", "altered"),
        ("It rose by 3.5 points", "It rose by 35 points", "altered"),
        ("The U.S. stays with us", "The US stays with us", "punctuation_only"),
        ("The F-35 jets are here", "The F 35 jets are here", "punctuation_only"),
        ("It is 100% ours now", "It is 100 ours now", "altered"),
        ("We [the crew] stay here", "We [the crew] stay here", "verbatim"),
        ("We [the crew] will stay here", "We will stay here", "elided"),
        ("Well… we will see", "Well... we will see", "verbatim"),
        ("‘Stay,’ he told us all", "“Stay,” he told us all", "verbatim"),
        ("The 3rd ship sank then", "The 3rd ship sank then", "verbatim"),
        ("Ƶ\u0302ulte is café", "Ƶ\u0302ulte is cafe\u0301", "verbatim"),
        ("知事は言った", "知事は言った", "verbatim"),
        ("Yes", "“Yes!”", "verbatim"),
        ("Yes", "No", "different"),
    ],
)
def test_numbers_signs_and_abbreviations_are_words(quoted: str, claim: str, wording: str) -> None:
    assert compare(read_claim(claim), [quoted]).wording == wording


def test_a_comparison_tells_which_characters_of_each_piece_are_meant() -> None:
    found = compare(read_claim("fear the storm … our harbour"), STORM)
    assert [STORM[n][start:end] for n, start, end in found.spans] == [
        "fear the storm",
        "It is the harbour – our harbour",
    ]


@pytest.mark.parametrize(
    ("claim", "changes"),
    [
        (
            "We do fear the great storm",
            [
                ("same", "We", "We"),
                ("replaced", "don’t", "do"),
                ("same", "fear the", "fear the"),
                ("added", None, "great"),
                ("same", "storm", "storm"),
            ],
        ),
        (
            "We don’t fear … it is the harbour",
            [
                ("same", "We don’t fear", "We don’t fear"),
                ("left_out", "the storm", None),
                ("same", "It is the harbour", "it is the harbour"),
            ],
        ),
        ("fear the war", [("same", "fear the", "fear the"), ("replaced", "storm", "war")]),
    ],
)
def test_a_diff_leads_from_the_quoted_words_to_the_claimed(
    claim: str, changes: list[tuple[str, str | None, str | None]]
) -> None:
    assert compare(read_claim(claim), STORM).diff == tuple(Change(*one) for one in changes)


@given(st.text(st.characters(), max_size=80) | st.text("[].…a ’'&;sic-35", max_size=40))
def test_any_text_has_words_that_stand_where_they_are_said_to(text: str) -> None:
    words = list(read_words(text))
    assert all(word.key and text[word.start : word.end] for word in words)
    assert [word.start for word in words] == sorted({word.start for word in words})
    compare(read_claim(text), [text, text])


@given(st.lists(st.sampled_from("we will not go to the harbour now".split()), min_size=2))
def test_what_is_quoted_is_verbatim_in_any_piece(words: list[str]) -> None:
    quoted = " ".join(words)
    assert compare(read_claim(quoted), ["Yes.", quoted]).wording is Wording.VERBATIM


def said(words: str, agreement: Agreement = Agreement.SAME, **known: bool) -> Utterance:
    return Utterance(f"{words} {agreement} {known}", (words,), agreement, **known)


BEND, STEEL = "Steel will not bend", "Steel will never bend"
SAME, OPEN, OTHER = Agreement.SAME, Agreement.OPEN, Agreement.OTHER


@pytest.mark.parametrize(
    ("utterances", "verdict", "best"),
    [
        ([], "not_found", None),
        ([said("Nothing of the sort")], "not_found", None),
        ([said("Steel is to bend")], "not_found", said("Steel is to bend")),
        ([said(BEND)], "verbatim", said(BEND)),
        ([said(STEEL)], "altered", said(STEEL)),
        ([said(STEEL), said(BEND.upper())], "punctuation_only", said(BEND.upper())),
        ([said(BEND, OTHER)], "other_speaker", said(BEND, OTHER)),
        ([said(BEND, OPEN)], "other_speaker", said(BEND, OPEN)),
        ([said(STEEL, OTHER)], "other_speaker", said(STEEL, OTHER)),
        ([said(BEND, OTHER), said(BEND, OPEN)], "other_speaker", said(BEND, OPEN)),
        ([said(BEND, OTHER), said(BEND.upper())], "punctuation_only", said(BEND.upper())),
        ([said(BEND, OTHER), said(STEEL)], "other_speaker", said(BEND, OTHER)),
        ([said(STEEL, OTHER), said(STEEL)], "altered", said(STEEL)),
        ([said(BEND, is_reported=True), said(BEND)], "verbatim", said(BEND)),
        ([said(BEND, is_reported=True)], "verbatim", said(BEND, is_reported=True)),
    ],
)
def test_the_best_utterance_decides(
    utterances: list[Utterance], verdict: str, best: Utterance | None
) -> None:
    found, findings = judge(read_claim(BEND), utterances)
    assert found is Verdict(verdict)
    assert [one.utterance for one in findings[:1]] == ([best] if best else [])


def test_what_only_comes_near_is_shown_where_nothing_is_better() -> None:
    near, altered = said("Steel is to bend"), said(STEEL)
    assert [one.utterance for one in judge(read_claim(BEND), [near])[1]] == [near]
    assert [one.utterance for one in judge(read_claim(BEND), [near, altered])[1]] == [altered]


def test_speeches_without_end_are_compared_up_to_a_point() -> None:
    speech = "Steel will bend, and bend, and never break. " * 1_000
    speeches = [Utterance(f"{n:03}", (speech,)) for n in range(50)]
    exact = said(BEND)
    verdict, findings = judge(read_claim(BEND), [*speeches, exact])
    assert (verdict, findings[0].utterance) == ("verbatim", exact)
    assert len(judge(read_claim(BEND), speeches)[1]) < 10
