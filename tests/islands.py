"""A made-up archipelago: some sixty claims of every kind, for tests of what is drawn from them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from builders import article, claim, entity, graph
from claimgraph.model import (
    DEFAULT_BASE,
    ONTOLOGY,
    Article,
    Bound,
    Claim,
    Conflict,
    ConflictKind,
    Entity,
    Inference,
    KnowledgeGraph,
    Modality,
    Ontology,
    Polarity,
    Quantity,
    Relation,
    RelationKind,
    Triple,
)

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

_KINDS = {
    "holdsOffice": RelationKind.OFFICE,
    "figure": RelationKind.QUANTITY,
    "describesAs": RelationKind.LABELLED,
}
# name: (label, inverse, inverse's label)
_RELATIONS: dict[str, tuple[str, str | None, str | None]] = {
    "hosts": ("hosts", "hostedBy", "hosted by"),
    "sends": ("sends", "sentBy", "sent by"),
    "ends": ("ends", None, None),
    "amends": ("amends", None, None),
    "sanctionedBy": ("sanctioned by", "sanctions", "sanctions"),
    "imposes": ("imposes", None, None),
    "targets": ("targets", None, None),
    "threatens": ("threatens", None, None),
    "holdsOffice": ("holds office", None, None),
    "represents": ("represents", None, None),
    "memberOf": ("member of", None, None),
    "supports": ("supports", None, None),
    "opposes": ("opposes", None, None),
    "describesAs": ("describes as", None, None),
    "metWith": ("met with", None, None),
    "agreementWith": ("has agreement with", None, None),
    "donatesTo": ("donates to", None, None),
    "funds": ("funds", None, None),
    "locatedIn": ("located in", None, None),
    "figure": ("has figure", None, None),
    "contributesTo": ("contributes to", None, None),
}
_PARENTS = {
    "Person": ("Actor",),
    "Official": ("Person", "Actor"),
    "Organization": ("Actor",),
    "GovernmentBody": ("Organization", "Actor"),
    "InternationalOrganization": ("Organization", "Actor"),
    "Facility": ("Organization", "Actor"),
    "State": ("Actor",),
    "Country": ("State", "Actor"),
    "Group": ("Actor",),
    "MedicalMission": ("Mission",),
    "PeacekeepingMission": ("Mission",),
    "Sanction": ("Measure",),
    "VisaRestriction": ("Sanction", "Measure"),
    "Embargo": ("Sanction", "Measure"),
    "Meeting": ("Event",),
}


def islands_ontology() -> Ontology:
    relations = {
        name: Relation(
            name=name,
            iri=ONTOLOGY + name,
            label=label,
            inverse_label=inverse_label,
            definition=f"Says that the subject {label} the object.",
            domain=(),
            range=(),
            kind=_KINDS.get(name, RelationKind.ACTOR),
            inverse=inverse,
            symmetric=name in ("metWith", "agreementWith"),
            transitive=name == "locatedIn",
        )
        for name, (label, inverse, inverse_label) in _RELATIONS.items()
    }
    labels = {name: one.label for name, one in relations.items()} | {
        "Official": "Official",
        "GovernmentBody": "Government body",
        "InternationalOrganization": "International organization",
        "MedicalMission": "Medical mission",
        "PeacekeepingMission": "Peacekeeping mission",
        "VisaRestriction": "Visa restriction",
        "pressuredBy": "pressured by",
        "receivesAidFrom": "receives aid from",
        "sanctions": "sanctions",
        "hostedBy": "hosted by",
    }
    return Ontology(relations=relations, parents=_PARENTS, labels=labels, turtle="")


_TYPES = {
    "Person": "Ilse Marren|Renée Thibault|Dário Peçanha|Amara Osei|Yusuf Hallam|Petra Lindqvist|"
    "Tomás Arriaga|Noor Castellane",
    "Country": "Avaria|Nordmark|Saint Orla|Tessaly Isles|Maravel|Quillon|Sundara|Pellonia|Kestria|"
    "Ombra",
    "MedicalMission": "Lighthouse Medical Mission|Avarian Medical Brigade",
    "PeacekeepingMission": "Observer Force in Ombra",
    "VisaRestriction": "Nordmark visa ban",
    "Embargo": "Trade embargo on Avaria",
    "InternationalOrganization": "Island States Forum|World Care Union",
    "GovernmentBody": "Ministry of Health of Maravel",
    "Organization": "Labour Rights Watch|Friends of the Lighthouse",
    "Facility": "Northbay Hospital",
    "Meeting": "Harbour Summit",
    "Group": "Avarian doctors",
    "Office": "Secretary of State|Prime Minister|Minister of Health|Foreign Minister|"
    "Director of Labour Rights Watch|President",
}
NAMED = {
    label: entity(label, kind) for kind, labels in _TYPES.items() for label in labels.split("|")
}

_FILE = Path(__file__).parent / "data" / "islands.psv"


def _quantity(words: str, how: str) -> Quantity:
    number, counted = words.split(" ", 1)
    low, _, high = number.partition("-")
    bounds = [bound for bound in Bound if bound.value == how]
    return Quantity(
        value=float(low),
        high=float(high) if high else None,
        bound=bounds[0] if bounds else Bound.EXACT,
        counted=counted,
        as_of="2025",
    )


def _claim(line: str, source: Article) -> Claim:
    subject, relation, target, how, speaker, words = line.split("|")
    flags = how.split(",")
    extra = dict(flag.split(":", 1) for flag in flags if ":" in flag)
    modality = next((m for m in Modality if m.value in flags), Modality.ACTUAL)
    thing: Entity | Quantity = NAMED[target] if target in NAMED else _quantity(target, how)
    return claim(
        NAMED[subject],
        relation,
        thing,
        quote=words,
        source=source,
        polarity=Polarity.DENIED if "denied" in flags else Polarity.AFFIRMED,
        modality=modality,
        speaker=NAMED[speaker] if speaker else None,
        confidence=0.9 if speaker else 0.8,
        label=extra.get("label"),
        what=extra.get("what"),
    )


def islands_claims() -> list[Claim]:
    found = []
    for part in _FILE.read_text("utf-8").split("\n## ")[1:]:
        head, *rows = part.strip().split("\n")
        name, publisher, date, grade = head.split("|")
        text = "\n".join(row.split("|", 5)[5] for row in rows) + "\n"
        source = article(text, name=name, publisher=publisher, date=date, grade=grade or None)
        source = replace(source, title=f"{publisher}: the {name.split('-')[0]} report")
        found += [_claim(row, source) for row in rows]
    return found


def _triple(subject: str, relation: str, target: str) -> Triple:
    kind = RDF_TYPE if relation == "type" else ONTOLOGY + relation
    end = ONTOLOGY + target if relation == "type" else NAMED[target].iri
    return Triple(NAMED[subject].iri, kind, end)


def islands_inferences() -> tuple[Inference, ...]:
    t = _triple
    made = []
    for person, country in (("Dário Peçanha", "Maravel"), ("Renée Thibault", "Saint Orla")):
        sanctioned = t(person, "sanctionedBy", "Nordmark")
        made += [
            Inference(
                sanctioned,
                "prp-spo2",
                (
                    t("Nordmark", "imposes", "Nordmark visa ban"),
                    t("Nordmark visa ban", "targets", person),
                ),
            ),
            Inference(t("Nordmark", "sanctions", person), "prp-inv1", (sanctioned,)),
            Inference(
                t(country, "pressuredBy", "Nordmark"),
                "prp-spo2",
                (t(person, "represents", country), sanctioned),
            ),
            Inference(
                t(person, "type", "Official"),
                "cls-svf1",
                (Triple(NAMED[person].iri, ONTOLOGY + "holdsOffice", NAMED["Prime Minister"].iri),),
            ),
        ]
    made += [
        Inference(
            t(country, "receivesAidFrom", "Avaria"),
            "prp-spo2",
            (t(country, "hosts", mission), t("Avaria", "sends", mission)),
        )
        for country, mission in (
            ("Saint Orla", "Lighthouse Medical Mission"),
            ("Maravel", "Lighthouse Medical Mission"),
            ("Tessaly Isles", "Avarian Medical Brigade"),
        )
    ]
    made.append(
        Inference(
            t("Lighthouse Medical Mission", "hostedBy", "Maravel"),
            "prp-inv1",
            (t("Maravel", "hosts", "Lighthouse Medical Mission"),),
        )
    )
    return tuple(made)


def islands_graph() -> KnowledgeGraph:
    made = graph(*islands_claims())
    hosts = [c for c in made.claims if c.relation == "hosts" and c.subject is NAMED["Saint Orla"]]
    figures = [
        c
        for c in made.claims
        if c.relation == "figure" and c.subject is NAMED["Lighthouse Medical Mission"]
    ]
    conflicts = (
        Conflict(
            iri=f"{DEFAULT_BASE}conflict-01",
            kind=ConflictKind.CONTRADICTION,
            claims=tuple(hosts),
            reason="two sources say that Saint Orla hosts it, one says that nobody works there",
            confidence=0.9,
        ),
        Conflict(
            iri=f"{DEFAULT_BASE}conflict-02",
            kind=ConflictKind.INCOMPATIBLE_FIGURES,
            claims=tuple(figures),
            reason="at least 4,100 doctors and about 2,300 doctors cannot both hold for 2025",
            confidence=0.7,
        ),
    )
    return replace(made, inferences=islands_inferences(), conflicts=conflicts)
