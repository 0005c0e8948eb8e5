"""Laws that hold for any text: no crash, valid places, the same answer twice."""

from __future__ import annotations

import re
import string

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimgraph.extract.attribute import find_speech, find_status, speech_at
from claimgraph.extract.dates import find_dates
from claimgraph.extract.dates_resolve import Clock
from claimgraph.extract.figures import find_figures
from claimgraph.extract.figures_numbers import parse_digits, read_number
from claimgraph.extract.figures_pieces import cut
from claimgraph.extract.parse import load_language
from claimgraph.extract.speech_quotes import find_quotations
from extract.attribute_texts import sentences_of

WORDS = (
    "the minister said that Kenya will not send 412 doctors to Mali , according to a report . "
    '" “ ” ‘ ’ \' : ; — - he added : we have " denied between 5 and 6 million $ 3bn a year in '
    "2018 May 4 no plans to unless if may had been told Q: A: one of third % Roe 's (they)"
).split()
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=25).map(" ".join)
wild = st.text(max_size=60)
quick = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


@quick
@given(st.one_of(texts, wild))
def test_any_text_is_read_without_error_and_in_its_bounds(text: str) -> None:
    sentences = sentences_of(text)
    speeches = find_speech(sentences)
    for one in speeches:
        count = len(sentences[one.sentence].tokens)
        assert 0 <= one.first < one.last <= count
        assert 0 < one.confidence <= 1
        if one.speaker is not None:
            assert 0 <= one.speaker[1] < len(sentences[one.speaker[0]].tokens)
    for sentence in sentences:
        for token in range(len(sentence.tokens)):
            assert 0 < find_status(sentence, token, written="2025-06-18").confidence <= 1
            found = speech_at(sentence.index, token, speeches)
            assert found is None or found.holds(sentence.index, token)
        for figure in find_figures(sentence, written="2025-06-18"):
            assert 0 <= figure.first <= figure.head < figure.last <= len(sentence.tokens)
            quantity = figure.quantity
            assert quantity.high is None or quantity.high > quantity.value >= 0
        for when in find_dates(sentence, "2025-06-18"):
            assert 0 <= when.first < when.last <= len(sentence.tokens)


@quick
@given(st.one_of(texts, wild))
def test_same_text_gives_same_answer(text: str) -> None:
    sentences = sentences_of(text)
    assert find_speech(sentences) == find_speech(sentences)
    for sentence in sentences:
        assert find_figures(sentence) == find_figures(sentence)


@quick
@given(texts, st.sampled_from(["“{}”", '"{}"', "«{}»", "„{}“"]))
def test_quotation_marks_of_any_style_are_told_alike(text: str, style: str) -> None:
    plain = "".join(c for c in text if c not in "\"“”‘’'")
    words = " ".join(plain.split()) or "so"
    one = find_quotations(sentences_of("He said " + style.format(words) + " twice."))
    two = find_quotations(sentences_of(f"He said “{words}” twice."))
    assert [q.parts for q in one] == [q.parts for q in two]


@given(st.integers(min_value=0, max_value=10**12))
def test_thousand_separators_do_not_change_a_number(number: int) -> None:
    assert parse_digits(f"{number:,}") == parse_digits(str(number)) == float(number)


@given(st.integers(min_value=0, max_value=999_999))
def test_number_in_words_equals_its_digits(number: int) -> None:
    spelled = in_words(number)
    read = read_number(cut(load_language().make_doc(spelled)), 0)
    assert read is not None
    assert read.value == number
    assert read.last == len(cut(load_language().make_doc(spelled)))


@given(st.text(alphabet=string.digits + ".,-/$%– ", max_size=40))
def test_signs_and_digits_never_break_the_number_reader(text: str) -> None:
    pieces = cut(load_language().make_doc(text))
    for index in range(len(pieces)):
        found = read_number(pieces, index)
        assert found is None or index < found.last <= len(pieces)


@given(st.one_of(st.text(max_size=12), st.from_regex(r"\d{1,5}(-\d{1,3}){0,2}", fullmatch=True)))
def test_clock_of_any_text_tells_an_iso_month_or_none(text: str) -> None:
    found = Clock.of(text).months_off(-1)
    assert found is None or re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", found)


@given(st.dates(), st.integers(min_value=1, max_value=12))
def test_past_month_is_not_after_the_document(day: object, month: int) -> None:
    written = str(day)
    found = Clock.of(written).month(month)
    assert found is not None
    assert found <= written[:7]


def in_words(number: int) -> str:
    """Spell a number below a million in English, as a second opinion to the reader's tables."""
    small = (
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen"
    ).split()
    tens = "twenty thirty forty fifty sixty seventy eighty ninety".split()
    if number < 20:
        return small[number]
    if number < 100:
        rest = f"-{small[number % 10]}" if number % 10 else ""
        return tens[number // 10 - 2] + rest
    if number < 1000:
        rest = f" and {in_words(number % 100)}" if number % 100 else ""
        return f"{small[number // 100]} hundred{rest}"
    rest = f" {in_words(number % 1000)}" if number % 1000 else ""
    return f"{in_words(number // 1000)} thousand{rest}"
