"""Link the names of one document: surnames to full names, acronyms to what they stand for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from claimgraph.extract.mentions_grid import Grid
from claimgraph.extract.mentions_holders import holder_of, name_tokens
from claimgraph.extract.mentions_lexicon import load_lexicon
from claimgraph.extract.spans import Form, Span


@dataclass(slots=True)
class Figure:
    """Hold a person that a document names in full."""

    name: str
    tokens: tuple[str, ...]
    articles: set[int] = field(default_factory=set)
    represents: Counter[tuple[str, ...]] = field(default_factory=Counter)


def _same(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether two full names can be one person's.

    >>> _same(("ana", "quispe"), ("ana", "quispe", "mamani"))
    True
    >>> _same(("ana", "quispe"), ("eva", "quispe"))
    False
    """
    if len(one) > len(other):
        one, other = other, one
    if len(one) < 2:
        return False
    places = [other.index(token) if token in other else -1 for token in one]
    return -1 not in places and places == sorted(places)


def _forms(token: str) -> tuple[str, ...]:
    """Return a surname with and without the Arabic article.

    >>> _forms("al-assad"), _forms("nunez-roe")
    (('al-assad', 'assad'), ('nunez-roe',))
    """
    article, hyphen, rest = token.partition("-")
    return (token, rest) if hyphen and article in {"al", "el", "ul"} else (token,)


class PersonLinker:
    """Find for a written name which of the document's persons it means."""

    __slots__ = ("_by_token", "figures")

    def __init__(self, spans: Iterable[Span], grids: Sequence[Grid]) -> None:
        articles = [grid.sentence.passage.article.index for grid in grids]
        written: Counter[str] = Counter()
        places: dict[str, set[int]] = {}
        for span in spans:
            if span.type == "Person" and span.form is Form.NAME and len(name_tokens(span.name)) > 1:
                # Headlines run names and verbs together: they count for little.
                written[span.name] += 1 if grids[span.sentence].titled else 10
                places.setdefault(span.name, set()).add(articles[span.sentence])
        self.figures: list[Figure] = []
        self._by_token: dict[str, list[Figure]] = {}
        # The form met most often comes first and names the person.
        for name, _count in written.most_common():
            tokens = name_tokens(name)
            known = self._alike(tokens)
            if known is None:
                known = Figure(name, tokens)
                self.figures.append(known)
            elif len(tokens) > len(known.tokens):
                known.tokens = tokens
            known.articles |= places[name]
            for token in dict.fromkeys(known.tokens):
                for form in _forms(token):
                    here = self._by_token.setdefault(form, [])
                    if known not in here:
                        here.append(known)

    def _alike(self, tokens: tuple[str, ...]) -> Figure | None:
        """Return the first person whose full name these words can be."""
        found = [
            one
            for token in dict.fromkeys(tokens)
            for one in self._by_token.get(token, ())
            if _same(one.tokens, tokens)
        ]
        return min(found, key=self.figures.index, default=None)

    def full(self, name: str, article: int) -> Figure | None:
        """Return the person that a name of the article means, or None if none or several."""
        tokens = name_tokens(name)
        if not tokens:
            return None
        if len(tokens) > 1:
            return self._alike(tokens)
        found = self._by_token.get(tokens[0], [])
        for here in ([one for one in found if article in one.articles], found):
            last = [one for one in here if tokens[0] in _forms(one.tokens[-1])]
            for choice in (last, here):
                if len(choice) == 1:
                    return choice[0]
            if here:
                return None
        return None

    def shared(self) -> frozenset[str]:
        """Return the last names that several persons bear."""
        lasts = Counter(one.tokens[-1] for one in self.figures)
        return frozenset(name for name, count in lasts.items() if count > 1)

    def surnames(self) -> dict[str, Figure]:
        """Return the last names that stand for one person only."""
        lasts = Counter(one.tokens[-1] for one in self.figures)
        known = load_lexicon()
        return {
            form: one
            for one in self.figures
            for form in _forms(one.tokens[-1])
            if lasts[one.tokens[-1]] == 1
            and one.tokens[-1] not in known.organisations
            and one.tokens[-1] not in known.people
        }


def _surname_at(
    grid: Grid, place: int, surnames: Mapping[str, Figure]
) -> tuple[int, Figure] | None:
    """Return the end and the owner of a surname that begins at a token."""
    if not grid.capital(place):
        return None
    key, last = grid.keys[place], place + 1
    if last + 1 < len(grid) and grid.words[last] == "-":
        joined = f"{key}-{grid.keys[last + 1]}"
        if joined in surnames:
            return last + 2, surnames[joined]
    return (last, surnames[key]) if key in surnames else None


def link_people(spans: Sequence[Span], grids: Sequence[Grid]) -> list[Span]:
    """Return the spans with each person under one name, and surnames that were missed."""
    articles = [grid.sentence.passage.article.index for grid in grids]
    linker = PersonLinker(spans, grids)
    nations = {span.name for span in spans if span.type == "Country"}
    linked: list[Span] = []
    for span in spans:
        if span.form is Form.NAME and span.type in ("Person", "Organization", "Place", "Event"):
            figure = linker.full(span.name, articles[span.sentence])
            if figure is not None and (
                span.type == "Person"
                or (
                    span.confidence < 1.0
                    and name_tokens(span.name)[-1] in _forms(figure.tokens[-1])
                )
            ):
                span = replace(span, name=figure.name, type="Person")
                if len(name_tokens(span.name)) > 1:
                    span = replace(span, confidence=max(span.confidence, 0.9))
            elif span.type == "Person" and len(name_tokens(span.name)) == 1:
                # Nobody of that surname is named in full: a holder of office may be meant.
                holder = holder_of(span.name, nations)
                if holder is not None:
                    span = replace(span, name=holder.name, confidence=0.8)
        elif span.form is Form.DESCRIPTION and span.type == "Person" and span.office is not None:
            figure = linker.full(span.name, articles[span.sentence])
            if figure is not None:
                span = replace(span, name=figure.name)
        linked.append(span)
    linked.extend(_missed(linked, grids, linker.surnames(), articles))
    linked.extend(_doubtful(linked, grids, linker.shared()))
    return _represented(linked, articles)


def _doubtful(spans: Sequence[Span], grids: Sequence[Grid], shared: frozenset[str]) -> list[Span]:
    """Return spans for surnames that several persons of the document bear, as they stand."""
    if not shared:
        return []
    covered = {
        (span.sentence, place)
        for span in spans
        if span.form is Form.NAME
        for place in range(span.first, span.last)
    }
    return [
        Span(
            sentence=grid.index,
            first=place,
            last=place + 1,
            head=place,
            type="Person",
            name=grid.words[place],
            confidence=0.6,
        )
        for grid in grids
        for place, key in enumerate(grid.keys)
        if key in shared and grid.capital(place) and (grid.index, place) not in covered
    ]


def _missed(
    spans: Sequence[Span],
    grids: Sequence[Grid],
    surnames: Mapping[str, Figure],
    articles: Sequence[int],
) -> list[Span]:
    """Return spans for known surnames that neither model nor title gave away."""
    if not surnames:
        return []
    covered: dict[int, set[int]] = {}
    for span in spans:
        if span.form is Form.NAME:
            covered.setdefault(span.sentence, set()).update(range(span.first, span.last))
    found = []
    for grid in grids:
        taken = covered.get(grid.index, set())
        for place in range(len(grid)):
            if place in taken:
                continue
            at = _surname_at(grid, place, surnames)
            if at is None or articles[grid.index] not in at[1].articles:
                continue
            found.append(
                Span(
                    sentence=grid.index,
                    first=place,
                    last=at[0],
                    head=grid.root(place, at[0]),
                    type="Person",
                    name=at[1].name,
                    confidence=0.85,
                )
            )
    return found


def _represented(spans: Sequence[Span], articles: Sequence[int]) -> list[Span]:
    """Return the spans; a post without a country takes the one that its holder has elsewhere."""
    known: dict[tuple[str, int], Counter[tuple[str, ...]]] = {}
    for span in spans:
        if span.type == "Person" and span.represents and span.office:
            key = (span.name, articles[span.sentence])
            known.setdefault(key, Counter())[span.represents] += 1
    filled = []
    for span in spans:
        if span.type == "Person" and span.office and not span.represents:
            found = known.get((span.name, articles[span.sentence]))
            if found is not None and len(found) == 1:
                best = next(iter(found))
                span = replace(span, represents=best, nations=best)
        filled.append(span)
    return filled
