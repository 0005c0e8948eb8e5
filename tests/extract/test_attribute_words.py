"""The vocabularies are data: they load, are in lower case, and a broken one is named."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from claimgraph.errors import ExtractionError
from claimgraph.extract import attribute_words
from claimgraph.extract.attribute_words import groups_of, load_vocabulary, table, words

NAMES = ("attribution", "status", "figures")


def texts(content: Any) -> Iterator[str]:
    if isinstance(content, str):
        yield from content.split()
    elif isinstance(content, dict):
        for key, part in content.items():
            yield key
            yield from texts(part)
    elif isinstance(content, list):
        for part in content:
            yield from texts(part)


@pytest.mark.parametrize("name", NAMES)
def test_vocabulary_is_in_lower_case(name: str) -> None:
    content = {key: part for key, part in load_vocabulary(name).items() if key != "about"}
    codes = {
        code
        for group in ("currency_signs", "currency_words", "dollar_nations")
        for code in content.get(group, {}).values()
    }
    units = set(content.get("measures", {}).values())
    assert [one for one in texts(content) if one != one.lower() and one not in codes | units] == []


def test_opposed_groups_share_no_verb() -> None:
    opposed = [("avert", "plan"), ("deny", "avert"), ("end", "plan")]
    groups = {name: words("status", "governors", name) for name in ("avert", "plan", "deny", "end")}
    shared = {pair: groups[pair[0]] & groups[pair[1]] for pair in opposed}
    assert {pair: verbs for pair, verbs in shared.items() if verbs} == {}


def test_verb_of_several_forces_keeps_the_first() -> None:
    assert groups_of("attribution", "say")["insist"][0] == "commit"


def test_missing_vocabulary_is_named() -> None:
    with pytest.raises(ExtractionError, match=r"extract/data/nosuch\.json"):
        load_vocabulary("nosuch")


def test_vocabulary_that_is_no_object_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "list.json").write_text("[]", encoding="utf-8")
    monkeypatch.setattr(attribute_words, "files", lambda _package: tmp_path)
    with pytest.raises(ExtractionError, match=r"list\.json: expected an object"):
        load_vocabulary("list")


def test_group_that_is_no_mapping_is_named() -> None:
    with pytest.raises(ExtractionError, match=r"status\.json: transparent is no mapping"):
        table("status", "transparent")
