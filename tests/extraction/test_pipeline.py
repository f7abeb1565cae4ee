"""What the pipeline promises about its parts: their order, words, paragraphs and lists."""

import pytest
from spacy.tokens import Doc

from app.extraction.extract import Pipeline
from app.extraction.gazetteer import build_matcher, find_phrases
from app.extraction.pipeline import COMPONENTS, ModelMissingError, build_pipeline
from app.extraction.tokenizer import tokenizer_for

# What would be missed without a word if the order were another.
NEEDS = {
    "organizations": "doc._.countries",
    "people": "doc._.organizations",
    "more_organizations": "doc._.people",
    "roles": "doc._.people",
    "exercises": "doc._.organizations",
    "quotes": "doc._.people",
}


def test_every_component_finds_what_it_needs(pipeline: Pipeline) -> None:
    analysis = pipeline.nlp.analyze_pipes()
    assert analysis is not None
    problems = analysis["problems"]
    assert {name: problems[name] for name in COMPONENTS} == {name: [] for name in COMPONENTS}


def test_components_state_what_they_need(pipeline: Pipeline) -> None:
    analysis = pipeline.nlp.analyze_pipes(keys=["assigns", "requires"])
    assert analysis is not None
    for name, attribute in NEEDS.items():
        assert attribute in analysis["summary"][name]["requires"]


def test_components_run_in_the_order_of_their_list(pipeline: Pipeline) -> None:
    assert tuple(pipeline.nlp.pipe_names[-len(COMPONENTS) :]) == tuple(COMPONENTS)
    assert pipeline.nlp.pipe_names[0] == "paragraphs"


def test_a_missing_model_is_named_with_the_command_that_installs_it() -> None:
    with pytest.raises(ModelMissingError, match=r"no_such_model .* pip install -r "):
        build_pipeline("no_such_model")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A U.S.-led force", ["A", "U.S.", "-", "led", "force"]),
        ("UPI/Reuters", ["UPI", "/", "Reuters"]),
        ("and/or", ["and/or"]),
        ('safe,"Lund said', ["safe", ",", '"', "Lund", "said"]),
        ("Lund (R-Ohio): Stop", ["Lund", "(", "R", "-", "Ohio", ")", ":", "Stop"]),
        ('Lund (R-Ohio):"Stop', ["Lund", "(", "R", "-", "Ohio", ")", ":", '"', "Stop"]),
        ("Lt. Gen. Lund", ["Lt.", "Gen.", "Lund"]),
        ("Rear Adm. Lund", ["Rear", "Adm.", "Lund"]),
        ("Lund left.", ["Lund", "left", "."]),
    ],
)
def test_words_are_parted_as_the_rules_expect(
    pipeline: Pipeline, text: str, words: list[str]
) -> None:
    for tokenize in (pipeline.nlp.tokenizer, tokenizer_for(pipeline.nlp.vocab)):
        assert [token.text for token in tokenize(text)] == words


def test_no_sentence_and_no_parse_crosses_a_line_break(pipeline: Pipeline) -> None:
    doc: Doc = pipeline.nlp.get_pipe("paragraphs")(
        pipeline.nlp.make_doc("Harbour closed\nMara Lindqvist of the town\n\nleft, and Lund")
    )
    for name, component in pipeline.nlp.pipeline[1 : -len(COMPONENTS)]:
        assert name not in COMPONENTS
        doc = component(doc)
    paragraph = [doc.text[: token.idx].count("\n") for token in doc]
    breaks = {token.i for token in doc if token.is_space}
    assert [t for t in doc if t.i not in breaks and paragraph[t.i] != paragraph[t.head.i]] == []
    assert [e for e in doc.ents if "\n" in e.text] == []


def test_the_longest_phrases_are_found_and_none_overlap(pipeline: Pipeline) -> None:
    vocab = pipeline.nlp.vocab
    matcher = build_matcher(vocab, ["north sea", "north", "sea port", "port"])
    doc = tokenizer_for(vocab)("north sea port and north port")
    assert find_phrases(matcher, doc) == [
        (0, 2, "north sea"),
        (2, 3, "port"),
        (4, 5, "north"),
        (5, 6, "port"),
    ]
