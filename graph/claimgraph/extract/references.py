"""Follow pronouns, descriptions and first persons to what they stand for, article by article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from claimgraph.extract.gazetteer import countries
from claimgraph.extract.mentions_grid import Grid, make_grid
from claimgraph.extract.mentions_lexicon import load_lexicon
from claimgraph.extract.parse import Sentence
from claimgraph.extract.references_ledger import Ledger, reference_data
from claimgraph.extract.references_people import People, gender_of, pronoun_gender
from claimgraph.extract.references_stance import Stances
from claimgraph.extract.references_things import Things, family_of
from claimgraph.extract.references_voice import FIRST, Saying, Voices, first_persons
from claimgraph.extract.spans import Form, Span
from claimgraph.model import Document, Ontology, fold

_DETERMINERS = frozenset(
    "the a an this that these those its his her their our my your some any no every each all both "
    "such several many most few other another said one".split()
)
_THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
_STATES = frozenset(
    "countries nations neighbours neighbors states governments sides capitals allies".split()
)
_PLEONASTIC = frozenset({"that", "to", "how", "whether", "if", "clear", "time", "possible"})
_SHORT = {"European Union": "EU", "United Nations": "UN", "African Union": "AU"}
_NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4, "2": 2, "3": 3}


def follow(
    spans: Sequence[Span],
    sentences: Sequence[Sentence],
    *,
    ontology: Ontology,
    document: Document,
    speeches: Sequence[Saying] = (),
) -> tuple[Span, ...]:
    """Return the same spans, names and types filled from their antecedents.

    ``speeches`` tell whose words are quoted, so that "I" is the speaker and "he" is not. What
    stays unknown has ``referent=False``; a reference's confidence is below 1.
    """
    grids = [make_grid(sentence) for sentence in sentences]
    resolved = list(spans)
    places: dict[int, list[int]] = {}
    for number, span in enumerate(spans):
        places.setdefault(span.sentence, []).append(number)
    voices = Voices(spans, grids, speeches, document)
    stances = Stances(spans)
    article: int | None = None
    reader: _Reader | None = None
    for grid in grids:
        here = grid.sentence.passage.article.index
        if reader is None or here != article:
            article, reader = here, _Reader(ontology, voices, stances)
        numbers = places.get(grid.index, [])
        for number, span in zip(
            numbers, reader.read([spans[n] for n in numbers], grid), strict=True
        ):
            resolved[number] = span
    return tuple(first_persons(resolved, grids, voices, stances))


def _first(span: Span) -> bool:
    return span.form is Form.PRONOUN and fold(span.name) in FIRST


class _Reader:
    """Read one article's spans in order, and keep what they were found to mean."""

    __slots__ = ("ledger", "lexicon", "ontology", "people", "stances", "things", "voices")

    def __init__(self, ontology: Ontology, voices: Voices, stances: Stances) -> None:
        self.ontology = ontology
        self.voices = voices
        self.stances = stances
        self.lexicon = load_lexicon()
        self.ledger = Ledger()
        self.people = People(self.ledger, self.lexicon)
        self.things = Things(self.ledger, self.lexicon, ontology, stances)

    def read(self, spans: Sequence[Span], grid: Grid) -> list[Span]:
        """Return one sentence's spans resolved; what they mention is remembered."""
        read: list[Span] = []
        done: dict[int, Span] = {}
        for span in spans:
            if self._plural(span):
                self._note_pairs(read, grid)
            found = self._resolve(span, grid, spans, done)
            read.append(found)
            done[found.head] = found
            if found.referent or found.form is Form.DESCRIPTION:
                self._note(found, grid)
        self._note_pairs(read, grid)
        return read

    def _plural(self, span: Span) -> bool:
        return span.form is Form.PRONOUN and fold(span.name) in _THEY

    def _note(self, span: Span, grid: Grid) -> None:
        family = family_of(span.type, self.ontology)
        quoted = self.voices.quoted(grid.index, span.head)
        referent = self.ledger.note(span, grid, family, quoted=quoted)
        if span.type == "Person" and span.form is Form.NAME and referent.gender is None:
            referent.gender = gender_of(span, grid, self.lexicon)

    def _note_pairs(self, spans: Sequence[Span], grid: Grid) -> None:
        """Record "A and B" as one plural thing, for a later "they"."""
        heads = {
            span.head: span
            for span in spans
            if span.form is not Form.PRONOUN
            and span.referent
            and (span.form is Form.NAME or span.confidence < 1.0)
        }
        for span in heads.values():
            others = [
                heads[child]
                for child in grid.children[span.head]
                if grid.deps[child] == "conj" and child in heads
            ]
            if len(others) == 1 and others[0].type == span.type:
                both = (span.name, others[0].name)
                pair = replace(
                    span,
                    type="Group",
                    name=" and ".join(both),
                    members=both,
                    plural=True,
                    identifier=None,
                    form=Form.DESCRIPTION,
                    office=None,
                    represents=(),
                )
                self.ledger.note(pair, grid, "Group")

    def _resolve(
        self, span: Span, grid: Grid, spans: Sequence[Span], done: dict[int, Span]
    ) -> Span:
        if span.form is Form.NAME:
            if span.type == "Person" and span.office and not span.represents:
                stance = self.stances.of(span.name)[:1]
                return replace(span, represents=stance) if stance else span
            return span
        if span.form is Form.PRONOUN:
            return self._pronoun(span, grid, spans, done)
        return self._description(span, grid, spans, done)

    def _pronoun(
        self, span: Span, grid: Grid, spans: Sequence[Span], done: dict[int, Span]
    ) -> Span:
        word = fold(span.name)
        if word in FIRST:
            return span
        excluded = self._excluded(span, grid, done)
        if pronoun_gender(word) is not None:
            ahead = self._ahead(span, grid, spans)
            local = self._local_subject(span, grid, done)
            found = self.people.pronoun(span, grid, excluded=excluded, ahead=ahead, local=local)
            return found if found is not None else span
        if word in {"it", "its", "itself"}:
            if word == "it" and _empty(grid, span.head):
                return span
            ahead = [one for one in spans if word == "its" and self._fronted(span, one, grid)]
            if ahead:
                return replace(
                    span,
                    name=ahead[0].name,
                    type=ahead[0].type,
                    identifier=ahead[0].identifier,
                    confidence=0.75,
                    referent=True,
                )
            human = word == "it" and self._human_verb(grid, span.head)
            local = self._local_subject(span, grid, done)
            quoted = word == "it" and self.voices.quoted(grid.index, span.head)
            return self.things.pronoun(
                span, grid, excluded=excluded, human=human, local=local, quoted=quoted
            )
        if word in {"they", "them", "their", "theirs", "themselves"}:
            human = self._human_verb(grid, span.head)
            local = self._local_subject(span, grid, done)
            return self.things.pronoun(span, grid, excluded=excluded, human=human, local=local)
        return span

    def _local_subject(self, span: Span, grid: Grid, done: dict[int, Span]) -> str | None:
        """Return the folded name of the subject of the clause that a possessive stands in."""
        if grid.deps[span.head] != "poss":
            return None
        place = grid.heads[span.head]
        for _ in range(6):
            if grid.pos[place] in ("VERB", "AUX"):
                subjects = [
                    child
                    for child in grid.children[place]
                    if grid.deps[child] in {"nsubj", "nsubjpass"} and child < span.head
                ]
                if subjects:
                    owner = done.get(subjects[0])
                    return fold(owner.name) if owner is not None and owner.referent else None
                if grid.deps[place] not in {"xcomp", "conj", "pcomp", "advcl"}:
                    return None
            if grid.heads[place] == place:
                return None
            place = grid.heads[place]
        return None

    def _human_verb(self, grid: Grid, head: int) -> bool:
        return (
            grid.deps[head] == "nsubj"
            and grid.lemmas[grid.heads[head]] in reference_data()["human_verbs"]
        )

    def _fronted(self, span: Span, other: Span, grid: Grid) -> bool:
        """Tell whether another span is the subject after the fronted phrase of a possessive."""
        if other.head <= span.head or grid.deps[other.head] not in {"nsubj", "nsubjpass"}:
            return False
        if other.form is not Form.NAME or (
            other.type not in ("Country", "Person")
            and not (self.ontology.is_a(other.type, "Organization"))
        ):
            return False
        verb = grid.heads[other.head]
        return (
            grid.deps[verb] == "ROOT"
            and grid.left(span.head) <= 3
            and any(grid.words[place] == "," for place in range(span.head, other.head))
        )

    def _ahead(self, span: Span, grid: Grid, spans: Sequence[Span]) -> list[Span]:
        return [one for one in spans if one.type == "Person" and self._fronted(span, one, grid)]

    def _excluded(self, span: Span, grid: Grid, done: dict[int, Span]) -> frozenset[str]:
        """Return the names that a pronoun cannot mean: its verb's subject, its quote's speaker."""
        out: set[str] = set()
        head = span.head
        if grid.deps[head] in {"dobj", "dative", "pobj"}:
            verb = grid.heads[head]
            verb = grid.heads[verb] if grid.deps[head] == "pobj" else verb
            out.update(
                fold(done[child].name)
                for child in grid.children[verb]
                if grid.deps[child] in {"nsubj", "nsubjpass"} and child in done
            )
        for one in done.values():
            # "His lawyer said he was ill": not the lawyer.
            if (
                one.form is Form.DESCRIPTION
                and one.type == "Person"
                and any(
                    child in done
                    and done[child].form is Form.PRONOUN
                    and pronoun_gender(done[child].name) == pronoun_gender(span.name)
                    for child in grid.children[one.head]
                )
            ):
                out.add(fold(one.name))
        said = self.voices.innermost(grid.index, head)
        if said is not None and said.speaker is not None:
            speaker = done.get(said.speaker[1]) if said.speaker[0] == grid.index else None
            speaker = speaker or self.voices.span_at(said.speaker)
            if speaker is not None:
                out.add(fold(speaker.name))
        return frozenset(out)

    def _description(
        self, span: Span, grid: Grid, spans: Sequence[Span], done: dict[int, Span]
    ) -> Span:
        if span.office is not None and span.type == "Person":
            return span  # a title in apposition: its holder is known
        twin = self._apposed(span, grid, spans)
        if twin is not None:
            return replace(
                span,
                name=twin.name,
                type=twin.type,
                identifier=twin.identifier,
                nations=twin.nations or span.nations,
                represents=twin.represents,
                confidence=min(0.9, twin.confidence),
            )
        modifiers = [grid.keys[place] for place in range(span.first, span.head)]
        determiner = next((word for word in modifiers if word in _DETERMINERS), "")
        is_a = self.ontology.is_a
        if span.type == "Country":
            owner = self._owner(span, grid, spans, done)
            if owner is not None:
                return self.things.owned_government(span, owner)
            if self.voices.floor(grid.index) and grid.keys[span.head] == "government":
                home = self.voices.home(grid.index)
                if home is not None and determiner in {"", "the"} and len(modifiers) < 2:
                    return replace(
                        span, name=home.name, identifier=home.identifier, confidence=0.75
                    )
            excluded = self._excluded(span, grid, done)
            if grid.keys[span.head] in {"regime", "junta", "dictatorship"}:
                excluded |= self._speaking(span, grid)
                excluded |= {
                    fold(one.name)
                    for one in done.values()
                    if one.type == "Country" and grid.deps[one.head] in {"nsubj", "nsubjpass"}
                }
            return self.things.country(span, grid, modifiers, determiner, excluded)
        if span.type == "Person":
            found = self.people.described(span, grid, modifiers, determiner)
            return found if found is not None else span
        if is_a(span.type, "Mission"):
            return self.things.mission(span, grid, modifiers, determiner)
        if is_a(span.type, "Measure"):
            return self._measure(span, grid, modifiers, determiner, done)
        if is_a(span.type, "Organization"):
            return self.things.body(span, grid, modifiers, determiner)
        family = family_of(span.type, self.ontology)
        if family == "Group":
            count = next((_NUMBERS[w] for w in modifiers if w in _NUMBERS), 0)
            if count and determiner in {"the", "both", "these", "those"}:
                noun = grid.keys[span.head]
                kind = "Country" if noun in _STATES else "Person"
                if kind == "Country" or noun in self.lexicon.people:
                    paired = self.people.pair(span, grid, count, kind)
                    if paired.members:
                        return paired
        return self.things.same_noun(span, grid, modifiers, determiner, family)

    def _owner(
        self, span: Span, grid: Grid, spans: Sequence[Span], done: dict[int, Span]
    ) -> Span | None:
        """Return the person or country in the possessive before a noun: "his government"."""
        for child in grid.children[span.head]:
            if child < span.head and child in done and grid.deps[child] in {"poss", "compound"}:
                owner = done[child]
                if owner.type in ("Person", "Country") and owner.referent:
                    return owner
            if child > span.head and grid.keys[child] == "of":
                # "the administration of President Roe"
                for one in spans:
                    if (
                        one.type == "Person"
                        and one.form is Form.NAME
                        and (one.first <= child + 1 < one.last)
                    ):
                        return one
        return None

    def _speaking(self, span: Span, grid: Grid) -> frozenset[str]:
        """Return the folded names of what the speaker of a quotation stands for."""
        said = self.voices.innermost(grid.index, span.head)
        speaker = self.voices.span_at(said.speaker) if said is not None and said.speaker else None
        return frozenset(map(fold, self.stances.of(speaker.name))) if speaker else frozenset()

    def _apposed(self, span: Span, grid: Grid, spans: Sequence[Span]) -> Span | None:
        """Return the name that a description stands in apposition to."""
        for other in spans:
            if other.form is not Form.NAME or other.head == span.head:
                continue
            beside = (
                (other.first == span.last and not span.plural)
                or (grid.deps[span.head] == "appos" and grid.heads[span.head] == other.head)
                or (grid.deps[other.head] == "appos" and grid.heads[other.head] == span.head)
            )
            if not beside or span.plural:
                continue
            same = family_of(span.type, self.ontology) == family_of(other.type, self.ontology)
            if same:
                return other
        return None

    def _measure(
        self,
        span: Span,
        grid: Grid,
        modifiers: Sequence[str],
        determiner: str,
        done: dict[int, Span],
    ) -> Span:
        imposer = self._imposer(span, grid, done) if not span.nations else None
        if imposer is not None:
            state = countries().get(imposer)
            short = state.adjective if state is not None else _SHORT.get(imposer, imposer)
            nations = (imposer,) if state is not None else ()
            if fold(short) not in fold(span.name).split():
                span = replace(span, name=f"{short} {span.name}", nations=nations)
            if determiner in {"", "new", "several", "more"}:
                return span
        return self.things.measure(span, grid, modifiers, determiner)

    def _imposer_before(self, span: Span, grid: Grid, done: dict[int, Span]) -> str | None:
        """Return the country of the name just before "imposed sanctions", where the parse fails."""
        place = span.first - 1
        while place > 0 and grid.pos[place] in ("ADJ", "DET", "NUM"):
            place -= 1
        if place < 1 or not _stem(grid.keys[place]) & set(reference_data()["imposing"]):
            return None
        place -= 1
        while place > 0 and grid.pos[place] in ("AUX", "ADV"):
            place -= 1
        owner = next((one for one in done.values() if one.first <= place < one.last), None)
        return self._country(owner) if owner is not None else None

    def _country(self, owner: Span) -> str | None:
        held = self.stances.of(owner.name) if owner.type == "Person" else ()
        names = (owner.name, *owner.represents, *held, *owner.nations)
        country = next((name for name in names if name in countries()), None)
        if country is None and owner.type == "GovernmentBody":
            prefix = owner.name.split(" ")[0]
            country = {"US": "United States", "UK": "United Kingdom"}.get(prefix)
        if country is None and owner.type == "InternationalOrganization":
            return owner.name
        return country

    def _imposer(self, span: Span, grid: Grid, done: dict[int, Span]) -> str | None:
        """Return the country whose act a measure is, by the subject of its verb."""
        place = span.head
        for _ in range(3):
            if grid.deps[place] != "conj":
                break
            place = grid.heads[place]
        verb = grid.heads[place]
        if grid.deps[place] != "dobj" or grid.lemmas[verb] not in reference_data()["imposing"]:
            return self._imposer_before(span, grid, done)
        for _ in range(3):
            for child in grid.children[verb]:
                owner = done.get(child)
                if grid.deps[child] == "nsubj" and owner is not None:
                    return self._country(owner)
            if grid.deps[verb] not in {"conj", "xcomp", "advcl", "pcomp", "acl"}:
                return None
            verb = grid.heads[verb]
        return None


def _empty(grid: Grid, head: int) -> bool:
    """Tell whether "it" stands for nothing: "it is clear that", "it takes time to"."""
    verb = grid.heads[head]
    if grid.deps[head] not in {"nsubj", "nsubjpass", "expl"}:
        return False
    if grid.lemmas[verb] not in {"be", "seem", "appear", "take", "become", "remain", "happen"}:
        return grid.deps[head] == "nsubjpass" and any(
            grid.deps[child] == "ccomp" for child in grid.children[verb]
        )
    if any(grid.deps[child] == "acomp" for child in grid.children[verb]):
        return True
    following = set(grid.keys[verb + 1 : verb + 8])
    return bool(following & _PLEONASTIC) or any(
        grid.deps[child] in {"ccomp", "xcomp", "csubj"} for child in grid.children[verb]
    )


def _stem(word: str) -> set[str]:
    """Return the forms that a past or present verb can come from.

    >>> sorted(_stem("imposed"))
    ['impos', 'impose', 'imposed']
    """
    forms = {word}
    for ending in ("ed", "es", "s", "d"):
        if word.endswith(ending):
            forms.add(word.removesuffix(ending))
    return forms
