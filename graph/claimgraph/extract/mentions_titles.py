"""Titles that stand before, after or around a person's name, and whom the holder stands for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from claimgraph.extract.gazetteer import Hit, Kind
from claimgraph.extract.mentions_grid import MONTHS, Grid
from claimgraph.extract.mentions_lexicon import Lexicon

_LONGEST_TITLE = 14  # tokens
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


@dataclass(frozen=True, slots=True)
class Title:
    """Hold a title's words, and whom its holder stands for."""

    first: int
    last: int
    head: int
    label: str | None  # None for an occupation that is no post
    nations: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    former: bool = False
    stands: bool = True  # its holder speaks for the nations and bodies; not so "Kenyan author"
    apposed: bool = False  # a comma or bracket stands between it and the name


class TitleReader:
    """Read titles of one sentence, to the left and to the right of a name."""

    __slots__ = ("_at", "grid", "lexicon")

    def __init__(self, grid: Grid, lexicon: Lexicon, hits: Sequence[Hit]) -> None:
        self.grid = grid
        self.lexicon = lexicon
        self._at: dict[int, Hit] = {p: hit for hit in hits for p in range(hit.first, hit.last)}

    def hit(self, place: int) -> Hit | None:
        """Return the known phrase that a token belongs to."""
        return self._at.get(place)

    def _head(self, place: int) -> bool:
        key = self.grid.key(place)
        return key in self.lexicon.title_heads or key in self.lexicon.before

    def is_head(self, place: int) -> bool:
        """Tell whether a token is the head word of a title, hyphened ones included."""
        if self._head(place):
            return True
        grid = self.grid
        # "Secretary-General" and "then-President" are three tokens each.
        return (
            grid.key(place - 1) == "-"
            and f"{grid.key(place - 2)}-{grid.key(place)}" in self.lexicon.title_heads
        )

    def _topic(self, place: int) -> bool:
        grid = self.grid
        key = grid.key(place)
        return (
            key in self.lexicon.topics
            or key in {"of", "for", "the", "and", "&", "to", "on", "-", "in"}
            or (place in self._at and key not in self.lexicon.title_heads)
            or grid.pos[place] in ("PROPN", "NOUN", "ADJ")
        )

    def before(self, name: int) -> Title | None:
        """Return the title that ends where a name begins: "the premier, Jo Roe"."""
        grid = self.grid
        end = name
        while end > 0 and grid.key(end - 1) in self.lexicon.honorifics:
            end -= 1
        apposed = grid.key(end - 1) in {",", "(", '"', ":"}
        if apposed:
            end -= 1
            while end > 0 and grid.key(end - 1) in {",", '"'}:
                end -= 1
        low = max(0, end - _LONGEST_TITLE)
        head = end - 1
        if head < low:
            return None
        if not self.is_head(head):
            head = self._head_of(low, end)
            if head < 0:
                return None
        grown = self._grow(head, end)
        return replace(grown, apposed=apposed) if grown is not None else None

    def _head_of(self, low: int, end: int) -> int:
        """Return the head of "HEAD of TOPIC" that ends at ``end``, or -1."""
        grid = self.grid
        place = end - 1
        linked = False
        while place >= low:
            if self.is_head(place):
                return place if linked else -1
            if not self._topic(place):
                return -1
            if grid.key(place) in {"of", "for", "to", "on", "in"}:
                linked = True
            place -= 1
        return -1

    def _grow(self, head: int, end: int) -> Title | None:
        """Return the title around a head, with the words before it that belong to it."""
        grid, lexicon = self.grid, self.lexicon
        first = head
        nations: list[str] = []
        bodies: list[str] = []
        former = False
        label_first = head
        place = head - 1
        # "Secretary-General", "Under-Secretary-General", "then-President"
        while grid.key(place) == "-" and place > 0 and not grid.sentence.tokens[place].whitespace_:
            first = place - 1
            if grid.key(place - 1) in lexicon.former:
                former = True
            else:
                label_first = place - 1
            place -= 2
        while place >= 0 and head - place < _LONGEST_TITLE:
            key = grid.keys[place]
            hit = self._at.get(place)
            if hit is not None and hit.last == place + 1:
                self._stand(hit, nations, bodies)
                first = hit.first
                if any(entry.kind is Kind.BODY for entry in hit.entries):
                    label_first = first
                place = hit.first - 1
                continue
            if key in {"'s", "'"} and place > 0 and self._at.get(place - 1) is not None:
                place -= 1
                continue
            if key in lexicon.former:
                former = True
                first = place
            elif key == "-" and grid.key(place - 1) in lexicon.title_modifiers | lexicon.former:
                place -= 1
                continue
            elif grid.words[place].isupper() and 2 <= len(key) <= 6 and place < head:
                # "NWF spokesman": an acronym that only this document knows.
                bodies.append(grid.words[place])
                first = label_first = place
            elif self._modifier(place):
                first = place
                label_first = place if not nations and not bodies else label_first
            elif self._named_post(place, head):
                first = label_first = place
            elif (
                grid.pos[place] in ("ADJ", "ADV")
                and grid.words[place].islower()
                and self._owned_before(place)
            ):
                first = place
            elif key in {"the", "a", "an", "his", "her", "their", "its", "our", "my"}:
                first = place
                break
            else:
                break
            place -= 1
        self._inside(head, end, nations, bodies)
        label = self._label(label_first, end, head, nations)
        stands = grid.keys[head] not in self.lexicon.occupations
        return Title(
            first, end, head, label, _unique(nations), _unique(bodies), former, stands=stands
        )

    def _named_post(self, place: int, head: int) -> bool:
        """Tell whether a capital before a capital head names the post: "Wellness Minister"."""
        grid = self.grid
        if not grid.capital(head) or grid.titled or place == 0:
            return False
        if grid.keys[place] in {"and", "&"}:
            return (
                grid.capital(place - 1)
                and grid.keys[place - 1] in self.lexicon.topics
                and place + 1 not in self._at
            )
        return (
            grid.capital(place)
            and grid.pos[place] == "PROPN"
            and grid.ents[place] not in ("PERSON", "GPE", "DATE")
            and grid.keys[place] not in MONTHS
            and head - place <= 5
        )

    def _owned_before(self, place: int) -> bool:
        """Tell whether a country stands before an adjective: "Kenya's outspoken premier"."""
        grid = self.grid
        for earlier in range(place - 1, max(-1, place - 4), -1):
            if earlier in self._at:
                return True
            if (
                grid.pos[earlier] not in ("ADJ", "ADV", "PART", "PUNCT")
                or grid.words[earlier] == ","
            ):
                return False
        return False

    def _modifier(self, place: int) -> bool:
        grid = self.grid
        key = grid.keys[place]
        if key in self.lexicon.title_modifiers:
            return True
        if key == "and":
            around = {self.grid.key(place - 1), self.grid.key(place + 1)}
            return around <= self.lexicon.topics and grid.words[place - 1].istitle() == (
                grid.capital(place + 1)
            )
        return key in self.lexicon.topics and (grid.pos[place] in ("PROPN", "NOUN", "ADJ"))

    def _stand(self, hit: Hit, nations: list[str], bodies: list[str]) -> None:
        entry = hit.entries[0]
        if entry.type == "Country":
            nations.append(entry.name)
        elif entry.kind is Kind.BODY:
            bodies.append(entry.name)

    def _inside(self, head: int, end: int, nations: list[str], bodies: list[str]) -> None:
        place = head + 1
        while place < end:
            hit = self._at.get(place)
            if hit is not None:
                # "ambassador to Kenya" and "bishop in Kenya" speak for another one.
                before = place - 2 if self.grid.key(place - 1) == "the" else place - 1
                away = self.grid.key(before) in {"to", "in", "at", "on"}
                # "director of US affairs" is no one who speaks for the US.
                inner = hit.last < end and self.grid.pos[hit.last] in ("NOUN", "PROPN", "ADJ")
                if hit.last <= end and not inner and not (away and place > head + 1):
                    self._stand(hit, nations, bodies)
                place = hit.last
            else:
                place += 1

    def _label(self, first: int, end: int, head: int, nations: Sequence[str]) -> str | None:
        """Return the title as written, without the country and a trailing comma."""
        grid = self.grid
        if grid.keys[head] in self.lexicon.weak_titles and end - first <= 2:
            return None
        while end > head + 1 and grid.words[end - 1] in {",", '"', "-"}:
            end -= 1
        while end > head + 1 and grid.keys[end - 1] in self.lexicon.honorifics:
            end -= 1
        # "prime minister of Kenya": the country is kept apart, in ``nations``.
        for place in range(head + 1, end):
            hit = self._at.get(place)
            if (
                hit is not None
                and hit.entries[0].type == "Country"
                and hit.entries[0].name in nations
                and hit.last >= end
                and grid.key(place - 1) in {"of", "for", "the", "in"}
            ):
                stop = place - 1
                while stop > head and grid.key(stop) in {"of", "for", "the", "in"}:
                    stop -= 1
                end = stop + 1
                break
        text = grid.text(first, end)
        return self.lexicon.before.get(grid.keys[head], text) if end - first == 1 else text

    def after(self, name_end: int) -> Title | None:
        """Return the title in apposition after a name: ", the foreign minister of Kenya,"."""
        grid = self.grid
        place = name_end
        if grid.key(place) not in {",", "(", "-", "--", "—", "–"}:
            return None
        place += 1
        start = place
        limit = min(len(grid), start + 9)
        while place < limit:
            if self.is_head(place) and not self._goes_on(place, limit):
                break
            key = grid.keys[place]
            hit = self._at.get(place)
            if hit is not None:
                place = hit.last
            elif (
                key in _OPENERS
                or key in self.lexicon.former
                or (
                    grid.pos[place] in ("ADJ", "NOUN", "PROPN", "ADV", "NUM")
                    and grid.words[place] != ","
                )
            ):
                place += 1
            else:
                return None
        else:
            return None
        if place >= limit:
            return None
        head = place
        if grid.pos[head] not in ("NOUN", "PROPN", "ADJ"):
            return None
        end = self._tail(head)
        follow = grid.key(end)
        # "X, president of Y, said" yes; "X, president Z said" is the next name's title.
        if follow and grid.capital(end) and grid.pos[end] == "PROPN":
            return None
        grown = self._grow(head, end)
        if grown is None:
            return None
        first = max(start, grown.first)
        if grown.label is None:
            return replace(grown, first=first)
        label_first = start
        while label_first < head and (
            grid.keys[label_first] in _OPENERS
            or grid.keys[label_first] in self.lexicon.former
            or (
                label_first in self._at
                and self._at[label_first].entries[0].type == "Country"
                and grid.key(label_first - 1) not in {"of", "for"}
            )
        ):
            label_first += 1
        nations, bodies = list(grown.nations), list(grown.bodies)
        self._inside(start - 1, head, nations, bodies)
        former = grown.former or any(
            grid.keys[p] in self.lexicon.former for p in range(start, head)
        )
        label = self._label(label_first, end, head, nations)
        while end > head + 1 and grid.words[end - 1] == ",":
            end -= 1
        return Title(
            start,
            end,
            head,
            label,
            _unique(nations),
            _unique(bodies),
            former,
            stands=grown.stands,
            apposed=True,
        )

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
                    or one in self._at
                    for one in between
                )
                if not plain:
                    return None
                tail = self._tail(head)
                if grid.capital(tail) and grid.pos[tail] == "PROPN":
                    return None
                return self._grow(head, tail)
        return None

    def _tail(self, head: int) -> int:
        """Return the end of "HEAD of the …" after a head."""
        grid = self.grid
        place = head + 1
        while place < len(grid) and place - head < 16:
            key = grid.keys[place]
            hit = self._at.get(place)
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
                    and self._at.get(place + 1) is None
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


def _unique(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
