"""Described things: missions, measures, groups, events, agreements, bodies, by head noun."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from claimgraph.extract.gazetteer import Hit, countries
from claimgraph.extract.mentions_grid import MONTHS, Grid
from claimgraph.extract.mentions_lexicon import Lexicon, known_nouns
from claimgraph.extract.mentions_names import ministry, placed, with_country
from claimgraph.extract.mentions_phrase import Phrase, read_phrase
from claimgraph.extract.spans import Form, Span

_OF_STATES = frozenset(
    """current new previous former present ruling military communist socialist authoritarian corrupt
    embattled brutal central federal national interim transitional caretaker elected democratic own
    entire whole right-wing left-wing leftist conservative populist us u.s. his her its their our my
    outgoing incoming local host foreign civilian revolutionary islamist""".split()
)
_BARE = frozenset("parliament congress cabinet police customs army government".split())
_QUALIFYING = frozenset(
    """economic financial military secondary sectoral personal targeted punitive unilateral coercive
    restrictive retaliatory individual smart international diplomatic commercial additional
    partial""".split()
)
_POS = frozenset({"NOUN", "PROPN", "ADJ", "VERB", "PRON", "DET"})
_WHOEVER = frozenset({"those", "anyone", "anybody", "everyone", "everybody", "whoever", "people"})
_HOSTING = frozenset("bring recruit hire receive host welcome import employ request".split())
_NEUTRAL = frozenset("new latest recent punitive harsh same such last first other".split())
_MANY = frozenset("population community public opposition delegation".split())
_SENDING = frozenset(
    """send deploy contribute provide dispatch withdraw pledge commit offer pull recall
    supply""".split()
)


@dataclass(frozen=True, slots=True)
class Context:
    """Hold what a document is about, as far as it tells how to read a bare noun."""

    medical: tuple[str, ...] = ()  # nations whose health missions it speaks of, most first
    is_medical: bool = False
    is_peace: bool = False
    contributing: frozenset[str] = frozenset()  # nations with troops or police in another country


class ThingFinder:
    """Find the described things of one sentence."""

    __slots__ = ("_nouns", "classes", "context", "grid", "hits", "lexicon")

    def __init__(
        self,
        grid: Grid,
        lexicon: Lexicon,
        hits: Sequence[Hit],
        context: Context,
        classes: Mapping[str, str],
    ) -> None:
        self.grid = grid
        self.lexicon = lexicon
        self.hits = hits
        self.context = context
        self._nouns = known_nouns()
        self.classes = classes  # further nouns, from the ontology's own labels

    def find(self, taken: set[int]) -> list[Span]:
        """Return a span for each noun that the vocabularies know; ``taken`` heads are names."""
        grid = self.grid
        spans = []
        for place in range(len(grid)):
            if place in taken or grid.pos[place] not in _POS:
                continue
            if grid.keys[place] in MONTHS and grid.capital(place):
                continue
            first, noun = self._noun(place)
            if not noun and grid.keys[place] in _WHOEVER:
                span = self._whoever(place)
                if span is not None:
                    spans.append(span)
                continue
            if not noun or (grid.pos[place] in ("ADJ", "VERB") and first == place):
                continue
            if self._inside_longer(place):
                continue
            span = self._read(first, place, noun)
            if span is not None:
                spans.append(span)
        return spans

    def _whoever(self, place: int) -> Span | None:
        """Return "those responsible for it" or "anyone who helped" as a group."""
        grid = self.grid
        if grid.deps[place] == "det":
            return None
        last = place + 1
        for child in grid.children[place]:
            if child > place and grid.deps[child] in {"acl", "relcl", "prep", "amod"}:
                last = max(last, min(grid.right(child), place + 14))
        if last == place + 1:
            return None
        name = grid.text(place, last).replace('"', "").strip(" ,-")
        return Span(
            sentence=grid.index,
            first=place,
            last=last,
            head=place,
            type="Group",
            name=name,
            form=Form.DESCRIPTION,
            plural=True,
        )

    def _noun(self, place: int) -> tuple[int, str]:
        """Return the longest known noun that ends at a token, and where it begins."""
        grid = self.grid
        for size in (3, 2):
            first = place - size + 1
            if first >= 0:
                joined = " ".join(grid.keys[first : place + 1])
                if self._known(joined):
                    return first, joined
        key = grid.keys[place]
        if grid.key(place - 1) == "-" and place >= 2:
            joined = f"{grid.keys[place - 2]}-{key}"
            if self._known(joined):
                return place - 2, joined
        return (place, key) if self._known(key) else (place, "")

    def _known(self, noun: str) -> bool:
        return noun in self._nouns or noun in self.classes

    def _inside_longer(self, place: int) -> bool:
        """Tell whether a noun only modifies another known one: "mission" in "mission staff"."""
        grid = self.grid
        head = grid.heads[place]
        return (
            grid.deps[place] in {"compound", "nmod", "amod"}
            and place < head <= place + 3
            and bool(self._noun(head)[1])
        )

    def _read(self, first: int, place: int, noun: str) -> Span | None:
        phrase = read_phrase(self.grid, self.hits, first, place)
        for rule in (
            self._acted,
            self._mission,
            self._measure,
            self._agreement,
            self._event,
            self._state,
            self._body,
            self._people,
            self._other,
        ):
            span = rule(phrase, noun)
            if span is not None:
                return span
        return None

    def _span(
        self,
        phrase: Phrase,
        kind: str,
        name: str,
        *,
        plural: bool,
        identifier: str | None = None,
        form: Form = Form.DESCRIPTION,
        nations: tuple[str, ...] | None = None,
        represents: tuple[str, ...] = (),
    ) -> Span:
        return Span(
            sentence=self.grid.index,
            first=phrase.first,
            last=phrase.last,
            head=phrase.head,
            type=kind,
            name=name or self.grid.words[phrase.head],
            form=form,
            identifier=identifier,
            nations=phrase.nations if nations is None else nations,
            places=phrase.places,
            plural=plural,
            represents=represents,
        )

    # --- missions

    def _mission(self, phrase: Phrase, noun: str) -> Span | None:
        lexicon = self.lexicon
        cues = set(phrase.modifiers) | {noun.split()[0]} | self._after(phrase)
        health = bool(cues & lexicon.health_cues)
        if cues & lexicon.not_mission and not (health and cues & {"permanent"}):
            return None
        if noun in lexicon.peace_staff:
            return self._peace(phrase, noun, plural=lexicon.peace_staff[noun])
        if noun in lexicon.health_staff or (noun in lexicon.staff and cues & lexicon.health_cues):
            plural = lexicon.health_staff.get(noun, lexicon.staff.get(noun, False))
            plural = plural or noun in {"personnel", "staff"}
            return self._medical(phrase, plural=plural) if plural or noun == "team" else None
        if noun in {"team", "teams"} and self.context.is_medical and phrase.places:
            return self._medical(phrase, plural=True)
        sender = set(phrase.nations) & set(self.context.medical)
        if (
            noun in {"workers", "professionals", "personnel", "staff"}
            and sender
            and (phrase.definite)
        ):
            return self._medical(phrase, plural=True)
        if noun in lexicon.missions and not self._purpose(phrase):
            return self._programme(phrase, noun, cues)
        if noun in lexicon.armed_staff:
            return self._armed(phrase, noun, cues)
        return None

    def _purpose(self, phrase: Phrase) -> bool:
        """Tell whether a "mission" is an aim: "the mission of supporting them"."""
        grid = self.grid
        following = phrase.head + 2
        return (
            grid.key(phrase.head + 1) == "of"
            and following < len(grid)
            and grid.tags[following] == "VBG"
        )

    def _armed(self, phrase: Phrase, noun: str, cues: set[str]) -> Span | None:
        """Return troops or police as a mission where they serve in another country."""
        lexicon = self.lexicon
        grid = self.grid
        plural = lexicon.armed_staff[noun] or noun in {"personnel", "police", "infantry"}
        unit = noun in {"contingent", "force", "battalion", "unit", "company"}
        abroad = bool(set(phrase.nations) and set(phrase.places) - set(phrase.nations))
        if cues & (lexicon.peace_cues - {"eu", "nato", "security"}) or (
            abroad and (plural or unit)
        ):
            return self._peace(phrase, noun, plural=plural)
        if not self.context.is_peace or noun in {"officer", "officers", "company", "personnel"}:
            return None
        placed_there = any(
            grid.deps[child] == "prep" and grid.keys[child] in {"in", "to"}
            for child in grid.children[phrase.head]
        )
        if set(phrase.nations) & self.context.contributing and (plural or unit):
            return self._peace(phrase, noun, plural=plural)
        if self._sent(phrase) or (unit and phrase.definite) or (plural and placed_there):
            return self._peace(phrase, noun, plural=plural)
        return None

    def _after(self, phrase: Phrase) -> set[str]:
        """Return "abroad" and its like where they follow the noun: "doctors overseas"."""
        following = self.grid.keys[phrase.head + 1 : phrase.head + 4]
        if following[:1] and following[0] in self.lexicon.abroad:
            return {following[0]}
        return {"worldwide"} if following == ["around", "the", "world"] else set()

    def _programme(self, phrase: Phrase, noun: str, cues: set[str]) -> Span | None:
        lexicon = self.lexicon
        plural = lexicon.missions[noun]
        named = self._proper(phrase, noun)
        if named is not None:
            return named
        text = f" {phrase.tidy().lower()} "
        if cues & lexicon.peace_cues:
            weak = noun in lexicon.weak_missions and not cues & {
                "peacekeeping",
                "peace-keeping",
                "peace",
                "stabilization",
                "stabilisation",
                "multinational",
            }
            if not weak:
                return self._peace(phrase, noun, plural=plural)
        if cues & lexicon.health_cues or (
            noun not in {"cooperation", "collaboration"}
            and any(f" {cue} " in text for cue in ("doctors", "medics", "nurses", "physicians"))
        ):
            return self._medical(phrase, plural=True)
        if cues & lexicon.labour_cues and (
            cues & {"export", "labour-export", "labor-export"} or self.context.is_medical
        ):
            return self._medical(phrase, plural=True)
        if noun in lexicon.weak_missions:
            bare = phrase.definite and not set(phrase.modifiers) - {phrase.determiner}
            if not (bare and (self.context.is_medical or self.context.is_peace)):
                sender = set(phrase.nations) & set(self.context.medical)
                few = len(set(phrase.modifiers)) <= 2 or cues & lexicon.abroad
                if not (sender and few and self.context.is_medical):
                    return None
        if self.context.is_medical and not self.context.is_peace:
            return self._medical(phrase, plural=plural)
        if self.context.is_peace and not self.context.is_medical:
            return self._peace(phrase, noun, plural=plural)
        return self._span(phrase, "Mission", phrase.tidy(), plural=plural)

    def _proper(self, phrase: Phrase, noun: str) -> Span | None:
        """Return a mission under its own name: "the Bright Hope programme", "Roe brigades"."""
        grid = self.grid
        if grid.titled or grid.shouted or not grid.words[phrase.head].islower():
            return None
        last = phrase.head
        while last > 0 and grid.words[last - 1] in {'"', "'"}:
            last -= 1
        first = last
        if last < phrase.head:
            while first > 0 and grid.words[first - 1] not in {'"', "'"} and last - first < 8:
                first -= 1
            first = first if grid.key(first - 1) in {'"', "'"} and grid.capital(first) else last
        known = {place for hit in self.hits for place in range(hit.first, hit.last)}
        while (
            first > 0
            and last == phrase.head
            and grid.capital(first - 1)
            and first - 1 not in known
            and grid.pos[first - 1] == "PROPN"
        ):
            first -= 1
        own = noun in {"brigade", "brigades", "contingent", "contingents"}
        cued = set(grid.keys[first:last]) & self.lexicon.health_cues
        about = self.context.is_medical or self.context.is_peace or cued
        if first == last or not (own or about):
            return None
        if not own and (last - first < 2 and last == phrase.head):
            return None
        name = grid.text(first, last)
        if own:
            name = f"{name} {noun.removesuffix('s').capitalize()}"
        kind = "PeacekeepingMission" if self.context.is_peace else "Mission"
        kind = "MedicalMission" if self.context.is_medical or cued else kind
        kind = kind if about else "Mission"
        span = self._span(phrase, kind, name, plural=self.lexicon.missions[noun], form=Form.NAME)
        return replace(span, first=min(span.first, first))

    def _medical(self, phrase: Phrase, *, plural: bool) -> Span:
        """Return a health mission under its canonical name, or a Group of health staff."""
        senders = tuple(one for one in phrase.nations if one not in phrase.owners)
        if senders and phrase.owners:
            # "Peru's Kenyan nurses": the owner takes them in.
            phrase.places = (*phrase.owners, *phrase.places)
            phrase.nations = senders
        nations = phrase.nations
        missions = set(self.context.medical)
        staff = self.grid.keys[phrase.head] not in self.lexicon.missions
        sent = bool(
            set(phrase.places) - set(nations)
            or set(phrase.modifiers) & self.lexicon.abroad
            or self._after(phrase)
            or self._spread(phrase)
            or (self.context.is_medical and (self._sent(phrase) or self._hosted(phrase)))
            or set(nations) & missions
            or not staff
            or (phrase.places and self.context.is_medical and not nations)
            or (phrase.definite and self.context.is_medical)
        )
        if staff and not sent:
            return self._span(phrase, "Group", phrase.tidy(tail=False), plural=True)
        return self._span(
            phrase,
            "MedicalMission",
            mission_name(nations, phrase.places, "medical mission") or phrase.tidy(tail=False),
            plural=plural,
        )

    def _sent(self, phrase: Phrase) -> bool:
        """Tell whether the noun is what someone sends, deploys or withdraws."""
        grid = self.grid
        place = phrase.head
        while grid.deps[place] == "conj" and grid.heads[place] < place:
            place = grid.heads[place]
        verb = grid.heads[place]
        return grid.deps[place] in {"dobj", "nsubjpass"} and grid.lemmas[verb] in _SENDING

    def _spread(self, phrase: Phrase) -> bool:
        """Tell whether the noun is said to be in countries at large: "nurses in 12 nations"."""
        following = self.grid.keys[phrase.head + 1 : phrase.head + 9]
        return "in" in following and bool({"countries", "nations"} & set(following))

    def _hosted(self, phrase: Phrase) -> bool:
        """Tell whether the noun is whom someone takes in: "will recruit 40 nurses"."""
        grid = self.grid
        verb = grid.heads[phrase.head]
        return grid.deps[phrase.head] in {"dobj", "nsubjpass"} and grid.lemmas[verb] in _HOSTING

    def _peace(self, phrase: Phrase, noun: str, *, plural: bool) -> Span:
        name = phrase.tidy(tail=False)
        outside = [one for one in phrase.places if one not in phrase.nations]
        if outside:
            name = f"{name} in {placed(countries()[outside[0]])}"
        return self._span(phrase, "PeacekeepingMission", name, plural=plural)

    # --- measures

    def _acted(self, phrase: Phrase, noun: str) -> Span | None:
        """Return a measure that a verb says: "revoked the visas", "froze his assets"."""
        rule = self.lexicon.acted.get(noun)
        if rule is None or self.grid.key(phrase.head + 1) in self.lexicon.measure_nouns:
            return None
        kind, verbs = rule
        grid = self.grid
        place = phrase.head
        while grid.deps[place] == "conj" and grid.heads[place] < place:
            place = grid.heads[place]
        verb = grid.heads[place]
        if grid.deps[place] == "nsubj" and grid.lemmas[verb] in {"be", "get"}:
            return None
        name = verbs.get(grid.lemmas[verb])
        if name is None or grid.deps[place] not in {"dobj", "nsubjpass", "nsubj", "pobj"}:
            return None
        return self._span(phrase, kind, name, plural=True, nations=())

    def _measure(self, phrase: Phrase, noun: str) -> Span | None:
        lexicon = self.lexicon
        if noun == "resolution" and self.grid.key(phrase.head + 1).isdigit():
            name = self.grid.text(phrase.head, phrase.head + 2)
            span = self._span(phrase, "Measure", name, plural=False, form=Form.NAME)
            return replace(span, last=max(span.last, phrase.head + 2))
        cues = set(phrase.modifiers)
        kind = lexicon.measures.get(noun)
        plural = noun.endswith("s")
        if kind is None and noun in lexicon.measure_nouns:
            kind = next(
                (
                    lexicon.measure_cues[cue]
                    for cue in phrase.modifiers
                    if cue in lexicon.measure_cues
                ),
                None,
            )
            follow = self.grid.key(phrase.head + 1)
            if kind is None and noun in lexicon.measure_on and follow in {"on", "against"}:
                kind = "Measure"
            if kind == "Measure" and "executive" in cues and noun not in {"order", "orders"}:
                kind = None
            if kind == "Sanction" and noun in {"regime", "regimes"} and "sanctions" not in cues:
                kind = None
            if (
                noun in {"regime", "listing", "designation"}
                and kind is None
                and cues & {"terrorist"}
            ):
                kind = "Listing"
        if (
            kind is None
            and noun in lexicon.measure_reference
            and (phrase.definite or phrase.owners)
        ):
            kind = "Measure"
        if kind is None:
            return None
        if kind == "Sanction" and self.grid.tags[phrase.head].startswith("VB"):
            return None
        span = self._span(phrase, kind, self._measure_name(phrase), plural=plural)
        return replace(span, places=())

    def _plain(self, phrase: Phrase) -> bool:
        """Tell whether nothing but its owner, time or newness qualifies the noun."""
        grid = self.grid
        return all(
            grid.pos[place] in ("DET", "PRON", "PART", "NUM", "PUNCT")
            or grid.keys[place] in _NEUTRAL
            or grid.keys[place] in MONTHS
            or any(hit.first <= place < hit.last for hit in self.hits)
            or grid.deps[place] in {"poss", "case"}
            for place in range(phrase.first, phrase.noun_first)
        ) and not (grid.key(phrase.head + 1) in {"to", "of", "that"} and phrase.owners)

    def _measure_name(self, phrase: Phrase) -> str:
        base = phrase.tidy(tail=False)
        known = countries()
        if len(phrase.nations) >= 1 and phrase.nations[0] in known:
            # "Washington's visa bans", "the US's visa bans": one form for all.
            words = self.grid
            first = phrase.noun_first
            while (
                first > phrase.first
                and (
                    words.deps[first - 1] == "compound"
                    or words.keys[first - 1] in _QUALIFYING
                    or words.keys[first - 1] in self.lexicon.measure_cues
                )
                and not any(hit.first <= first - 1 < hit.last for hit in self.hits)
            ):
                first -= 1
            core = words.text(first, phrase.head + 1).strip(" \"'-")
            adjective = known[phrase.nations[0]].adjective
            base = f"{adjective} {core}"
        if phrase.targets:
            base = f"{base} on {placed(known[phrase.targets[0]])}"
        return base

    # --- agreements and events

    def _agreement(self, phrase: Phrase, noun: str) -> Span | None:
        if noun not in self.lexicon.agreements:
            return None
        if noun in {"agreement", "arrangement", "deal"} and self.grid.key(phrase.head - 1) in {
            "in",
            "great",
        }:
            return None
        return self._span(phrase, "Agreement", phrase.tidy(), plural=self.lexicon.agreements[noun])

    def _event(self, phrase: Phrase, noun: str) -> Span | None:
        kind = self.lexicon.events.get(noun)
        if kind is None or self.grid.pos[phrase.head] not in ("NOUN", "PROPN"):
            return None
        return self._span(phrase, kind, phrase.tidy(), plural=noun.endswith("s"))

    # --- states and bodies

    def _state(self, phrase: Phrase, noun: str) -> Span | None:
        lexicon = self.lexicon
        known = countries()
        plural = lexicon.governments.get(noun, lexicon.countries.get(noun, False))
        if self.grid.key(phrase.head - 1) == "of" and self.grid.key(phrase.head - 2) in {
            "secretary",
            "minister",
            "department",
            "head",
            "secretaries",
            "heads",
        }:
            return None
        if (
            noun in lexicon.governments
            and len(phrase.nations) == 1
            and (not plural or noun == "authorities")
        ):
            if noun in {"leadership", "state"} and self.grid.keys[phrase.head - 1] in {"member"}:
                return None
            country = known[phrase.nations[0]]
            return self._span(
                phrase,
                "Country",
                country.name,
                plural=False,
                identifier=country.identifier,
                form=Form.NAME,
            )
        if noun in {"leadership", "territory", "territories"}:
            return None
        if self.grid.deps[phrase.head] in {"compound", "nmod"} and self.grid.capital(phrase.head):
            return None
        if noun in lexicon.countries or noun in lexicon.governments:
            if plural and noun != "authorities":
                return self._span(phrase, "Group", phrase.tidy(), plural=True)
            if noun in lexicon.governments and not self._unqualified(phrase):
                return self._span(phrase, "Group", phrase.tidy(), plural=True) if plural else None
            return self._span(phrase, "Country", phrase.tidy(), plural=False)
        return None

    def _unqualified(self, phrase: Phrase) -> bool:
        """Tell whether a bare "authorities" or "administration" can be a state's."""
        words = set(phrase.modifiers) - {phrase.determiner}
        people = {
            self.grid.keys[p] for p in range(phrase.first, phrase.head) if self.grid.capital(p)
        }
        return words <= _OF_STATES | people | {"'s", "'"}

    def _body(self, phrase: Phrase, noun: str) -> Span | None:
        lexicon = self.lexicon
        kind = lexicon.organisations.get(noun)
        if kind is None or self.grid.pos[phrase.head] not in ("NOUN", "PROPN"):
            return None
        if self.grid.deps[phrase.head] in {"compound", "amod", "nmod"}:
            return None
        lower = self.grid.words[phrase.head].islower()
        if (
            lower
            and phrase.first == phrase.noun_first
            and noun not in lexicon.organisation_plurals
            and noun not in _BARE
        ):
            return None
        if lower and noun in {"center", "centre", "centers", "centres"}:
            kind = "Facility"
        if noun in lexicon.organisation_plurals:
            if kind == "Facility":
                return self._span(phrase, kind, phrase.tidy(), plural=True)
            return self._span(phrase, "Group", phrase.tidy(), plural=True)
        name = phrase.tidy(tail=False)
        if kind == "GovernmentBody" and phrase.nations:
            core = self._body_core(phrase, noun)
            name = with_country(core, phrase.nations[0])
        elif kind == "Facility" and (phrase.places or phrase.regions):
            name = phrase.tidy()
        return self._span(phrase, kind, name, plural=False)

    def _body_core(self, phrase: Phrase, noun: str) -> str:
        """Return "Ministry of Health" for "health ministry", else the words as they stand."""
        grid = self.grid
        first = phrase.head
        while first > phrase.first and grid.keys[first - 1] in self.lexicon.topics:
            first -= 1
        topic = grid.text(first, phrase.head) if first < phrase.head else ""
        if noun in {"ministry", "department"} and topic:
            return ministry(noun, topic)
        text = grid.text(first, phrase.head + 1)
        return text[:1].upper() + text[1:]

    # --- people and the rest

    def _people(self, phrase: Phrase, noun: str) -> Span | None:
        lexicon = self.lexicon
        grid = self.grid
        if noun not in lexicon.people:
            if lexicon.collectives.get(noun):
                return self._span(phrase, "Group", phrase.tidy(), plural=True)
            return None
        if noun == "troop":
            return None
        plural = lexicon.people[noun] or grid.tags[phrase.head] in ("NNS", "NNPS")
        plural = plural or noun in {"staff", "personnel", "youth", "family", "crew", "people"}
        if plural:
            return self._span(phrase, "Group", phrase.tidy(), plural=True)
        if noun in _MANY:
            return self._span(phrase, "Group", phrase.tidy(), plural=False)
        stands = noun in lexicon.title_heads and noun not in lexicon.occupations
        represents = phrase.nations if stands else ()
        return self._span(phrase, "Person", phrase.tidy(), plural=False, represents=represents)

    def _other(self, phrase: Phrase, noun: str) -> Span | None:
        kind = self.classes.get(noun)
        if kind is None:
            return None
        return self._span(phrase, kind, phrase.tidy(), plural=noun.endswith("s"))


def mission_name(nations: Sequence[str], places: Sequence[str], noun: str) -> str | None:
    """Return a described mission's canonical name, or None without a nation.

    >>> mission_name(["Cuba"], ["Bahamas"], "medical mission")
    'Cuban medical mission in the Bahamas'
    >>> mission_name(["Cuba"], [], "medical mission")
    'Cuban medical missions'
    """
    known = countries()
    if not nations or nations[0] not in known:
        return None
    adjective = known[nations[0]].adjective
    where = [place for place in places if place not in nations and place in known]
    if len(where) == 1:
        return f"{adjective} {noun} in {placed(known[where[0]])}"
    return f"{adjective} {noun}s"
