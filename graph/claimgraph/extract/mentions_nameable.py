"""Which tokens can be part of a person's name, and how far a name goes."""

from __future__ import annotations

from collections.abc import Sequence

from claimgraph.extract.gazetteer import Hit
from claimgraph.extract.mentions_grid import MONTHS, Grid
from claimgraph.extract.mentions_lexicon import Lexicon

_LONGEST_NAME = 6


class Nameable:
    """Answer for one sentence which tokens can be part of a person's name."""

    __slots__ = ("_barred", "grid", "lexicon")

    def __init__(self, grid: Grid, lexicon: Lexicon, hits: Sequence[Hit]) -> None:
        self.grid = grid
        self.lexicon = lexicon
        self._barred = {place for hit in hits for place in range(hit.first, hit.last)}

    def __call__(self, place: int, *, known: bool = False) -> bool:
        """Tell whether a token can stand in a name; ``known`` inside an entity."""
        grid, lexicon = self.grid, self.lexicon
        if not grid.capital(place):
            return False
        word, key = grid.words[place], grid.keys[place]
        if not word.replace("'", "").replace(".", "").replace("-", "").isalpha():
            return False
        if key in MONTHS and not known:
            return False
        if place in self._barred and not known:
            return False
        if key in lexicon.title_heads or key in lexicon.honorifics or key in lexicon.before:
            return False
        if key in lexicon.organisations or key in lexicon.missions:
            return False
        if known:
            return True
        # A capital at the start of a sentence, or a common word, proves nothing.
        return grid.pos[place] == "PROPN" or (place > 0 and grid.pos[place] in ("NOUN", "X", "ADJ"))

    def _goes_on(self, place: int) -> bool:
        """Tell whether a small word after a hyphen belongs to a name: "Kim Dae-jung"."""
        grid = self.grid
        return (
            place < len(grid)
            and grid.words[place].isalpha()
            and (grid.ents[place] == "PERSON" or grid.pos[place] == "PROPN")
        )

    def extend(self, first: int, last: int, *, known: bool) -> int:
        """Return the end of the name that begins with [first, last)."""
        grid = self.grid
        while last < len(grid) and last - first < _LONGEST_NAME + 2:
            if self(last, known=known):
                last += 1
            elif (
                grid.words[last] == "-"
                and (self(last + 1, known=True) or self._goes_on(last + 1))
                and not grid.sentence.tokens[last - 1].whitespace_
            ):
                last += 2
            elif grid.keys[last] in self.lexicon.particles and last - first >= 1:
                stop = last + 1
                while grid.key(stop) in self.lexicon.particles and stop - last < 2:
                    stop += 1
                # "y", "e" and "al" join names in capitals only.
                if not self(stop, known=known):
                    return last
                last = stop + 1
            else:
                return last
        return last


def tidy_name(grid: Grid, first: int, last: int) -> str:
    """Return a name's words without points and commas at its ends."""
    name = grid.text(first, last).strip(" .,-")
    if not name.isupper() or len(name) < 5:
        return name
    return " ".join(w if w.endswith(".") else w.title() for w in name.split())
