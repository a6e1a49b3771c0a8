from __future__ import annotations

import pytest

from bouwsteen.transcripts.header import read_header
from bouwsteen.transcripts.page import Page

TURNS = "I: Hoe?\nR: Zo.\nI: En?\nR: Nou ja.\n"


@pytest.mark.parametrize(
    ("top", "fields", "legend"),
    [
        ("", {}, {}),
        (
            "Interview 7\nDatum: 3 mei\nRespondent: directie\n",
            {"datum": "3 mei", "respondent": "directie"},
            {},
        ),
        ("(I = interviewer, R = respondent)\n", {}, {"I": "interviewer", "R": "respondent"}),
        (
            "---\ntitle: Gesprek\nspeakers:\n  - Vera\n  - Jan\ntags: []\n---\n",
            {"title": "Gesprek", "speakers": "Vera, Jan", "tags": "[]"},
            {},
        ),
        ("SPEAKERS\nI, R\n", {}, {"I": "", "R": ""}),
        ("**Organisatie:** Wafelwerf\n\n", {"organisatie": "Wafelwerf"}, {}),
        ("Ons doel: leren\n", {}, {}),
    ],
)
def test_read_header_reads(top: str, fields: dict[str, str], legend: dict[str, str]) -> None:
    header = read_header(Page(text=top + TURNS))
    assert (header.fields, header.legend) == (fields, legend)
    assert header.end <= len(top)


def test_read_header_tells_particulars_from_turns_with_the_same_names() -> None:
    top = "Interviewer: Vera Blok\nRespondent: Jan, leidinggevende\nOrganisatie: Wafelwerf\n\n"
    turns = "Interviewer: Hoe gaat het?\nRespondent: Goed.\nInterviewer: Mooi.\n"
    header = read_header(Page(text=top + turns))
    assert header.fields == {
        "interviewer": "Vera Blok",
        "respondent": "Jan, leidinggevende",
        "organisatie": "Wafelwerf",
    }
    assert (top + turns)[header.end :].lstrip() == turns


def test_read_header_takes_no_equation_in_speech_for_a_legend() -> None:
    header = read_header(Page(text=f"I: Hoe?\nR: Ja.\nNou ja = zo\nR = rood\n{TURNS}"))
    assert (header.end, header.legend) == (0, {})


def test_read_header_needs_closed_front_matter() -> None:
    assert read_header(Page(text="---\ntitle: Gesprek\n")).fields == {"title": "Gesprek"}
    assert read_header(Page(text="---\nHoe dan?\n")).fields == {}
