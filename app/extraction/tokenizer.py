"""The English tokenizer as newskb has it, for articles and for the phrases of lexicons alike."""

from collections.abc import Callable
from functools import lru_cache, partial
from re import Match

from spacy.attrs import ORTH
from spacy.lang.en import English
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex
from spacy.vocab import Vocab

from app.extraction.lexicon.titles import load_titles

# spaCy parts words at hyphens between letters, but leaves "U.S.-led" and "AFP/Reuters" whole, and
# what runs together at a quotation mark: 'it is,"Holm said', 'Holm (R-S.C.):"It is'.
_MORE_INFIXES = (
    r"(?<=[A-Za-z]\.)-(?=[A-Za-z])",
    r"(?<=[A-Za-z])/(?=[A-Z])",
    r"""(?<=[\w.,:;!?)])"(?=[^\W\d])""",
    r"""(?:[):,;!?]|(?<=[a-z]{2})\.)(?=[):,;!?]*"[^\W\d])""",
)
_NO_FACE = "):"
"""An emoticon for spaCy; in news it ends a parenthesis before what somebody says."""


# No suffix is longer, with what stands before it.
_END = 64


def adapt(tokenizer: Tokenizer) -> None:
    """Make `tokenizer` part abbreviations from what a hyphen joins to them, and keep titles.

    A title cut in two ("Lt" and ".") would end the sentence there.
    """
    tokenizer.rules = {word: parts for word, parts in tokenizer.rules.items() if word != _NO_FACE}
    tokenizer.suffix_search = partial(_search_end, tokenizer.suffix_search)
    infixes = [*(English.Defaults.infixes or ()), *_MORE_INFIXES]
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    titles = load_titles()
    for title in (*titles.ranks, *titles.honorifics, *titles.offices):
        for word in title.split():
            if word.endswith(".") and word[:-1].isalpha():
                tokenizer.add_special_case(word, [{ORTH: word}])


def _search_end(search: Callable[[str], Match[str] | None], word: str) -> Match[str] | None:
    """Search only the end of a word: for each mark of a long row, spaCy searches all of it."""
    return search(word[-_END:])


@lru_cache(maxsize=4)
def tokenizer_for(vocab: Vocab) -> Tokenizer:
    """Return a tokenizer with the English rules that shares `vocab`."""
    tokenizer = English(vocab=vocab).tokenizer
    adapt(tokenizer)
    return tokenizer
