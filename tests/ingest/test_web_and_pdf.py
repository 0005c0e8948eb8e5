"""Pages and PDF files become text of paragraphs, and keep what they say of themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimgraph.ingest import split_articles, split_passages
from claimgraph.model import Document, PassageKind, Severity
from ingest.helpers import read_folder, tidy

SENTENCES = (
    "The ministry of health said on Tuesday that nurses from abroad would stay until May.",
    "Opponents have called it a mistake, and have asked for a vote in parliament on it.",
    "The mayor of the town thanked the nurses, and asked the ministry to pay them more.",
)
PAGE = f"""<!doctype html><html lang="en"><head><title>Nurses stay | Harbour Post</title>
<meta property="og:site_name" content="Harbour Post">
<meta property="og:title" content="Nurses stay">
<meta property="article:published_time" content="2031-05-04T10:00:00Z">
<link rel="canonical" href="https://example.org/a"></head>
<body><nav><a href="/">Home</a><a href="/x">World</a></nav>
<article><h1>Nurses stay</h1><p>By Ana Roe</p><p>{SENTENCES[0]}</p><h2>What comes next</h2>
<ul><li>Pay will be raised.</li></ul><p>{SENTENCES[1]}</p><p>{SENTENCES[2]}</p></article>
<footer>We use cookies.</footer><script>alert(1)</script></body></html>"""


def words(document: Document, kind: PassageKind = PassageKind.BODY) -> list[str]:
    return [
        tidy(passage)
        for article in split_articles(document)
        for passage in split_passages(article)
        if passage.kind is kind
    ]


def read_one(path: Path) -> Document:
    documents, issues = read_folder(path)
    assert [one for one in issues if one.severity is not Severity.INFO] == []
    return documents[0]


def test_page_gives_its_article_and_its_metadata(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE, "utf-8")
    page = read_one(path)
    assert (page.title, page.publisher, page.date, page.url, page.language) == (
        "Nurses stay",
        "Harbour Post",
        "2031-05-04",
        "https://example.org/a",
        "en",
    )
    assert words(page, PassageKind.HEADLINE) == ["Nurses stay", "What comes next"]
    assert words(page) == [SENTENCES[0], "Pay will be raised.", SENTENCES[1], SENTENCES[2]]
    assert "alert" not in page.text
    assert "cookies" not in page.text


def test_page_that_says_nothing_of_itself_gets_nothing(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    body = "".join(f"<p>{one}</p>" for one in SENTENCES)
    path.write_text(f"<html><body><article>{body}</article></body></html>", "utf-8")
    page = read_one(path)
    assert (page.title, page.publisher, page.date, page.url) == (None, None, None, None)
    assert words(page) == list(SENTENCES)


def pdf(pages: list[list[str]], *, title: str = "") -> bytes:
    """Make a PDF of one font by hand: each page's lines from the top; an empty one is a gap."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    kids = []
    for lines in pages:
        drawn = "".join(f"({one}) Tj T* " if one else "T* " for one in lines)
        stream = f"BT /F1 10 Tf 14 TL 50 780 Td {drawn}ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        kids.append(len(objects) + 1)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> "
            ">> >> >>"
        )
    names = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = f"<< /Type /Pages /Kids [{names}] /Count {len(kids)} >>"
    objects.append(f"<< /Title ({title}) >>")
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    trailer = f"trailer << /Size {size} /Root 1 0 R /Info {len(objects)} 0 R >>"
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}\nstartxref\n{len(out)}\n%%EOF"
    return (out + end).encode("latin-1")


def test_pdf_gives_paragraphs_without_running_heads(tmp_path: Path) -> None:
    first = ["Report on nurses", "The ministry of health said on Tuesday that nurses from abroad"]
    second = ["would stay until May.", "", "Opponents have called it a mis-"]
    third = ["take, and have asked for a vote in parliament."]
    body = [[*first], [*second], [*third]]
    pages = [["Yearly report 2031", *lines, "", str(n)] for n, lines in enumerate(body, start=1)]
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf(pages, title="Nurses in the north"))
    documents, issues = read_folder(path)
    assert [one.severity for one in issues] == [Severity.INFO]
    (document,) = documents
    assert document.media_type == "application/pdf"
    assert document.title == "Nurses in the north"
    assert "Yearly report" not in document.text
    assert "called it a mistake, and have asked" in document.text
    assert words(document)[-2:] == [
        "The ministry of health said on Tuesday that nurses from abroad would stay until May.",
        "Opponents have called it a mistake, and have asked for a vote in parliament.",
    ]


def test_pdf_without_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(pdf([[""], [""]]))
    documents, issues = read_folder(path)
    assert documents == []
    assert issues[0].message.startswith("scan.pdf: found no text on 2 pages (a scan?)")


@pytest.mark.parametrize("keep", [20, 200, 400, 600, 900])
def test_pdf_cut_off_anywhere_never_crashes(tmp_path: Path, keep: int) -> None:
    path = tmp_path / "cut.pdf"
    path.write_bytes(pdf([["The nurses stay."]])[:keep])
    documents, issues = read_folder(path)
    assert documents or issues
