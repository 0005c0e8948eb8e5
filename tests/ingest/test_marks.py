"""Lines of a page are told from prose: each list has its bad twin."""

from __future__ import annotations

import pytest

from claimgraph.ingest import marks
from claimgraph.ingest.dates import read_date

PLEAS = """
This website uses cookies.
We and our partners use cookies to store data.
Accept all cookies
By continuing to browse you agree to this.
By clicking below you accept our terms of use.
You agree to our terms.
Sign up for our weekly letter.
Subscribe now to our channel and never miss a thing.
Join our free newsletter.
Get the day's stories in your inbox.
Enter your email to go on.
Become a member today.
Please donate today.
Support independent journalism.
Follow us on all networks.
Click here to read the rest.
Share this story with a friend.
All rights reserved.
This text may not be republished.
© 2024 Harbour Post
Copyright 2019 Harbour Post
Please turn on JavaScript.
Your ad blocker is active; please disable it.
This article originally appeared in Coast Weekly.
Read the full story here.
To read the rest, log in.
Download our app.
The views expressed here do not reflect those of the Post.
"""
NO_PLEAS = """
The ministry accepted the offer and signed an agreement with the union.
He agreed to support the plan, which costs nobody anything.
The law forbids cookies that follow readers, the court said.
The group donated syringes and subscribed to the fund.
She signed up for the army at eighteen.
The bill first appeared in May and was rejected in full.
The union supports the nurses and their work.
The view expressed by the minister is common.
A copyright law was passed in 1998.
They were sent to the camp, and no right was reserved for them.
"""
CAPTIONS = """
Photo: Ana Roe
Image credit: Harbour Post
A nurse in Lima. Photograph: Ana Roe/AFP
An image of the clinic in Lima
Minister Roe (right) with the ambassador of Peru
Nurses leave the clinic [Ana Roe/Reuters]
The clinic before the fireCredit: AP
File photo of the clinic, courtesy of the town.
The clinic is pictured in 2019
"""
NO_CAPTIONS = """
The right to health is in the law (see below).
He described the mission as a picture of courage.
The agency Reuters reported the vote.
The minister took the credit: nobody else did so in public, and the press believed her story.
The left (in opposition) voted against it.
"""
NAVIGATION = """
Skip to content
Share on Facebook
Read more
Read more: Clinic stays open
Related: Clinic stays open
RELATED STORIES
3 min read
Page 2 of 9
Home > News > Health
https://example.org/a
Advertisement
Tags: health, Peru
Source link
Previous article
list 1 of 4
9
"""
NO_NAVIGATION = """
Share of nurses who left
The news from home was bad
More nurses came in May
Related parties must register
Print workers went on strike
Contact with the mission was lost
The source of the leak is unknown
"""


def lines(block: str) -> list[str]:
    return [line for line in block.strip().splitlines() if line]


@pytest.mark.parametrize("line", lines(PLEAS))
def test_plea_is_told(line: str) -> None:
    assert marks.is_plea(line)


@pytest.mark.parametrize("line", lines(NO_PLEAS))
def test_prose_is_no_plea(line: str) -> None:
    assert not marks.is_plea(line)


@pytest.mark.parametrize("line", lines(CAPTIONS))
def test_caption_is_told(line: str) -> None:
    assert marks.is_caption(line)


@pytest.mark.parametrize("line", lines(NO_CAPTIONS))
def test_prose_is_no_caption(line: str) -> None:
    assert not marks.is_caption(line)


@pytest.mark.parametrize("line", lines(NAVIGATION))
def test_navigation_is_told(line: str) -> None:
    assert marks.is_navigation(line)


@pytest.mark.parametrize("line", lines(NO_NAVIGATION))
def test_prose_is_no_navigation(line: str) -> None:
    assert not marks.is_navigation(line)


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Ana Roe", "Ana Roe"),
        ("by Ana Roe", "Ana Roe"),
        ("By ANA ROE", "ANA ROE"),
        ("By Ana de la Roe and Bea Poe | Staff writers", "Ana de la Roe and Bea Poe"),
        ("By Friday", None),
        ("By the end of the year", None),
        ("By then the nurses had left.", None),
        ("Stand by Me", None),
    ],
)
def test_byline_names_its_author(line: str, author: str | None) -> None:
    assert marks.read_byline(line) == author


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("Source: Harbour Post", "Harbour Post"),
        ("Published by Harbour Post", "Harbour Post"),
        ("First published in: Coast Weekly", "Coast Weekly"),
        ("Source: https://example.org", None),
        ("Source of the river", None),
        ("Published 4 May 2024", None),
    ],
)
def test_source_line_names_its_publisher(line: str, publisher: str | None) -> None:
    assert marks.read_source(line) == publisher


@pytest.mark.parametrize(
    ("line", "agency", "date"),
    [
        ("LIMA, May 5, 2024 (Southern Wire) — The nurses", "Southern Wire", "2024-05-05"),
        ("LIMA (Southern Wire) – The nurses", "Southern Wire", None),
        ("May 5 (Southern Wire) -- The nurses", "Southern Wire", None),
        ("Lima, 5 May (Southern Wire) The nurses", "Southern Wire", None),
        ("On May 5 (Monday) the nurses", None, None),
        ("The Union of Nurses (UN) said", None, None),
        ("Ana Roe (born 5 May 2024) left", None, None),
    ],
)
def test_dateline_credits_its_agency(line: str, agency: str | None, date: str | None) -> None:
    assert marks.read_dateline(line) == (agency, date)


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("5 May 2024", "2024-05-05"),
        ("Sunday, May 5, 2024 10:30 GMT", "2024-05-05"),
        ("Published: 2024-05-05", "2024-05-05"),
        ("Last updated on 5th of May 2024", "2024-05-05"),
        ("May 2024", "2024-05"),
        ("05.05.2024", "2024-05-05"),
        ("On 5 May 2024 the nurses left", None),
        ("May the nurses stay", None),
    ],
)
def test_date_line_holds_a_date_only(line: str, date: str | None) -> None:
    assert marks.read_date_line(line) == date


@pytest.mark.parametrize("text", ["31 February 2024", "5/6/2024", "soon", "", "99999-01-01"])
def test_unclear_date_is_no_date(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize(
    ("line", "holder"),
    [
        ("© 2024 Harbour Post. All rights reserved.", "Harbour Post"),
        ("Copyright (c) 2019-2024 by Harbour Post", "Harbour Post"),
        ("© All rights reserved", None),
        ("The right to copy", None),
    ],
)
def test_copyright_names_its_holder(line: str, holder: str | None) -> None:
    assert marks.read_copyright(line) == holder
