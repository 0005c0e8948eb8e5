"""The compiled engine: facts in, fixpoint out, and again when more facts come."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from claimgraph.reason import vocabulary as v
from claimgraph.reason.axioms import Reason, signature
from claimgraph.reason.columns import EMPTY, Keys
from claimgraph.reason.datatypes import DATATYPES, holds, read, whole_number
from claimgraph.reason.dictionary import Terms
from claimgraph.reason.equality import LinkBatch
from claimgraph.reason.facts import SAME_AS, TYPE, Fact, Facts, Rows, group_by_predicate
from claimgraph.reason.guard import Guard, Stop
from claimgraph.reason.program import (
    Program,
    body_classes,
    body_properties,
    compile_program,
    self_referential_chains,
)
from claimgraph.reason.rounds import Rounds
from claimgraph.reason.schema import Schema
from claimgraph.reason.terms import Row, bare

_MOST_PROGRAMS = 64  # an ontology that its own data rewrite more often than this is cut off


class Reasoning:
    """Hold facts, the programs that derived them, and why schema facts hold."""

    def __init__(self, terms: Terms | None = None) -> None:
        self.terms = terms or Terms()
        self.facts = Facts(self.terms)
        self.programs: list[Program] = []
        self.reasons: dict[Fact, Reason] = {}
        self.schema: Schema | None = None
        self.partial = False
        self.warnings: list[str] = []
        self._signature: tuple[int, ...] = ()
        self._schema_terms: Keys = EMPTY
        self._values: dict[object, int] = {}
        self._batches: list[Rows] = []  # what was given
        self._reflected = 0  # how many of the batches are known to equal themselves
        self._valued = 0  # how many of the batches ``_values`` knows
        self._typed: dict[int, int] = {}  # the same, per datatype that rules use

    def give(self, rows: Iterable[Row]) -> None:
        """Add given triples; :meth:`close` draws the conclusions."""
        self.give_ids(self.terms.encode(rows))

    def give_ids(self, ids: Rows) -> None:
        """Add given triples as rows of ids."""
        self.facts.equality.grow(len(self.terms))
        self.facts.give(ids)
        self._batches.append(ids)

    def close(self, guard: Guard | None = None) -> None:
        """Derive all that follows; where the guard strikes, keep what is there as partial."""
        guard = guard or Guard()
        try:
            for _ in range(_MOST_PROGRAMS):
                if not self.programs or self._sign() != self._signature:
                    self._compile()
                self._value_links()
                self._type_literals()
                if self.facts.reflexive:
                    self._reflect()
                Rounds(self.facts, self.programs[-1], guard).run()
                self._warn_of_vocabulary()
                if self._sign() == self._signature:
                    return
            guard.stop(f"stopped after the data changed the ontology {_MOST_PROGRAMS} times")
        except Stop:
            self.partial = True
            self.warnings.extend(guard.warnings)
            self._settle()

    def _sign(self) -> tuple[int, ...]:
        """Return numbers that change whenever the program has to be compiled anew."""
        shared = self.facts.equality.shared(self._schema_terms)
        return (*signature(self.facts), *shared)

    def _settle(self) -> None:
        # What is pending was derived rightly, but a limit says to stop here.
        for relation in self.facts.relations():
            relation.pending = []
        self.facts.clear_deltas()

    @property
    def program(self) -> Program:
        """Return the program in force."""
        return self.programs[-1]

    @property
    def schema_in_force(self) -> Schema:
        """Return the schema that the program in force was compiled from."""
        assert self.schema is not None, "close() was not called"
        return self.schema

    def program_at(self, rank: int) -> Program:
        """Return the program that derived the facts of a round."""
        for program in reversed(self.programs):
            if program.birth < rank:
                return program
        return self.programs[0]

    def _compile(self) -> None:
        facts = self.facts
        facts.absorb()
        schema = Schema(facts, self.reasons)
        for number, keys in group_by_predicate(np.array(schema.derived, np.uint64).reshape(-1, 3)):
            facts.put(number, keys)
        self._add_enumerations(schema)
        facts.absorb()
        program = compile_program(
            schema,
            facts.rank,
            cardinality=self._cardinalities(schema),
            datatypes=self._datatypes(),
        )
        used = body_properties(program)
        if TYPE in used:
            self._add_axioms()
            facts.start_mirror()
        if self.programs:
            facts.renew_deltas()
        self.programs.append(program)
        self.schema = schema
        self._schema_terms = schema.terms()
        self._signature = self._sign()
        facts.reflexive = facts.reflexive or SAME_AS in used
        self._warn(program)

    def _add_enumerations(self, schema: Schema) -> None:
        """Apply cls-oo: the members of an enumeration are its instances."""
        one_of = v.ID[v.ONE_OF]
        for kind, node in schema.pairs(v.ONE_OF):
            members, cells = schema.list_of(node)
            for member in members:
                fact = (member, TYPE, kind)
                if not self.facts.members(kind).has(member) and fact not in self.reasons:
                    self.reasons[fact] = ("cls-oo", ((kind, one_of, node), *cells))
            if members:
                self.facts.members(kind).pending.append(np.array(members, np.uint64))

    def _add_axioms(self) -> None:
        """Apply cls-thing and cls-nothing1, where rules look at all memberships."""
        for term, rule in ((v.THING, "cls-thing"), (v.NOTHING, "cls-nothing1")):
            fact = (v.ID[term], TYPE, v.ID[v.CLASS])
            if self.facts.rank_of(fact) is None:
                self.reasons[fact] = (rule, ())
                self.facts.members(fact[2]).pending.append(np.array([fact[0]], np.uint64))
        self.facts.absorb()

    def _cardinalities(self, schema: Schema) -> dict[int, int]:
        found = {}
        for predicate in (v.MAX_CARDINALITY, v.MAX_QUALIFIED_CARDINALITY):
            for _, literal in schema.pairs(predicate):
                text = self.terms.text(literal)
                number = whole_number(text) if text[0] == '"' else None
                if number is not None:
                    found[literal] = number
        return found

    def _datatypes(self) -> frozenset[int]:
        found = (self.terms.find(name) for name in DATATYPES)
        return frozenset(number for number in found if number is not None)

    def _reflect(self) -> None:
        # eq-ref: rules that join on owl:sameAs also see that each term is the same as itself.
        facts = self.facts
        fresh = self._batches[self._reflected :]
        self._reflected = len(self._batches)
        if fresh:
            ids = np.unique(np.concatenate([batch.ravel() for batch in fresh])).astype(np.uint64)
            ids = np.unique(facts.equality.find(ids))
            facts.property(SAME_AS).pending.append((ids << np.uint64(32)) | ids)

    def _warn(self, program: Program) -> None:
        for chain in self_referential_chains(program):
            body = " o ".join(bare(self.terms.text(p)) for p in chain.members)
            head = bare(self.terms.text(chain.head))
            text = f"self-referential property chain: {body} -> {head}; it may run very long"
            if text not in self.warnings:
                self.warnings.append(text)

    def _warn_of_vocabulary(self) -> None:
        if self.facts.equality.dead(np.arange(len(v.TERMS), dtype=np.uint64)).any():
            text = "terms of OWL's own vocabulary follow to be the same; not all is drawn from that"
            if text not in self.warnings:
                self.warnings.append(text)

    # -- literals

    def _value_links(self) -> None:
        """Apply dt-eq where a rule could compare literals."""
        if not self._compares_literals():
            return
        fresh = self._given_literals(self._valued, typed=True)
        self._valued = len(self._batches)
        left: list[int] = []
        right: list[int] = []
        for number in fresh:
            value = read(self.terms.text(number)).value
            if value is None or value[0] == "string":
                continue
            known = self._values.setdefault(value, number)
            if known != number:
                left.append(known)
                right.append(number)
        if left:
            self.facts.links.append(
                LinkBatch(_column(left), _column(right), 1, None, self.facts.rank)
            )

    def _compares_literals(self) -> bool:
        program, schema = self.program, self.schema_in_force
        if len(program.equalities) > 2 or schema.pairs(v.TARGET_VALUE):
            return True
        if any(self.terms.is_literal(one.filler) for one in program.value):
            return True
        return bool(
            schema.pairs(v.PROPERTY_DISJOINT_WITH) or schema.instances(v.ALL_DISJOINT_PROPERTIES)
        )

    def _type_literals(self) -> None:
        """Apply dt-type2 for the datatypes that some rule takes as a premise."""
        for kind in sorted(body_classes(self.program) & self.program.datatypes):
            fresh = self._given_literals(self._typed.get(kind, 0), typed=False)
            self._typed[kind] = len(self._batches)
            name = self.terms.text(kind)
            held = [number for number in fresh if holds(name, self.terms.text(number))]
            if held:
                members = self.facts.equality.find(_column(held))
                self.facts.members(kind).pending.append(members)

    def _given_literals(self, since: int, *, typed: bool) -> list[int]:
        """Return the ids of literals in the batches from one on, sorted.

        :param typed: only those with a datatype or a language
        """
        flags = self.terms.typed if typed else self.terms.literals
        found = [batch[flags[batch[:, 2].astype(np.int64)], 2] for batch in self._batches[since:]]
        return np.unique(np.concatenate(found)).tolist() if found else []


def _column(numbers: list[int]) -> Keys:
    return np.array(numbers, np.uint64)
