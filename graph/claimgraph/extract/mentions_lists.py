"""Lists: the names that a plural phrase announces, before or after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from claimgraph.extract.mentions_grid import Grid
from claimgraph.extract.spans import Form, Span

_CUES = frozenset({"including", "namely", "like", "notably", "especially", "particularly", ":"})
_BETWEEN = frozenset({",", "and", "or", "the", "&", "as", "well", "also", "both", "then"})
_STANDING = frozenset(
    "official officials minister ministers lawmaker lawmakers senator senators diplomat diplomats "
    "leader leaders envoy envoys general generals commander commanders".split()
)


def _cue_end(grid: Grid, place: int) -> int | None:
    """Return where a list begins that a cue at a token announces, or None."""
    while grid.key(place) in {",", "-", "--", "(", "—", "–"}:
        place += 1
    if grid.key(place) in _CUES:
        return place + 1
    if grid.key(place) == "such" and grid.key(place + 1) == "as":
        return place + 2
    if grid.key(place) == "among" and grid.key(place + 1) == "them":
        return place + 2
    return None


def _names_from(
    place: int, starts: dict[int, Span], grid: Grid, kinds: frozenset[str]
) -> list[Span]:
    """Return the names that follow one another from a token on, of the given types."""
    found: list[Span] = []
    while place < len(grid):
        span = starts.get(place)
        if span is not None and span.type in kinds and grid.key(span.last) not in {"'s", "'"}:
            found.append(span)
            place = span.last
        elif grid.keys[place] in _BETWEEN and place + 1 < len(grid):
            place += 1
        elif grid.keys[place] == "(" and grid.key(place + 2) == ")":
            place += 3
        else:
            break
    return found


_PEOPLE = frozenset({"Person"})
_STATES = frozenset({"Country"})
_BODIES = frozenset(
    {"Organization", "InternationalOrganization", "GovernmentBody", "Movement", "MediaOutlet"}
)


def _kinds(span: Span, grid: Grid) -> frozenset[str]:
    noun = grid.keys[span.head]
    if noun in {
        "countries",
        "nations",
        "states",
        "governments",
        "neighbours",
        "neighbors",
        "members",
        "allies",
        "partners",
        "islands",
    }:
        return _STATES
    if noun in {
        "organisations",
        "organizations",
        "groups",
        "bodies",
        "companies",
        "agencies",
        "firms",
        "entities",
        "institutions",
        "blocs",
    }:
        return _BODIES | _STATES
    return _PEOPLE


def link_lists(spans: Sequence[Span], grids: Sequence[Grid]) -> list[Span]:
    """Return the spans; plural descriptions with the names that they announce as ``members``."""
    by_sentence: dict[int, list[Span]] = {}
    for span in spans:
        by_sentence.setdefault(span.sentence, []).append(span)
    changed: dict[tuple[int, int], Span] = {}
    for index, here in by_sentence.items():
        grid = grids[index]
        starts = {span.first: span for span in here if span.form is Form.NAME}
        for span in here:
            if span.form is not Form.DESCRIPTION or not span.plural or span.type != "Group":
                continue
            members = _members(span, grid, starts)
            if not members:
                continue
            changed[index, span.head] = replace(
                span, members=tuple(dict.fromkeys(one.name for one in members))
            )
            if grid.keys[span.head] in _STANDING and span.nations:
                for one in members:
                    if one.type == "Person" and not one.represents:
                        stood = replace(one, represents=span.nations, nations=span.nations)
                        changed[index, one.head] = stood
    return [changed.get((span.sentence, span.head), span) for span in spans]


def _members(span: Span, grid: Grid, starts: dict[int, Span]) -> list[Span]:
    kinds = _kinds(span, grid)
    for place in dict.fromkeys((span.head + 1, span.last)):
        begin = _cue_end(grid, place)
        if begin is not None:
            found = _names_from(begin, starts, grid, kinds | _STATES)
            if found:
                return found
    # "two officials, Jane Roe and John Doe": in apposition, so at least two.
    if grid.key(span.last) == "," and kinds in (_PEOPLE, _STATES):
        found = _names_from(span.last + 1, starts, grid, kinds)
        if len(found) > 1:
            return found
    return []
