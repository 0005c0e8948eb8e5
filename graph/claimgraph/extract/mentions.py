"""Find, type and name every noun phrase of a document that can be an argument of a claim."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from claimgraph.extract.gazetteer import Hit, Kind, load_gazetteer
from claimgraph.extract.mentions_grid import Grid, make_grid
from claimgraph.extract.mentions_lexicon import (
    ABOVE,
    Lexicon,
    both,
    known_class,
    known_nouns,
    load_lexicon,
)
from claimgraph.extract.mentions_link import (
    link_acronyms,
    link_missions,
    link_people,
    name_missions,
)
from claimgraph.extract.mentions_lists import link_lists
from claimgraph.extract.mentions_names import Named, NameFinder, with_country
from claimgraph.extract.mentions_people import PeopleFinder, PersonName
from claimgraph.extract.mentions_things import Context, ThingFinder
from claimgraph.extract.parse import Sentence
from claimgraph.extract.spans import Form, Span
from claimgraph.model import Document, Ontology

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


def find_spans(
    sentences: Sequence[Sentence], *, ontology: Ontology, document: Document
) -> tuple[Span, ...]:
    """Return every typed noun phrase of the document, by sentence and place.

    Names are linked within the document (a bare surname carries the full name); descriptions and
    pronouns wait for :func:`claimgraph.extract.references.follow`.
    """
    lexicon, gazetteer = load_lexicon(), load_gazetteer()
    grids = [make_grid(sentence) for sentence in sentences]
    hits = [_settle(grid, gazetteer.find(grid.words, grid.keys)) for grid in grids]
    contexts = _contexts(grids, hits, lexicon)
    classes = _further_classes(ontology)
    people = [PeopleFinder(grid, lexicon, found) for grid, found in zip(grids, hits, strict=True)]
    spans: list[Span] = []
    for grid, found, finder in zip(grids, hits, people, strict=True):
        context = contexts[grid.sentence.passage.article.index]
        spans.extend(_sentence(grid, found, finder, lexicon, context, classes))
    spans = link_acronyms(link_people(link_missions(spans, grids), grids), grids)
    spans = link_lists(one_head_one_span(name_missions(spans, grids), grids), grids)
    kept = []
    for span in spans:
        kind = known_class(span.type, ontology)
        if kind is not None:
            kept.append(span if kind == span.type else replace(span, type=kind))
    return tuple(kept)


def _settle(grid: Grid, found: Sequence[Hit]) -> list[Hit]:
    """Return the hits that mean what the gazetteer says, given the words around them."""
    kept = []
    for hit in found:
        first = hit.entries[0]
        # "Cuban-American" tells where a person comes from, not whom they stand for.
        origin = {"american", "americans", "born", "language", "speaking"}
        if first.kind in (Kind.DEMONYM, Kind.PEOPLE) and (
            (grid.key(hit.last) == "-" and grid.key(hit.last + 1) in origin)
            or (grid.key(hit.first - 1) == "-" and grid.key(hit.first) in origin)
        ):
            continue
        short = hit.last - hit.first == 1 and len(grid.words[hit.first]) < 4
        if grid.shouted and short and first.identifier != "USA":
            continue
        if len(hit.entries) == 1 and first.kind is Kind.SEAT and _part_of_name(grid, hit):
            continue
        kept.append(hit)
    return kept


def _part_of_name(grid: Grid, hit: Hit) -> bool:
    """Tell whether a capital is a surname: "George Washington"."""
    place = hit.first
    return (
        hit.last - hit.first == 1
        and grid.ents[place] == "PERSON"
        and not grid.starts[place]
        and grid.capital(place - 1)
        and grid.pos[place - 1] == "PROPN"
    )


def _contexts(
    grids: Sequence[Grid], hits: Sequence[Sequence[Hit]], lexicon: Lexicon
) -> dict[int, Context]:
    """Return what each article is about, by its index."""
    articles: dict[int, list[int]] = {}
    for number, grid in enumerate(grids):
        articles.setdefault(grid.sentence.passage.article.index, []).append(number)
    return {
        article: _context([grids[n] for n in numbers], [hits[n] for n in numbers], lexicon)
        for article, numbers in articles.items()
    }


def _context(grids: Sequence[Grid], hits: Sequence[Sequence[Hit]], lexicon: Lexicon) -> Context:
    """Return what an article is about: health missions of which nations, peacekeeping."""
    nations: Counter[str] = Counter()
    medical = peace = 0
    for grid, found in zip(grids, hits, strict=True):
        by_last = {
            hit.last: hit.entries[0].name for hit in found if hit.entries[0].type == "Country"
        }
        for place, key in enumerate(grid.keys):
            if key in {"peacekeeping", "peacekeepers", "peacekeeper", "peace-keeping"}:
                peace += 1
            if key not in lexicon.missions and key not in lexicon.health_staff:
                continue
            around = grid.keys[max(0, place - 4) : place]
            cued = lexicon.health_cues.intersection(around) or key in lexicon.health_staff
            if not cued:
                continue
            owner = next(
                (by_last[p] for p in range(place, max(-1, place - 6), -1) if p in by_last), None
            )
            mission = key in lexicon.missions and key not in lexicon.weak_missions
            medical += mission
            if owner is not None:
                hosts = [
                    hit
                    for hit in found
                    if place < hit.first <= place + 8 and hit.entries[0].type == "Country"
                ]
                abroad = any(hit.entries[0].name != owner for hit in hosts)
                nations[owner] += 3 if mission else 2 if abroad else 1
    contributing = _contributing(grids, hits, lexicon)
    for found in hits:
        peace += sum(hit.entries[0].type == "PeacekeepingMission" for hit in found)
    enough = tuple(name for name, count in nations.most_common() if count >= 2)
    return Context(enough, medical >= 1 or bool(enough), peace >= 1, contributing)


def _contributing(
    grids: Sequence[Grid], hits: Sequence[Sequence[Hit]], lexicon: Lexicon
) -> frozenset[str]:
    """Return the nations whose troops or police an article puts in another country."""
    nations: set[str] = set()
    for grid, found in zip(grids, hits, strict=True):
        states = [hit for hit in found if hit.entries[0].type == "Country"]
        for place, key in enumerate(grid.keys):
            if key not in lexicon.armed_staff and key not in lexicon.peace_staff:
                continue
            owners = [hit for hit in states if place - 4 <= hit.last - 1 < place]
            others = [
                hit
                for hit in states
                if place < hit.first <= place + 8 and grid.key(hit.first - 1) in {"in", "to", "the"}
            ]
            for owner in owners[-1:]:
                if any(hit.entries[0].name != owner.entries[0].name for hit in others):
                    nations.add(owner.entries[0].name)
    return frozenset(nations)


def _further_classes(ontology: Ontology) -> dict[str, str]:
    """Return nouns for classes that relations take and the vocabularies do not know.

    The nouns are the classes' labels, so that an ontology of another domain works without code.
    """
    taken = {kind for one in ontology.relations.values() for kind in (*one.domain, *one.range)} - {
        "Entity",
        "Quantity",
        "Office",
    }
    found: dict[str, str] = {}
    for kind in sorted(ontology.parents):
        label = ontology.labels.get(kind, "").lower()
        if not label or kind in ABOVE or kind in ABOVE.values():
            continue
        if not any(ontology.is_a(kind, one) for one in taken):
            continue
        for form in both([label]):
            if form not in known_nouns():
                found[form] = kind
    return found


def _sentence(
    grid: Grid,
    hits: Sequence[Hit],
    finder: PeopleFinder,
    lexicon: Lexicon,
    context: Context,
    classes: Mapping[str, str],
) -> list[Span]:
    people = finder.find()
    named = NameFinder(
        grid, lexicon, hits, people, medical=context.is_medical, peace=context.is_peace
    ).find()
    spans: list[Span] = []
    for person in people:
        spans.extend(_person_spans(grid, person))
    owners = {hit.last: hit.entries[0].name for hit in hits if hit.entries[0].type == "Country"}
    inside = {place for one in people for place in range(one.first, one.last)}
    for hit in hits:
        if not inside.intersection(range(hit.first, hit.last)):
            spans.append(_hit_span(grid, hit, owners))
    posts = {title.head for one in people for title in (one.title, *one.more) if title is not None}
    ranges = [
        (title.first, title.last) for one in people for title in (one.title, *one.more) if title
    ]
    named = [
        one
        for one in named
        if not posts.intersection(range(one.first, one.last))
        and not (one.confidence < 1.0 and _within(one, ranges))
    ]
    spans.extend(_named_span(grid, one) for one in named)
    spans.extend(_neighbours(grid, spans))
    heads = {span.head for span in spans if not _adjective(grid, span)}
    for one in named:
        heads.update(range(one.first, one.last))
    for hit in hits:
        heads.update(range(hit.first, hit.last))
    for person in people:
        heads.update(range(person.first, person.last))
        heads.update(range(person.start or person.first, person.first))
        for title in (person.title, *person.more):
            if title is not None:
                heads.update(range(title.first, title.last))
    things = ThingFinder(grid, lexicon, hits, context, classes).find(heads)
    spans.extend(things)
    spans.extend(_pronouns(grid))
    return spans


def _within(one: Named, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(first <= one.first and one.last <= last for first, last in ranges)


def _neighbours(grid: Grid, spans: Sequence[Span]) -> list[Span]:
    """Return capitals joined by "and" to a place that is known: "in Lima and Ayacucho"."""
    covered = {place for span in spans for place in range(span.first, span.last)}
    return [
        Span(
            sentence=grid.index,
            first=child,
            last=child + 1,
            head=child,
            type="Place",
            name=grid.words[child],
            confidence=0.6,
        )
        for span in spans
        if span.type == "Place" and span.form is Form.NAME
        for child in grid.children[span.head]
        if grid.deps[child] == "conj"
        and child not in covered
        and grid.capital(child)
        and grid.pos[child] == "PROPN"
        and not grid.titled
    ]


def one_head_one_span(spans: Sequence[Span], grids: Sequence[Grid]) -> list[Span]:
    """Return the spans in order, one for each head: names first, the sure ones first."""
    best: dict[tuple[int, int], Span] = {}
    for span in spans:
        key = (span.sentence, span.head)
        known = best.get(key)
        if known is None or _rank(span) > _rank(known):
            best[key] = span
    return [best[key] for key in sorted(best)]


def _rank(span: Span) -> tuple[bool, bool, float, int]:
    # "Kenya Prime Minister Jo Roe" may hang on "Kenya": it is the person all the same.
    titled = span.type == "Person" and span.office is not None
    return (
        span.form is Form.NAME,
        titled or span.type != "Place",
        1.0 if titled else span.confidence,
        span.last - span.first,
    )


def _adjective(grid: Grid, span: Span) -> bool:
    return grid.deps[span.head] in {"amod", "compound", "poss", "nmod"} and span.type == "Country"


def _person_spans(grid: Grid, person: PersonName) -> list[Span]:
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


def _hit_span(grid: Grid, hit: Hit, owners: Mapping[int, str]) -> Span:
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


def _named_span(grid: Grid, named: Named) -> Span:
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


def _pronouns(grid: Grid) -> list[Span]:
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
