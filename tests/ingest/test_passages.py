"""Passages hold all text, say what it is, and stand where they say."""

from __future__ import annotations

import time

from hypothesis import example, given, settings
from hypothesis import strategies as st

from claimgraph.ingest import read_documents, split_articles, split_passages
from claimgraph.model import Issue, PassageKind
from ingest.helpers import BASE, articles, passages, texts

NOTE = """---
title: Clinic to stay open
publisher: Harbour Post
date: 2024-03-05
lang: en
---
The clinic in the north will stay open until the end of the year, the ministry of health said.

**Who pays:** The ministry will pay half, and the town the rest of it.

- Nurses are to be paid by the month.
- Doctors are to be
  paid by the day.

Photo: Ana Roe / Harbour Post

By clicking below you agree to our terms. We use cookies.

Share this article
"""


def test_front_matter_is_marked_and_its_title_is_the_headline() -> None:
    assert texts(NOTE, PassageKind.HEADLINE) == ["Clinic to stay open", "Who pays:"]
    front = texts(NOTE, PassageKind.FRONT_MATTER)
    assert front == [
        "--- title:",
        "publisher: Harbour Post date: 2024-03-05 lang: en ---",
    ]


def test_title_that_heads_the_body_is_the_headline_there_only() -> None:
    text = NOTE.replace("---\nThe clinic", "---\n# Clinic to stay open\n\nThe clinic")
    assert texts(text, PassageKind.HEADLINE) == ["Clinic to stay open", "Who pays:"]
    headline = next(one for one in passages(text) if one.kind is PassageKind.HEADLINE)
    assert headline.start > text.index("lang: en")


def test_title_wrapped_in_the_front_matter_is_found() -> None:
    text = NOTE.replace("Clinic to stay open", "'Clinic to\n  stay open'")
    assert texts(text, PassageKind.HEADLINE)[0] == "Clinic to stay open"


def test_list_markers_and_signs_stand_apart_from_the_words() -> None:
    body = texts(NOTE)
    assert "Nurses are to be paid by the month." in body
    assert "Doctors are to be paid by the day." in body
    assert "The ministry will pay half, and the town the rest of it." in body


def test_captions_and_pleas_are_marked() -> None:
    assert texts(NOTE, PassageKind.CAPTION) == ["Photo: Ana Roe / Harbour Post"]
    boilerplate = texts(NOTE, PassageKind.BOILERPLATE)
    assert "By clicking below you agree to our terms." in boilerplate
    assert "We use cookies." in boilerplate
    assert "Share this article" in boilerplate


def test_hard_wrapped_paragraph_is_one_paragraph() -> None:
    text = """The council of the town has met three times this month to talk about
the clinic, and its members still do not agree on who should pay for
Dr. Roe and her two nurses. The mayor, who
opposed it, left early.

Minister of Health
Ana Roe
"""
    assert texts(text)[:2] == [
        "The council of the town has met three times this month to talk about the clinic, and its "
        "members still do not agree on who should pay for Dr. Roe and her two nurses.",
        "The mayor, who opposed it, left early.",
    ]


def test_lines_that_are_not_wrapped_stay_apart() -> None:
    text = (
        "Stand with the clinic\nDefend the nurses\nNo cuts\n\nThe rally ended at noon, police say."
    )
    found = [" ".join(one.text.split()) for one in passages(text)]
    assert found[:3] == ["Stand with the clinic", "Defend the nurses", "No cuts"]


def test_transcript_turns_keep_their_speaker() -> None:
    text = "Q: Will they stay?\nA: They will. Until May.\n\nMR ROE: I deny it.\nMS POE: I do not."
    assert texts(text) == [
        "Q: Will they stay?",
        "A: They will.",
        "Until May.",
        "MR ROE: I deny it.",
        "MS POE: I do not.",
    ]


def test_related_titles_are_boilerplate_and_a_paragraph_is_not() -> None:
    text = (
        "The clinic stays open, the ministry said on Monday, and nobody was surprised by it.\n\n"
        "Related articles\n\nMayor opposes clinic\n\nNurses leave town\n"
    )
    boilerplate = texts(text, PassageKind.BOILERPLATE)
    assert boilerplate == ["Related articles", "Mayor opposes clinic", "Nurses leave town"]
    assert len(texts(text)) == 1


def test_prose_about_cookies_and_pictures_is_no_boilerplate() -> None:
    text = (
        "The law on cookies was passed in May, and the ministry supports it. The minister was "
        "pictured as a friend of the press. She subscribed to the view that rights are reserved."
    )
    assert len(texts(text)) == 3


def test_foreign_paragraph_in_an_english_text_is_left_out() -> None:
    english = "The ministry of health said that the nurses would stay in the north of the country. "
    spanish = (
        "El ministerio de salud dijo que las enfermeras se quedarían en el norte del país hasta "
        "el fin del año, y que el gobierno les pagaría sus salarios como siempre lo había hecho."
    )
    found = texts(f"{english * 3}\n\n{spanish}\n\n{english * 2}")
    assert len(found) == 5
    assert not any("salud" in one for one in found)


SHAPES = st.lists(
    st.one_of(
        st.text(max_size=40),
        st.sampled_from(
            [
                "\n", "\n\n", "\r\n", "---\n", "title: A\n", "# A", "**A:** b", "- b", "By Ana Roe",
                "Source link", "5 May 2024", "###", "A. B. C.", "“Why?” A said. ", "\u2028",
                "|a|b|",
                "Read more", "We use cookies.", "\x00", "\u202eabc", "The end.Then more ", " " * 50,
                "# source: https://x | T | 2024-01-01\n", "word " * 60, "Photo: A", "(Agency) — b",
            ]
        ),
    ),
    max_size=30,
).map("".join)  # fmt: skip


@given(SHAPES)
@example("---\ntitle: x\n---\nx")
@example("\ufeffa")
@settings(max_examples=300, deadline=None)
def test_passages_hold_all_text_in_order_without_overlap(text: str) -> None:
    issues: list[Issue] = []
    data = text.encode("utf-8", "surrogatepass")
    documents = list(read_documents([], base=BASE, stdin=data, report=issues.append))
    assert documents or issues
    for document in documents:
        end = 0
        for article in split_articles(document):
            assert article.start == end
            end = article.end
            covered = article.start
            for passage in split_passages(article):
                assert covered <= passage.start < passage.end <= article.end
                assert not document.text[covered : passage.start].strip()
                assert passage.text.strip() == passage.text
                covered = passage.end
            assert not document.text[covered : article.end].strip()
        assert end == len(document.text)


@given(st.binary(max_size=400))
@settings(max_examples=200, deadline=None)
def test_any_bytes_give_a_document_or_an_issue(data: bytes) -> None:
    issues: list[Issue] = []
    documents = list(read_documents([], base=BASE, stdin=data, report=issues.append))
    assert documents or issues
    assert all(one.text for one in documents)


def test_a_megabyte_in_one_line_costs_little_more_than_in_many() -> None:
    sentence = "The ministry of health said on Tuesday that Dr. Roe and 40 nurses would stay. "
    many = (sentence * 10 + "\n\n") * 130
    one = (sentence * 1300) * 10

    def cost(text: str) -> float:
        begin = time.process_time()
        assert len(passages(text)) >= 1300
        return (time.process_time() - begin) / len(text)

    cost(many)
    assert cost(one) < 8 * cost(many)


def test_article_of_one_document_is_its_whole_text() -> None:
    found = articles("The clinic stays open.")
    assert [(one.start, one.end) for one in found] == [(0, 22)]
