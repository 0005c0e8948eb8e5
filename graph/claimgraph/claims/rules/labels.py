"""Find one programme praised by some and blamed by others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from claimgraph.claims.kinship import is_generic, theme_of
from claimgraph.claims.labels import side
from claimgraph.claims.rules.finding import Finding, certainty, source_of, voices
from claimgraph.claims.setting import Setting
from claimgraph.model import Claim, ConflictKind, Entity, Modality, Polarity, RelationKind, fold

# A country or a person has many sides, so that praise of one and blame of another agree.
_BROAD = ("State", "Person")
_OWN = 10  # claims of the actor that a conflict is about
_OTHERS = 18  # claims against it


def find_labels(claims: Sequence[Claim], setting: Setting) -> Iterator[Finding]:
    """Yield opposed labels: of one thing, by different actors, one praising and one blaming.

    To deny a blaming label is to take the other side.
    """
    groups: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        relation = setting.ontology.relations.get(claim.relation)
        if (
            relation is not None
            and relation.kind is RelationKind.LABELLED
            and claim.modality in (Modality.ACTUAL, Modality.PAST)
            and isinstance(claim.object, Entity)
            and not any(setting.ontology.is_a(claim.object.type, one) for one in _BROAD)
            and side(claim)
        ):
            groups[_thing(claim, setting)].append(claim)
    for key in sorted(groups, key=repr):
        yield from _oppose(groups[key], setting)


def _thing(claim: Claim, setting: Setting) -> tuple[object, ...]:
    """Return what is described: things of one kind and sender count as one programme."""
    assert isinstance(claim.object, Entity)
    theme = theme_of(claim.object.label)
    if is_generic(claim.object):
        sender = setting.sender(claim.evidence.article) if theme.kind == "mission" else None
        if sender:
            return theme.kind, *sorted(sender), "|"
        # "The mission" of two texts need not be one.
        return "generic", claim.evidence.article.uri, claim.object.iri
    if theme.kind not in ("mission", "measure") or theme.proper or not theme.places:
        return "entity", claim.object.iri
    sent = theme.places - theme.within or theme.places
    return theme.kind, *sorted(sent), "|", *sorted(theme.form if theme.kind == "measure" else ())


def _oppose(claims: Sequence[Claim], setting: Setting) -> Iterator[Finding]:
    by_place: dict[frozenset[str], list[Claim]] = defaultdict(list)
    for one in claims:
        by_place[theme_of(getattr(one.object, "label", "")).within].append(one)
    at_large = by_place.pop(frozenset(), [])
    # What is said of all missions is said of each; of two countries' missions, nothing in common.
    groups = [at_large, *(members for _, members in sorted(by_place.items(), key=repr))]
    for index, members in enumerate(groups):
        beside = at_large if index else []
        praise = [one for one in members if side(one) > 0]
        blame = [one for one in members if side(one) < 0]
        if praise and not blame:
            blame = [one for one in beside if side(one) < 0]
        elif blame and not praise:
            praise = [one for one in beside if side(one) > 0]
        praise, blame = _apart(praise, blame, setting)
        if praise and blame:
            few, many = sorted((praise, blame), key=lambda one: len({c.subject.iri for c in one}))
            for iri in sorted({one.subject.iri for one in few}):
                own = _foremost([one for one in few if one.subject.iri == iri])[:_OWN]
                against = [one for one in many if one.subject.iri != iri]
                yield from _set_against(own, _foremost(against)[:_OTHERS])


def _foremost(claims: Sequence[Claim]) -> list[Claim]:
    """Return the surest claim of each actor, text and label; all actors' first, then the next."""
    best: dict[tuple[str, str, str], Claim] = {}
    for one in sorted(claims, key=lambda claim: (-claim.confidence, claim.iri)):
        best.setdefault((one.subject.iri, one.evidence.article.uri, fold(one.label or "")), one)
    turns: dict[str, int] = defaultdict(int)
    ranked = []
    for one in best.values():
        ranked.append((turns[one.subject.iri], one))
        turns[one.subject.iri] += 1
    return [one for _, one in sorted(ranked, key=lambda pair: pair[0])]


def _set_against(own: Sequence[Claim], against: Sequence[Claim]) -> Iterator[Finding]:
    """Yield what one actor says against those on the other side."""
    if own and against:
        surest = (max(certainty(one) for one in group) for group in (own, against))
        yield Finding(
            ConflictKind.OPPOSED_LABELS,
            (*own, *against),
            f"{_words(own)}; {_words(against)}",
            0.8 * min(surest),
        )


def _apart(
    praise: Sequence[Claim], blame: Sequence[Claim], setting: Setting
) -> tuple[list[Claim], list[Claim]]:
    """Leave out whoever is on both sides within one text: they quote to reject."""

    def sides(claims: Sequence[Claim]) -> set[tuple[str, str]]:
        return {(one.subject.iri, source_of(one)) for one in claims}

    both = sides(praise) & sides(blame)
    kept = [one for one in praise if (one.subject.iri, source_of(one)) not in both]
    rest = [one for one in blame if (one.subject.iri, source_of(one)) not in both]
    codes = {one.subject.iri for one in kept} | {one.subject.iri for one in rest}
    return (kept, rest) if len(codes) > 1 else ([], [])


def _words(claims: Sequence[Claim]) -> str:
    said: dict[str, set[str]] = defaultdict(set)
    for one in claims:
        no = "not " if one.polarity is Polarity.DENIED else ""
        said[one.subject.label or voices([one])].add(f"{no}“{one.label}”")
    parts = [f"{who}: {', '.join(sorted(words)[:2])}" for who, words in sorted(said.items())]
    return ", ".join(parts[:4]) + (" and others" if len(parts) > 4 else "")
