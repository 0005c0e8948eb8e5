"""Stories told by two or three texts each, and how their claims stand to each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import article, claim, entity
from claimgraph.claims import find_conflicts, find_origins
from claimgraph.model import (
    Bound,
    Claim,
    ConflictKind,
    Entity,
    Modality,
    Ontology,
    Passage,
    Polarity,
    Quantity,
)

_QUIET = (ConflictKind.CORROBORATION.value,)


def thing(text: str) -> Entity:
    name, _, kind = text.strip().partition("/")
    return entity(name, kind or "Country")


def target(text: str, flags: list[str]) -> Entity | Quantity:
    number, _, counted = text.strip().partition(" ")
    if not number[0].isdigit():
        return thing(text)
    low, _, high = number.partition("-")
    bound = next((one for one in Bound if one.value in flags), Bound.EXACT)
    unit = "USD" if counted.startswith("USD") else counted
    return Quantity(
        float(low),
        float(high) if high else None,
        bound,
        unit=unit,
        counted=counted.removeprefix("USD").strip() or None,
        as_of=next((one[3:] for one in flags if one.startswith("of=")), None),
    )


def read(story: str) -> list[Claim]:
    claims = []
    for line in story.strip().splitlines():
        publisher, date, speaker, subject, relation, far, flag, text = map(
            str.strip, line.split("|")
        )
        flags = [one.strip() for one in flag.split(",")]
        source = article(text, name=publisher, publisher=publisher, date=date)
        claims.append(
            claim(
                thing(subject),
                relation,
                target(far, flags),
                quote=text,
                source=source,
                speaker=None if speaker == "-" else thing(speaker),
                polarity=Polarity.DENIED if "denied" in flags else Polarity.AFFIRMED,
                modality=next((one for one in Modality if one.value in flags), Modality.ACTUAL),
                label=next((one[6:] for one in flags if one.startswith("label=")), None),
            )
        )
    return claims


def kinds(story: str, ontology: Ontology) -> list[str]:
    claims = read(story)
    articles = list({one.evidence.article.uri: one.evidence.article for one in claims}.values())
    passages = [Passage(one, one.start, one.end) for one in articles]
    found = find_conflicts(
        claims, ontology=ontology, base="x:", origins=find_origins(articles, passages)
    )
    return sorted({one.kind.value for one in found})


def stories() -> dict[str, tuple[str, list[str]]]:
    """Return each story of the data file with the kinds of conflict that it must give."""
    text = (Path(__file__).parents[1] / "data" / "claims" / "stories.txt").read_text("utf-8")
    found = {}
    for part in text.split("\n== ")[1:]:
        head, _, lines = part.partition("\n")
        name, _, wanted = head.partition(" =>")
        found[name] = (lines, [one.strip() for one in wanted.split(",") if one.strip()])
    return found


STORIES = stories()


@pytest.mark.parametrize("name", STORIES)
def test_story_gives_its_conflicts_and_no_other(name: str, ontology: Ontology) -> None:
    story, expected = STORIES[name]
    found = kinds(story, ontology)
    # Agreement beside a disagreement is no mistake; in a trap, it is.
    quiet = _QUIET if expected and "corroboration" not in expected else ()
    assert [one for one in found if one not in quiet] == expected


def test_stories_hold_conflicts_of_each_kind_and_two_dozen_traps() -> None:
    wanted = {kind for _, kinds in STORIES.values() for kind in kinds}
    assert wanted == {one.value for one in ConflictKind}
    assert sum(not kinds for _, kinds in STORIES.values()) >= 24
