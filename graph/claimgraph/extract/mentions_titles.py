"""Titles after a name: in apposition, in brackets, one after the other."""

from __future__ import annotations

from dataclasses import replace

from claimgraph.extract.mentions_grid import MONTHS
from claimgraph.extract.mentions_title_parts import Title, TitleParts, unique

__all__ = ["Title", "TitleReader"]
_OPENERS = frozenset(
    {
        "the",
        "a",
        "an",
        "'s",
        "'",
        "its",
        "their",
        "his",
        "her",
        "our",
        "my",
        "one",
        "of",
        "-",
        "and",
        "&",
    }
)


class TitleReader(TitleParts):
    """Read titles of one sentence, to the left and to the right of a name."""

    __slots__ = ()

    def after(self, name_end: int) -> Title | None:
        """Return the title in apposition after a name: ", the foreign minister of Kenya,"."""
        grid = self.grid
        place = name_end
        if grid.key(place) not in {",", "(", "-", "--", "—", "–"}:
            return None
        start = place + 1
        head = self._head_after(start)
        if head is None or grid.pos[head] not in ("NOUN", "PROPN", "ADJ"):
            return None
        end = self._tail(head)
        follow = grid.key(end)
        # "X, president of Y, said" yes; "X, president Z said" is the next name's title.
        if follow and grid.capital(end) and grid.pos[end] == "PROPN":
            return None
        grown = self.grow(head, end)
        if grown is None:
            return None
        if grown.label is None:
            return replace(grown, first=max(start, grown.first))
        nations, bodies = list(grown.nations), list(grown.bodies)
        self.inside(start - 1, head, nations, bodies)
        former = grown.former or any(
            grid.keys[p] in self.lexicon.former for p in range(start, head)
        )
        label = self.label(self._label_start(start, head), end, head, nations)
        while end > head + 1 and grid.words[end - 1] == ",":
            end -= 1
        return Title(
            start,
            end,
            head,
            label,
            unique(nations),
            unique(bodies),
            former,
            stands=grown.stands,
            apposed=True,
        )

    def _head_after(self, start: int) -> int | None:
        """Return the head of the title that begins at a token, or None if none does."""
        grid = self.grid
        place, limit = start, min(len(grid), start + 9)
        while place < limit:
            if self.is_head(place) and not self._goes_on(place, limit):
                return place
            hit = self.known.get(place)
            if hit is not None:
                place = hit.last
            elif (
                grid.keys[place] in _OPENERS
                or grid.keys[place] in self.lexicon.former
                or (
                    grid.pos[place] in ("ADJ", "NOUN", "PROPN", "ADV", "NUM")
                    and grid.words[place] != ","
                )
            ):
                place += 1
            else:
                return None
        return None

    def _label_start(self, start: int, head: int) -> int:
        """Return where a title's own words begin: after articles, "former" and the country."""
        grid = self.grid
        place = start
        while place < head and (
            grid.keys[place] in _OPENERS
            or grid.keys[place] in self.lexicon.former
            or (
                place in self.known
                and self.known[place].entries[0].type == "Country"
                and grid.key(place - 1) not in {"of", "for"}
            )
        ):
            place += 1
        return place

    def _goes_on(self, place: int, limit: int) -> bool:
        """Tell whether a head only opens a longer title: "deputy" in "deputy prime minister"."""
        grid = self.grid
        if grid.key(place + 1) == "-":
            return True
        step = place + 1
        while step < limit and grid.keys[step] in self.lexicon.title_modifiers:
            step += 1
        return step < limit and self.is_head(step)

    def further(self, end: int) -> Title | None:
        """Return the title that goes on after "and": "premier and minister of finance"."""
        grid = self.grid
        place = end
        if grid.key(place) == ",":
            place += 1
        if grid.key(place) != "and":
            return None
        for head in range(place + 1, min(len(grid), place + 6)):
            if self.is_head(head) and not self.is_head(head + 1):
                between = range(place + 1, head)
                plain = all(
                    grid.keys[one] in self.lexicon.title_modifiers | self.lexicon.topics
                    or grid.keys[one] in {"the", "a", "-", "'s"}
                    or one in self.known
                    for one in between
                )
                if not plain:
                    return None
                tail = self._tail(head)
                if grid.capital(tail) and grid.pos[tail] == "PROPN":
                    return None
                return self.grow(head, tail)
        return None

    def _tail(self, head: int) -> int:
        """Return the end of "HEAD of the …" after a head."""
        grid = self.grid
        place = head + 1
        while place < len(grid) and place - head < 16:
            key = grid.keys[place]
            hit = self.known.get(place)
            if hit is not None:
                place = hit.last
            elif key in {"of", "for", "at", "to", "on", "with"} and place + 1 < len(grid):
                nxt = grid.pos[place + 1]
                if nxt not in ("DET", "PROPN", "NOUN", "ADJ"):
                    break
                if key in {"on", "to", "with"} and not grid.capital(place + 1):
                    break
                place += 1
            elif key in {"the", "&", "-", "'s", "'"} and place > head + 1:
                place += 1
            elif key == "and" and place > head + 1:
                # "Minister of Trade and Industry", but not "president of Kenya and his wife".
                if not (
                    grid.key(place + 1) in self.lexicon.topics
                    and not self.is_head(place + 1)
                    and self.known.get(place + 1) is None
                ):
                    break
                place += 1
            elif grid.pos[place] in ("PROPN", "NOUN", "ADJ") and place > head + 1:
                if key in MONTHS:
                    break
                place += 1
            else:
                break
        while place > head + 1 and grid.key(place - 1) in {
            "of",
            "for",
            "at",
            "the",
            "and",
            "to",
            "on",
            "with",
            "-",
            "'s",
        }:
            place -= 1
        return place
