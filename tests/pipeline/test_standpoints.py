"""A standpoint is the graph of its sources alone; a judgement taken back leaves no trace."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders import article, claim, entity
from claimgraph.claims import Policy, parse_policy
from claimgraph.claims.compare import ChangeKind, compare
from claimgraph.claims.judgements import apply_judgements
from claimgraph.model import (
    DEFAULT_BASE,
    Claim,
    Judgement,
    KnowledgeGraph,
    Modality,
    Ontology,
    Passage,
    Polarity,
    Quantity,
    Verdict,
)
from claimgraph.pipeline.build import BuildOptions, relate
from claimgraph.pipeline.standpoints import view_from

PUBLISHERS = ("North Post", "South Post", "East Post")
COUNTRIES = [entity(name) for name in ("Peru", "Chile", "Kenya")]
MISSIONS = [
    entity("Kenyan medical mission in Peru", "MedicalMission"),
    entity("Indian medical missions", "MedicalMission"),
]
BODY = "the old harbour was full of ships that nobody had seen before in all those years "


@st.composite
def claims(draw: st.DrawFn) -> list[Claim]:
    made = []
    for number in range(draw(st.integers(1, 8))):
        publisher = draw(st.sampled_from(PUBLISHERS))
        # Half of the texts reprint the others', so that origins matter.
        text = BODY * 2 if draw(st.booleans()) else f"{BODY} of text {number}"
        source = article(text, name=f"{publisher} {number}", publisher=publisher)
        subject, mission = draw(st.sampled_from(COUNTRIES)), draw(st.sampled_from(MISSIONS))
        options: dict[str, Any] = {
            "source": source,
            "quote": text,
            "polarity": draw(st.sampled_from(list(Polarity))),
            "modality": draw(st.sampled_from([Modality.ACTUAL, Modality.PLANNED])),
            "speaker": draw(st.none() | st.sampled_from(COUNTRIES)),
        }
        if draw(st.booleans()):
            made.append(
                claim(subject, draw(st.sampled_from(["hosts", "ends"])), mission, **options)
            )
        else:
            value = Quantity(float(draw(st.sampled_from([100, 400, 900]))), unit="nurses")
            made.append(claim(mission, "figure", value, **options))
    return made


def build(made: list[Claim], ontology: Ontology, policy: Policy | None = None) -> KnowledgeGraph:
    articles = {one.evidence.article.uri: one.evidence.article for one in made}
    ordered = tuple(sorted({one.iri: one for one in made}.values(), key=lambda one: one.iri))
    graph = KnowledgeGraph(
        base=DEFAULT_BASE,
        documents=tuple(articles[uri].document for uri in sorted(articles)),
        articles=tuple(articles[uri] for uri in sorted(articles)),
        claims=ordered,
    )
    passages = [Passage(one, one.start, one.end) for one in graph.articles]
    options = BuildOptions(policy=policy or Policy())
    return relate(graph, ontology=ontology, options=options, passages=passages)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(claims())
def test_leaving_out_a_publisher_is_building_without_its_documents(
    ontology: Ontology, made: list[Claim]
) -> None:
    whole = build(made, ontology)
    policy = parse_policy([f"-publisher:{PUBLISHERS[0]}"])
    rest = [one for one in made if one.publisher != PUBLISHERS[0]]
    assert view_from(whole, ontology, policy, only=True) == build(rest, ontology)


def one_of_each(publisher: str = PUBLISHERS[0]) -> list[Claim]:
    first = article("Peru hosts it.", name="a", publisher=PUBLISHERS[0])
    second = article("Chile hosts it.", name="b", publisher=PUBLISHERS[1])
    return [
        claim(COUNTRIES[0], "hosts", MISSIONS[0], source=first, quote="Peru hosts it."),
        claim(COUNTRIES[1], "hosts", MISSIONS[0], source=second, quote="Chile hosts it."),
    ]


def test_standpoint_keeps_all_claims_but_takes_its_own_as_ground(ontology: Ontology) -> None:
    made = one_of_each()
    seen = view_from(build(made, ontology), ontology, parse_policy(["publisher:South Post"]))
    assert len(seen.claims) == 2
    assert [one.subject.label for one in seen.propositions if one.accepted] == ["Chile"]


def test_comparison_tells_what_appears_and_what_flips(ontology: Ontology) -> None:
    yes, _ = one_of_each()
    no = replace(yes, iri="x:no", polarity=Polarity.DENIED)
    changes = compare(build([no], ontology), build([yes], ontology))
    assert ChangeKind.FLIPS in {one.kind for one in changes if not one.inferred}
    assert compare(build([yes], ontology), build([yes], ontology)) == ()


def test_judgement_taken_back_gives_the_same_graph(ontology: Ontology) -> None:
    made = one_of_each()
    kept, _ = apply_judgements(made, [Judgement(Verdict.REJECT, made[0].iri)])
    again, _ = apply_judgements(made, [])
    assert build(list(kept), ontology) != build(made, ontology)
    assert build(list(again), ontology) == build(made, ontology)
