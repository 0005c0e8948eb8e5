"""A file of several articles is cut where each begins, and one article never is."""

from __future__ import annotations

import pytest

from ingest.helpers import articles

FIRST = "Nurses to stay in the north"
SECOND = "Storm closes the old harbour"
PROSE = (
    "The ministry of health said on Tuesday that the nurses would stay in the north of the "
    "country until the end of the year. The mayor thanked them, and the council voted for it. "
    "Nobody opposed the plan, which costs the town little."
)
MORE = (
    "A storm closed the harbour for the third day, and two ships had to turn back. The port's "
    "director said that the damage was small, and that work would begin again on Friday. "
    "Fishermen asked the government for help, as they had done before."
)


def titles(text: str) -> list[str | None]:
    return [one.title for one in articles(text)]


@pytest.mark.parametrize(
    "between",
    [
        "Source link",
        "Read full article here",
        "Related articles\n\nNurses arrive in May",
        "###",
        "\\###",
        "-30-",
        "=" * 40,
        "Previous article",
    ],
)
def test_heading_after_the_end_of_an_article_begins_one(between: str) -> None:
    text = "\n\n".join([FIRST, PROSE, between, SECOND, MORE])
    assert titles(text) == [FIRST, SECOND]


@pytest.mark.parametrize(
    "lines",
    [
        "By Ana Roe",
        "7 December 2021",
        "Source: Harbour Post\n\nDate: July 26 2021",
        "Published 14 July 2021",
        "By Ana Roe, Chief Reporter\nSunday, March 3, 2024",
    ],
)
def test_heading_with_lines_of_its_own_begins_an_article(lines: str) -> None:
    text = "\n\n".join([FIRST, PROSE, SECOND, lines, MORE])
    assert titles(text) == [FIRST, SECOND]


def test_heading_over_a_dateline_begins_an_article() -> None:
    text = (
        f"Nurses to stay in the north\n\n{PROSE}\n\nStorm closes the old harbour\n\n"
        f"PORT ROE, May 5 (Southern Wire) — {MORE}"
    )
    found = articles(text)
    assert [one.title for one in found] == [
        "Nurses to stay in the north",
        "Storm closes the old harbour",
    ]
    assert (found[1].agency, found[1].publisher) == ("Southern Wire", "Southern Wire")
    assert found[1].date is None  # a day without its year is no date


def test_digest_of_headings_and_single_paragraphs_is_cut() -> None:
    names = ["Storm", "Clinic", "Harbour", "Market", "School", "Bridge"]
    text = "\n\n".join(f"The {name} Stays Open After Long Debate\n\n{PROSE}" for name in names)
    assert titles(text) == [f"The {name} Stays Open After Long Debate" for name in names]


def test_text_glued_to_a_plea_begins_an_article() -> None:
    text = f"{PROSE} Sign up for our newsletter today.{MORE} {PROSE}"
    found = articles(text)
    assert len(found) == 2
    assert text[found[1].start :].startswith("A storm closed")


@pytest.mark.parametrize(
    "middle",
    [
        "A council divided",  # a heading within an article
        "Table 2: Nurses by district\n\nSource: Ministry of Health",
        "Read more\n\nWhat comes next for the nurses",
        "Recommended stories\n\nStorm closes harbour\n\nBridge is mended",
        "* * *\n\nWhat comes next",
        "---\n\n## What comes next",
        "What is the plan?",
        "Chronology\n\n3 March 2020\n\nThe nurses came.\n\n5 May 2020\n\nThe clinic opened.",
        "“We will stay,” she said.\nAna Roe",
        "READ MORE: Storm closes the harbour",
    ],
)
def test_article_is_not_cut_at(middle: str) -> None:
    assert len(articles(f"Nurses to stay in the north\n\n{PROSE}\n\n{middle}\n\n{MORE}")) == 1


def test_questions_and_answers_are_one_article() -> None:
    text = "\n\n".join(f"Who Pays For The Nurses In Year {n}?\n\n{PROSE}" for n in range(6))
    assert len(articles(text)) == 1


def test_explainer_with_headings_in_sentence_case_is_one_article() -> None:
    text = "\n\n".join(f"Why the nurses stay in part {n}\n\n{PROSE}" for n in range(6))
    assert len(articles(text)) == 1


def test_facts_come_from_the_lines_of_the_article() -> None:
    text = (
        "Nurses to stay in the north\n\nSource: Harbour Post\n\n3 March 2024\n\nBy Ana Roe\n\n"
        f"{PROSE}\n\nSource link\n\nStorm closes the old harbour\n\n{MORE}\n\n"
        "© 2023 Coast Weekly. All rights reserved."
    )
    found = articles(text)
    assert [(one.publisher, one.date, one.author) for one in found] == [
        ("Harbour Post", "2024-03-03", "Ana Roe"),
        ("Coast Weekly", None, None),
    ]


def test_front_matter_outranks_an_agency_and_a_later_article_inherits_it() -> None:
    text = (
        "---\ntitle: Nurses to stay\npublisher: Harbour Post\ndate: 2024-03-05\n---\n"
        f"PORT ROE, March 5 (Southern Wire) — {PROSE}\n\nSource link\n\n"
        f"Storm closes the old harbour\n\n{MORE}"
    )
    found = articles(text)
    assert [(one.title, one.publisher, one.date, one.agency) for one in found] == [
        ("Nurses to stay", "Harbour Post", "2024-03-05", "Southern Wire"),
        ("Storm closes the old harbour", "Harbour Post", "2024-03-05", None),
    ]


def test_nothing_is_guessed_where_nothing_is_said() -> None:
    (one,) = articles(f"Nurses to stay in the north\n\n{PROSE} It was 5 May 2020 when they came.")
    assert (one.publisher, one.date, one.author, one.agency) == (None, None, None, None)


def test_title_below_a_kicker_is_the_title() -> None:
    assert titles(f"Health\n\nNurses are to stay in the north\n\n{PROSE}") == [
        "Nurses are to stay in the north"
    ]
