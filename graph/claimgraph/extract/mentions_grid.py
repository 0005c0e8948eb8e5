"""A sentence's tokens as plain columns: read once, since the rules look at each many times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from claimgraph.extract.parse import Sentence
from claimgraph.model import PassageKind, fold

_SMALL = frozenset(
    "a an the of in on for to and or by with at from as over after is are was were be its his her "
    "their not no but into amid against vs via".split()
)
MONTHS = frozenset(
    "january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday".split()
)


@dataclass(slots=True)
class Grid:
    """Hold one sentence's columns; every index is a token's place in the sentence."""

    sentence: Sentence
    words: list[str]
    keys: list[str]  # without case and accents
    lemmas: list[str]
    pos: list[str]
    tags: list[str]
    deps: list[str]
    heads: list[int]
    ents: list[str]  # the entity's label at its tokens, "" elsewhere
    starts: list[bool]  # an entity begins here
    children: list[list[int]] = field(default_factory=list)
    titled: bool = False  # most words are capitalised, so case tells nothing
    shouted: bool = False  # most words are in capitals

    @property
    def index(self) -> int:
        """Return the sentence's place in the document."""
        return self.sentence.index

    def __len__(self) -> int:
        return len(self.words)

    def key(self, place: int) -> str:
        """Return a token's folded form, or an empty one outside the sentence."""
        return self.keys[place] if 0 <= place < len(self.keys) else ""

    def capital(self, place: int) -> bool:
        """Tell whether a token begins with a capital letter."""
        return 0 <= place < len(self.words) and self.words[place][:1].isupper()

    def text(self, first: int, last: int) -> str:
        """Return the words of [first, last) as written, single spaced.

        >>> # see tests: "the  president's" gives "the president's"
        """
        tokens = self.sentence.tokens
        parts = []
        for place in range(first, last):
            parts.append(self.words[place])
            if tokens[place].whitespace_ and place < last - 1:
                parts.append(" ")
        return " ".join("".join(parts).split())

    def root(self, first: int, last: int) -> int:
        """Return the token of [first, last) that the rest of it hangs on."""
        for place in range(first, last):
            head = self.heads[place]
            if not first <= head < last or head == place:
                return place
        return last - 1

    def left(self, place: int) -> int:
        """Return the first token of the subtree of a token."""
        return int(self.sentence.tokens[place].left_edge.i)

    def right(self, place: int) -> int:
        """Return the token after the subtree of a token."""
        return int(self.sentence.tokens[place].right_edge.i) + 1


def make_grid(sentence: Sentence) -> Grid:
    """Return a parsed sentence as columns."""
    tokens = sentence.tokens
    words = [token.text for token in tokens]
    heads = [token.head.i for token in tokens]
    grid = Grid(
        sentence=sentence,
        words=words,
        keys=[fold(word) if not word.islower() or not word.isascii() else word for word in words],
        lemmas=[token.lemma_.lower() for token in tokens],
        pos=[token.pos_ for token in tokens],
        tags=[token.tag_ for token in tokens],
        deps=[token.dep_ for token in tokens],
        heads=heads,
        ents=[token.ent_type_ for token in tokens],
        starts=[token.ent_iob_ == "B" for token in tokens],
    )
    grid.children = [[] for _ in words]
    for place, head in enumerate(heads):
        if head != place:
            grid.children[head].append(place)
    grid.titled, grid.shouted = _casing(sentence, words)
    return grid


def _casing(sentence: Sentence, words: Sequence[str]) -> tuple[bool, bool]:
    telling = [word for word in words if word.isalpha() and word.lower() not in _SMALL]
    if len(telling) < 4:
        return sentence.passage.kind is PassageKind.HEADLINE and len(telling) > 2, False
    capital = sum(word[0].isupper() for word in telling)
    shouted = sum(len(word) > 1 and word.isupper() for word in telling)
    ended = words[-1] in {".", "!", "?", '"', ":", ";", ","}
    return (
        capital >= 0.8 * len(telling) and (not ended or capital == len(telling)),
        shouted >= 0.7 * len(telling),
    )


def entity_runs(grid: Grid) -> list[tuple[int, int, str]]:
    """Return the model's entities as (first, last, label), in order."""
    runs: list[tuple[int, int, str]] = []
    place = 0
    while place < len(grid):
        kind = grid.ents[place]
        last = place + 1
        if kind:
            while last < len(grid) and grid.ents[last] == kind and not grid.starts[last]:
                last += 1
            runs.append((place, last, kind))
        place = last
    return runs
