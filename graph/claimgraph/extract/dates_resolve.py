"""Count from the document's date: the arithmetic of relative dates, in ISO strings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


def moment(year: int, month: int, day: int) -> str | None:
    """Return an ISO day, None for one that no calendar has.

    >>> moment(2025, 2, 29) is None, moment(2024, 2, 29)
    (True, '2024-02-29')
    """
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def month_value(year: int, month: int) -> str:
    """Return an ISO month.

    >>> month_value(2025, 3)
    '2025-03'
    """
    return f"{year:04d}-{month:02d}"


@dataclass(frozen=True, slots=True)
class Clock:
    """Hold the document's date, as precise as it is known: a day, a month or a year."""

    today: date | None = None
    known_month: tuple[int, int] | None = None
    known_year: int | None = None

    @classmethod
    def of(cls, written: str | None) -> Clock:
        """Return the clock of an ISO date of any precision; an odd one tells no time.

        >>> Clock.of("2025-06").months_off(-1), Clock.of("2025").year(-1), Clock.of("soon").year(0)
        ('2025-05', '2024', None)
        """
        parts = (written or "")[:10].split("-")
        try:
            numbers = [int(part) for part in parts]
            day = date(*[*numbers, 1, 1][:3])
        except ValueError:
            return cls()
        return cls(
            today=day if len(numbers) >= 3 else None,
            known_month=(day.year, day.month) if len(numbers) >= 2 else None,
            known_year=day.year,
        )

    def shifted(self, days: int) -> str | None:
        """Return the day so many days from the document's."""
        if self.today is None:
            return None
        try:
            return (self.today + timedelta(days=days)).isoformat()
        except OverflowError:
            return None

    def year(self, step: int) -> str | None:
        """Return the year so many years from the document's."""
        return None if self.known_year is None else str(self.known_year + step)

    def months_off(self, step: int) -> str | None:
        """Return the month so many months from the document's."""
        if self.known_month is None:
            return None
        count = self.known_month[0] * 12 + self.known_month[1] - 1 + step
        return month_value(count // 12, count % 12 + 1)

    def month(self, month: int, *, future: bool = False, strict: bool = False) -> str | None:
        """Return the nearest month of that name: the past one, or the coming one.

        :param strict: the document's own month does not count

        >>> clock = Clock.of("2025-06-15")
        >>> clock.month(3), clock.month(9), clock.month(9, future=True), clock.month(6)
        ('2025-03', '2024-09', '2025-09', '2025-06')
        """
        if self.known_month is None:
            return None
        year, now = self.known_month
        if month == now and not strict:
            return month_value(year, month)
        if future:
            return month_value(year if month > now else year + 1, month)
        return month_value(year if month < now else year - 1, month)

    def day(self, year: int | None, month: int, day: int, *, future: bool = False) -> str | None:
        """Return a day whose year may be left to the document's date.

        >>> Clock.of("2025-06-15").day(None, 5, 24), Clock.of("2025-01-03").day(None, 12, 30)
        ('2025-05-24', '2024-12-30')
        """
        if year is not None:
            return moment(year, month, day)
        if self.today is None:
            return None
        here = moment(self.today.year, month, day)
        if here is None:
            return None
        gap = (date.fromisoformat(here) - self.today).days
        if gap > 0 and not future:
            return moment(self.today.year - 1, month, day)
        if gap < 0 and future:
            return moment(self.today.year + 1, month, day)
        return here


def weekday_value(clock: Clock, day: int, *, before: str, future: bool) -> str | None:
    """Return the nearest day of that name: the last one with today, or the coming one.

    :param before: the word before it: 'last' leaves out today

    >>> clock = Clock.of("2025-06-04")
    >>> weekday_value(clock, 1, before="on", future=False)
    '2025-06-03'
    >>> weekday_value(clock, 4, before="next", future=True)
    '2025-06-06'
    """
    if clock.today is None:
        return None
    gap = (clock.today.weekday() - day) % 7
    if future or before == "next":
        return clock.shifted((day - clock.today.weekday()) % 7 or 7)
    if gap == 0 and before == "last":
        gap = 7
    return clock.shifted(-gap)


def span_of_week(clock: Clock, step: int) -> str | None:
    """Return the month, or else the year, that a whole week lies in; None where it lies in two.

    >>> span_of_week(Clock.of("2025-06-20"), -1), span_of_week(Clock.of("2025-06-04"), -1)
    ('2025-06', '2025')
    """
    if clock.today is None:
        return None
    try:
        monday = clock.today - timedelta(days=clock.today.weekday()) + timedelta(weeks=step)
        sunday = monday + timedelta(days=6)
    except OverflowError:
        return None
    if (monday.year, monday.month) == (sunday.year, sunday.month):
        return month_value(monday.year, monday.month)
    return str(monday.year) if monday.year == sunday.year else None
