"""Encodings are told apart, and a guess is never silent."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.errors import DocumentError
from claimgraph.ingest.decode import decode

FRENCH = "Le ministère a décidé de fermer l’hôpital « après l’été » – à regret. " * 4
GREEK = "Το υπουργείο αποφάσισε να κλείσει το νοσοκομείο μετά το καλοκαίρι. " * 4
RUSSIAN = "Министерство решило закрыть больницу после лета, сказал министр. " * 4


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"]
)
def test_unicode_is_read_with_and_without_a_mark(encoding: str) -> None:
    decoded = decode(FRENCH.encode(encoding))
    assert decoded.text == FRENCH
    told = decoded.doubt is not None
    assert told == encoding.endswith(("le", "be"))


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(FRENCH, "cp1252"), (GREEK, "cp1253"), (RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r")],
)
def test_other_encodings_are_guessed_and_told(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert decoded.doubt
    assert "guessed" in decoded.doubt


def test_a_few_broken_bytes_do_not_make_it_another_encoding() -> None:
    data = FRENCH.encode() + b"\xff" + FRENCH.encode()
    decoded = decode(data)
    assert decoded.text == FRENCH + "\ufffd" + FRENCH
    assert decoded.doubt is not None
    assert decoded.doubt.startswith("1 bytes are no UTF-8 (the first at byte")


def test_text_cut_in_the_middle_of_a_character_is_utf8() -> None:
    data = FRENCH.encode()
    cut = data[: data.index("à".encode()) + 1]
    assert decode(cut).text == cut[:-1].decode() + "\ufffd"


def test_text_decoded_twice_is_told_and_kept() -> None:
    twice = FRENCH.encode().decode("cp1252", "ignore")
    decoded = decode(twice.encode())
    assert decoded.text == twice
    assert decoded.doubt is not None
    assert "decoded twice" in decoded.doubt


@pytest.mark.parametrize("data", [bytes(range(256)) * 8, b"\x7fELF" + b"\0" * 100, b"a\0\0\1" * 99])
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentError, match="expected text"):
        decode(data)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\ufeff\0"), min_size=1))
def test_any_utf8_text_comes_back_unless_it_looks_binary(text: str) -> None:
    try:
        decoded = decode(text.encode())
    except DocumentError:
        assert any(ord(c) < 32 or ord(c) == 127 for c in text)
    else:
        assert decoded.text == text
