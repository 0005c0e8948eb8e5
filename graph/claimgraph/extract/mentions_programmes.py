"""Missions by name: one name for a programme throughout its document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from claimgraph.extract.gazetteer import known_as, load_data
from claimgraph.extract.mentions_grid import Grid
from claimgraph.extract.spans import Form, Span
from claimgraph.model import fold


def link_missions(spans: Sequence[Span], grids: Sequence[Grid]) -> list[Span]:
    """Return the spans; a name that is once called a programme or brigade is one throughout."""
    known = {
        fold(span.name): span
        for span in spans
        if span.form is Form.NAME and span.type.endswith("Mission")
    }
    for span in list(known.values()):
        other = _or_before(span, spans, grids[span.sentence])
        if other is not None:
            known[fold(other.name)] = replace(span, name=other.name)
            known[fold(span.name)] = replace(span, name=other.name)
    linked = []
    for span in spans:
        mission = known.get(fold(span.name))
        if (
            mission is not None
            and span.form is Form.NAME
            and (span.type in ("Person", "Organization", "Place") or span.type == mission.type)
        ):
            span = replace(span, name=mission.name, type=mission.type, office=None)
        linked.append(span)
    return linked


def name_missions(spans: Sequence[Span], grids: Sequence[Grid]) -> list[Span]:
    """Return the spans with known missions under their full names, where the document has one."""
    full = {
        known_as(name): next((one for one in (name, *others) if len(one.split()) > 2), name)
        for name, others in load_data("organizations.json")["PeacekeepingMission"].items()
    }
    spelt = {
        span.identifier for span in spans if span.identifier in full and span.last - span.first > 2
    }
    return [
        replace(span, name=full[span.identifier])
        if span.identifier is not None and span.identifier in spelt
        else span
        for span in spans
    ]


def _or_before(span: Span, spans: Sequence[Span], grid: Grid) -> Span | None:
    """Return the name that a mission's name explains: "Luz, or the Light programme"."""
    place = span.first - 1
    while grid.key(place) in {'"', "the", "'"}:
        place -= 1
    if grid.key(place) != "or":
        return None
    place -= 2 if grid.key(place - 1) == "," else 1
    return next(
        (
            one
            for one in spans
            if one.sentence == span.sentence
            and one.last == place + 1
            and one.form is Form.NAME
            and one.type in ("Person", "Organization", "Place")
        ),
        None,
    )
