"""Read dates that count from the document's own: 'last year', 'two months ago'."""

from __future__ import annotations

from dataclasses import dataclass

from claimgraph.extract.attribute_words import table, words
from claimgraph.extract.dates_resolve import Clock, span_of_week, weekday_value
from claimgraph.extract.figures_pieces import Piece, text_at


@dataclass(frozen=True, slots=True)
class Read:
    """Hold a date as read: the piece after it, its ISO value, the end of a range."""

    last: int
    value: str | None
    high: str | None = None
    modifier: bool = False


class RelativeReader:
    """Read one relative date at a place; None where none begins."""

    def __init__(self, pieces: list[Piece], clock: Clock) -> None:
        self.pieces = pieces
        self.clock = clock

    def relative(self, i: int) -> Read | None:
        """Read 'last year', 'this month', 'next week', 'last Tuesday', 'next March'."""
        which, unit = self.pieces[i].text, text_at(self.pieces, i + 1)
        if which in ("past", "previous"):
            return None
        step = {"last": -1, "this": 0, "next": 1}[which]
        if unit == "year":
            return Read(i + 2, self.clock.year(step))
        if unit == "month":
            return Read(i + 2, self.clock.months_off(step))
        if unit in ("week", "weekend"):
            return Read(i + 2, span_of_week(self.clock, step))
        if unit in table("figures", "weekdays"):
            value = weekday_value(
                self.clock, table("figures", "weekdays")[unit], before=which, future=step > 0
            )
            return Read(i + 2, value)
        if unit in table("figures", "months") and self.pieces[i + 1].raw[0].isupper():
            month = table("figures", "months")[unit]
            return Read(i + 2, self.clock.month(month, future=step > 0, strict=step != 0))
        if unit in words("figures", "seasons") and self.clock.today is not None:
            return Read(i + 2, None)
        if unit in ("morning", "afternoon", "evening", "night"):
            return Read(i + 2, self.clock.shifted(-1 if which == "last" else 0))
        return None

    def ago(self, i: int) -> Read | None:
        """Read 'two years ago', 'a month ago', '10 days earlier' is left alone."""
        text = self.pieces[i].text
        count = 1 if text in ("a", "an") else table("figures", "units").get(text)
        if count is None or text_at(self.pieces, i + 2) != "ago":
            return None
        return self.back(i, count)

    def back(self, i: int, count: int) -> Read | None:
        """Return the date so many units before the document's, at '<count> <unit> ago'."""
        unit = text_at(self.pieces, i + 1).rstrip("s")
        value: str | None
        if unit == "year":
            value = self.clock.year(-count)
        elif unit == "month":
            value = self.clock.months_off(-count)
        elif unit == "week":
            value = span_of_week(self.clock, -count)
        elif unit == "day":
            value = self.clock.shifted(-count)
        else:
            return None
        return Read(i + 3, value)
