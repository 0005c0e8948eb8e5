"""Human decisions are read strictly, applied on every build, and can be taken back."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import claim, entity
from claimgraph.claims.judgements import (
    add_judgement,
    apply_judgements,
    read_judgements,
    take_back,
)
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


words = st.text(min_size=1).filter(lambda one: one.strip() and one.isprintable())
judgements = st.builds(
    Judgement,
    verdict=st.sampled_from([Verdict.SAME, Verdict.NOT_SAME, Verdict.UNSURE]),
    left=words,
    right=words,
    by=st.none() | words,
    date=st.none() | st.just("2025-01-02"),
    reason=st.none() | words,
)


@given(st.lists(judgements, max_size=4), judgements)
def test_judgement_added_and_taken_back_leaves_the_same_bytes(
    earlier: list[Judgement], last: Judgement
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "new" / "judgements.yaml"
        for one in earlier:
            add_judgement(path, one)
        before = path.read_bytes() if earlier else b""
        add_judgement(path, last)
        assert read_judgements(path) == (*earlier, last)
        assert take_back(path) == last
        assert path.read_bytes() == before


def test_taking_back_from_an_empty_file_takes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "j.yaml"
    path.write_text("# nothing yet\n")
    assert take_back(path) is None
    assert path.read_text() == "# nothing yet\n"


def test_file_in_another_style_is_left_for_its_author(tmp_path: Path) -> None:
    path = tmp_path / "j.yaml"
    path.write_text(f"[{{verdict: accept, left: '{ONE.iri}'}}]\n")
    with pytest.raises(ResolutionError, match="edit it by hand"):
        take_back(path)


def test_added_judgement_keeps_comments_and_hand_made_entries(tmp_path: Path) -> None:
    path = tmp_path / "j.yaml"
    path.write_text("# by hand\n- {verdict: same, left: a, right: b}")
    add_judgement(path, Judgement(Verdict.REJECT, ONE.iri, by="kim"))
    assert path.read_text().startswith("# by hand\n- {verdict: same, left: a, right: b}\n- verdict")
    assert len(read_judgements(path)) == 2
