"""Human decisions are read strictly, applied on every build, and can be taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import claim, entity
from claimgraph.claims.judgements import apply_judgements, read_judgements
from claimgraph.errors import ResolutionError
from claimgraph.model import Judgement, Modality, Polarity, Severity, Verdict

ONE = claim(entity("Peru"), "hosts", entity("a mission", "Mission"), confidence=0.4)
TWO = claim(entity("Chile"), "hosts", entity("a mission", "Mission"))


def test_file_keeps_who_when_and_why(tmp_path: Path) -> None:
    path = tmp_path / "judgements.yaml"
    path.write_text(
        "- {verdict: same, left: A. Roe, right: Ana Roe,\n"
        "   by: kim, date: 2025-01-02, reason: same post}\n"
        f"- {{verdict: correct, left: '{ONE.iri}', changes: {{polarity: denied}}}}\n"
    )
    assert read_judgements(path) == (
        Judgement(Verdict.SAME, "A. Roe", "Ana Roe", "kim", "2025-01-02", "same post"),
        Judgement(Verdict.CORRECT, ONE.iri, changes=(("polarity", "denied"),)),
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("verdict: same", "expected a list"),
        ("- just words", "entry 1: expected a mapping"),
        ("- {verdict: maybe, left: x}", "entry 1: verdict 'maybe', expected one of"),
        ("- {verdict: same, left: x}", "needs left and right"),
        ("- {verdict: accept}", "needs left"),
        ("- {verdict: accept, left: x, colour: red}", "expected a mapping with keys"),
        ("- {verdict: correct, left: x, changes: {quote: y}}", "changes: expected a mapping of"),
        ("- [", "is no YAML"),
    ],
)
def test_wrong_file_is_named_with_the_entry(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "j.yaml"
    path.write_text(text)
    with pytest.raises(ResolutionError, match=message):
        read_judgements(path)


def test_empty_file_decides_nothing_and_a_missing_one_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "j.yaml").write_text("")
    assert read_judgements(tmp_path / "j.yaml") == ()
    with pytest.raises(ResolutionError, match="cannot be read"):
        read_judgements(tmp_path / "none.yaml")


def test_rejected_claim_is_left_out_and_reported() -> None:
    kept, issues = apply_judgements((ONE, TWO), [Judgement(Verdict.REJECT, ONE.iri, by="kim")])
    assert kept == (TWO,)
    assert [one.message for one in issues] == [f"claim {ONE.iri}: reject by kim"]


def test_accepted_claim_is_sure_and_corrected_one_keeps_its_iri() -> None:
    changes = (("modality", "planned"), ("polarity", "denied"))
    kept, _ = apply_judgements(
        (ONE, TWO),
        [Judgement(Verdict.ACCEPT, ONE.iri), Judgement(Verdict.CORRECT, TWO.iri, changes=changes)],
    )
    assert (kept[0].confidence, kept[1].iri) == (1.0, TWO.iri)
    assert (kept[1].polarity, kept[1].modality) == (Polarity.DENIED, Modality.PLANNED)


def test_judgement_taken_back_leaves_no_trace() -> None:
    assert apply_judgements((ONE, TWO), []) == ((ONE, TWO), ())


def test_verdict_on_an_unknown_claim_is_a_warning() -> None:
    kept, (issue,) = apply_judgements((ONE,), [Judgement(Verdict.REJECT, "https://x.org/claim-0")])
    assert kept == (ONE,)
    assert issue.severity is Severity.WARNING
