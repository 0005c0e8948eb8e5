"""Where a sentence ends, and where a stop is no end."""

from __future__ import annotations

import pytest

from claimgraph.ingest.sentences import LONGEST, split_sentences


def cut(text: str) -> list[str]:
    return [" ".join(text[a:b].split()) for a, b in split_sentences(text, 0, len(text))]


# Each line is a text; "|" stands where one sentence ends and the next begins.
CASES = """
Mr. Roe met Dr. Ana M. Poe. | She thanked him.
The U.S. Senate met. | It sat until 3 p.m. on Friday.
They flew to the U.S. | The visit was short.
They flew to the U.S. on Monday.
Rates rose by 2.5 percent, to 7.25. | Nobody was pleased.
“We will stay.” | The minister left.
"We will stay." | The minister left.
‘We will stay.’ | The minister left.
“Will you stay?” he asked.
“Will you stay?” Ana Roe asked. | Nobody answered.
“Will you stay?” | Ana Roe left the room.
“Stop!” the crowd shouted.
He spoke (at length). | Then he left.
(He spoke at length.) | Then he left.
We said… well, little. | They said more.
It failed... | The next one held.
See No. 5 and Art. 12 of the treaty. | It was signed by Gen. Poe.
He said no. | They asked again.
The firm Roe Inc. paid. | The rest did not.
Roe Inc. | The firm paid.
It costs Rs. 500 or approx. 6 dollars.
Sept. 4 was cold. | So was Oct. 5.
It opened in 2019. | 40 nurses work there.
They came, e.g. from Mali, i.e. from abroad.
Mr Roe: We will stay. | Ms Poe: We will not.
The vote ended 30 v. 12 in favour.
John F. Roe, Jr. spoke. | He was brief.
J. K. Roe and B. Poe wrote it. | It is long.
The report[4] is out.[5] | It names nobody.
The end came at last.The next day was calm.
Read it at www.example.org/A.html today. | It is free.
Is it over?! | Yes.
They won!! | Then they lost.
。这是。| 那是。
هل هذا؟ | نعم.
1. The council met.
a. The council met.
She wrote: “They left. | We stayed. | Nobody knows why.” | He agreed.
It was Plan B. | They knew it.
A man named Roe et al. wrote it.
The St. Anne clinic, Mt. Poe, closed. | It was old.
Prof. Dr. Roe spoke at 10 a.m. | The hall was full.
He lives in Washington, D.C. | She lives in Geneva.
He lives in Washington, D.C. and Geneva.
"""


@pytest.mark.parametrize("line", [one for one in CASES.strip().splitlines() if one])
def test_sentences_end_where_a_reader_ends_them(line: str) -> None:
    expected = [part.strip() for part in line.split("|")]
    if "。" in line:
        assert cut(line.replace("| ", "")) == ["。", "这是。", "那是。"]
    elif "last.The" in line:
        assert cut(line) == ["The end came at last.", "The next day was calm."]
    else:
        assert cut(" ".join(expected)) == expected


def test_line_break_inside_a_sentence_is_a_space() -> None:
    assert cut("The council\nmet Mr.\nRoe. It\nrose.") == ["The council met Mr. Roe.", "It rose."]


def test_endless_sentence_is_cut_at_spaces_and_loses_nothing() -> None:
    text = "word " * 2000
    found = list(split_sentences(text, 0, len(text)))
    assert max(end - start for start, end in found) <= LONGEST
    assert "".join(text[a:b] for a, b in found).replace(" ", "") == "word" * 2000
    assert all(text[a:b].startswith("word") and text[a:b].endswith("word") for a, b in found)


def test_only_the_named_stretch_is_split() -> None:
    text = "One. Two. Three."
    assert [text[a:b] for a, b in split_sentences(text, 5, 9)] == ["Two."]
