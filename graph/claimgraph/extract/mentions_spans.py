"""Turn what the finders found in a sentence into spans."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from claimgraph.extract.gazetteer import Hit, Kind
from claimgraph.extract.mentions_grid import Grid
from claimgraph.extract.mentions_names import Named, with_country
from claimgraph.extract.mentions_people import PersonName
from claimgraph.extract.spans import Form, Span

_PRONOUNS: Mapping[str, tuple[str, bool]] = {
    "he": ("Person", False),
    "him": ("Person", False),
    "his": ("Person", False),
    "himself": ("Person", False),
    "she": ("Person", False),
    "her": ("Person", False),
    "hers": ("Person", False),
    "herself": ("Person", False),
    "i": ("Person", False),
    "me": ("Person", False),
    "my": ("Person", False),
    "myself": ("Person", False),
    "we": ("Group", True),
    "us": ("Group", True),
    "our": ("Group", True),
    "ours": ("Group", True),
    "ourselves": ("Group", True),
    "they": ("Group", True),
    "them": ("Group", True),
    "their": ("Group", True),
    "theirs": ("Group", True),
    "themselves": ("Group", True),
    "it": ("Actor", False),
    "its": ("Actor", False),
    "itself": ("Actor", False),
    "this": ("Actor", False),
    "these": ("Group", True),
    "those": ("Group", True),
}
_TO_PLACE = frozenset("in at to from near outside around via into within across through".split())


def person_spans(grid: Grid, person: PersonName) -> list[Span]:
    """Return a person's name, and the titles that stand apart from it."""
    title = person.title
    before = title is not None and title.last <= person.first
    joined = before and title is not None and not title.apposed
    first = person.first if person.start is None else person.start
    while grid.key(first - 1) == "the" and joined:
        first -= 1
    name = Span(
        sentence=grid.index,
        first=first,
        last=person.last,
        head=grid.root(first, person.last),
        type="Person",
        name=person.name,
        office=title.label if title is not None else None,
        nations=title.nations if title is not None else (),
        represents=(*title.nations, *title.bodies) if title is not None and title.stands else (),
        confidence=person.confidence,
    )
    apart = [*([] if title is None or joined else [title]), *person.more]
    described = [
        replace(
            name,
            first=one.first,
            last=one.last,
            head=one.head,
            office=one.label,
            nations=one.nations,
            represents=(*one.nations, *one.bodies) if one.stands else (),
            form=Form.DESCRIPTION,
            confidence=min(person.confidence, 0.95),
        )
        for one in apart
    ]
    return [name, *described]


def _state_body(grid: Grid, hit: Hit, name: str, owners: Mapping[int, str]) -> str:
    """Return a state body's name: "the Kenyan Senate" is not the one that needs no country."""
    before = hit.first
    while grid.key(before - 1) in {"'s", "'"}:
        before -= 1
    owner = owners.get(before)
    if owner is None or owner == "United States" or owner in name:
        return name
    return with_country(grid.text(hit.first, hit.last), owner)


def hit_span(grid: Grid, hit: Hit, owners: Mapping[int, str]) -> Span:
    """Return a known phrase; ``owners`` are countries by the token after them."""
    entry = hit.entries[0]
    head = grid.root(hit.first, hit.last)
    kind, name, identifier = entry.type, entry.name, entry.identifier
    form = Form.NAME
    plural = False
    nations: tuple[str, ...] = ()
    if entry.kind is Kind.BODY and kind == "GovernmentBody":
        name = _state_body(grid, hit, name, owners)
    if entry.kind is Kind.SEAT and _is_place(grid, hit, head):
        kind, identifier, name = "Place", None, grid.text(hit.first, hit.last)
    elif entry.kind is Kind.PEOPLE or (
        entry.kind is Kind.DEMONYM
        and grid.pos[head] in ("NOUN", "PROPN")
        and grid.deps[head] not in {"amod", "compound", "nmod", "poss"}
        and any(one.kind is Kind.PEOPLE for one in hit.entries)
    ):
        kind, identifier, plural = "Group", None, True
        nations = (entry.name,)
        name = grid.text(hit.first, hit.last)
        form = Form.DESCRIPTION
    return Span(
        sentence=grid.index,
        first=hit.first,
        last=hit.last,
        head=head,
        type=kind,
        name=name,
        form=form,
        identifier=identifier,
        nations=nations,
        plural=plural,
    )


def _is_place(grid: Grid, hit: Hit, head: int) -> bool:
    """Tell whether a capital is the city: "in Nairobi", "Nairobi, Kenya", a dateline."""
    before, after = grid.key(hit.first - 1), grid.key(hit.last)
    if before == "the" and grid.key(hit.first - 2) in _TO_PLACE:
        before = grid.key(hit.first - 2)
    if after == "," and hit.first == 0 and len(grid) > hit.last + 1 and grid.capital(hit.last + 1):
        return True
    if after in {"-", "based"} or (hit.first == 0 and after in {"(", "—", "--", "–"}):
        return True
    if grid.deps[head] == "pobj" and before in _TO_PLACE:
        governor = grid.heads[grid.heads[head]]
        if before in {"from", "to"} and grid.pos[governor] == "NOUN":
            return grid.lemmas[governor] in {"trip", "visit", "flight", "tour", "return", "way"}
        if before == "to" and grid.lemmas[governor] in {"link", "sell", "tie", "close", "loyal"}:
            return False
        return before != "near" or grid.pos[governor] != "ADJ"
    if grid.deps[head] == "dobj":
        return grid.lemmas[grid.heads[head]] in {"visit", "leave", "reach", "tour", "flee"}
    if grid.deps[head] in {"compound", "nmod"}:
        owner = grid.heads[head]
        return grid.lemmas[owner] in {
            "summit",
            "conference",
            "meeting",
            "airport",
            "suburb",
            "office",
            "bureau",
            "university",
            "embassy",
            "talks",
            "forum",
        }
    return False


def named_span(grid: Grid, named: Named) -> Span:
    """Return a name as a span."""
    return Span(
        sentence=grid.index,
        first=named.first,
        last=named.last,
        head=grid.root(named.first, named.last),
        type=named.type,
        name=named.name,
        nations=named.nations,
        identifier=named.identifier,
        confidence=named.confidence,
    )


def pronoun_spans(grid: Grid) -> list[Span]:
    """Return the sentence's pronouns, not yet referred."""
    spans = []
    for place, key in enumerate(grid.keys):
        known = _PRONOUNS.get(key)
        if known is None or grid.words[place] == "US" or grid.pos[place] not in ("PRON", "DET"):
            continue
        if key in {"this", "these", "those"} and (
            grid.deps[place] == "det"
            or any(grid.deps[child] in {"acl", "relcl", "prep"} for child in grid.children[place])
        ):
            continue
        spans.append(
            Span(
                sentence=grid.index,
                first=place,
                last=place + 1,
                head=place,
                type=known[0],
                name=grid.words[place],
                form=Form.PRONOUN,
                plural=known[1],
                referent=False,
            )
        )
    return spans
