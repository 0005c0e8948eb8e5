"""Random ontologies: the compiled engine against the specification's own rules."""

from __future__ import annotations

import os

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from claimgraph.reason import reason
from claimgraph.reason.closure import is_noise
from claimgraph.reason.terms import Row, row_of
from reason import ontologies, spec
from reason.oracles import ORACLES, Oracle

# CI draws this many; the benchmark run raises it to 1,000.
EXAMPLES = int(os.environ.get("CLAIMGRAPH_ONTOLOGIES", "150"))


def parse(statements: list[str]) -> list[Row]:
    turtle = ontologies.PREFIXES + "\n".join(statements)
    quads = ox.parse(turtle.encode(), ox.RdfFormat.TURTLE)
    return [(str(q.subject), str(q.predicate), str(q.object)) for q in quads]


def vocabulary(term: str) -> bool:
    """Tell whether a term is the specification's own; the engine does not follow their merging."""
    return term.startswith("<http://www.w3.org/")


def plain(row: Row) -> Row:
    """Spell a literal as the first of its equals would be, so that closures can be compared."""
    value = spec.value_of(row[2])
    return row if value is None else (row[0], row[1], f'"{value}"')


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
)
@given(st.booleans().flatmap(lambda meta: ontologies.statements(meta=meta)))
def test_closure_equals_what_the_tables_say(statements: list[str]) -> None:
    rows = parse(statements)
    expected, falsified = spec.close(rows)
    assume(
        not any(
            p == spec.SAME and s < o and vocabulary(s) and vocabulary(o) for s, p, o in expected
        )
    )
    closure = reason(rows, expand_equality=True)
    found = {row_of(triple) for triple in closure.inferred}
    assert {one.rule for one in closure.inconsistencies} == falsified
    if falsified:
        return  # what follows from a contradiction is anybody's choice
    given_rows = {plain(row) for row in rows}
    new = {plain(row) for row in expected if not is_noise(row)} - given_rows
    assert {plain(row) for row in found} - given_rows == new


@pytest.mark.parametrize("oracle", ORACLES, ids=lambda oracle: oracle.name)
def test_closure_equals_another_engines(oracle: Oracle) -> None:
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )
    @given(ontologies.statements(meta=False))
    def check(statements: list[str]) -> None:
        rows = parse([one for one in statements if oracle.understands(one)])
        closure = reason(rows, expand_equality=True)
        if closure.inconsistencies:
            return
        given_rows = {plain(row) for row in rows}
        expected = {plain(row) for row in oracle.close(rows) if not is_noise(row)}
        found = {plain(row_of(triple)) for triple in closure.inferred}
        assert found - given_rows == expected - given_rows

    check()
