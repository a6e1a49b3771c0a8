"""The Word layouts, read back with python-docx and part by part."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree

import docx

from bouwsteen.examples import word
from bouwsteen.examples.layouts import clock

PARTICULARS = [
    "Verzonnen interview",
    "Datum: 1 april 2026",
    "Respondent: medewerker",
    "Organisatie: Bedrijf 9 (proef)",
    "(I = interviewer, R = respondent)",
]
SPEECH = [
    "I: Wat doe je?",
    "R: Ik draai, eh, alles. En ik vraag veel.",
    "I: Hm-m.",
    "R: Een fout mag. Nou ja.",
]


def test_typed_docx_has_particulars_and_bold_labels(small):
    document = docx.Document(io.BytesIO(word.typed_docx(small)))
    assert [paragraph.text for paragraph in document.paragraphs] == PARTICULARS + SPEECH
    assert document.paragraphs[0].style.name == "Title"
    labels = [paragraph.runs[0] for paragraph in document.paragraphs[5:]]
    assert [(label.text, label.bold) for label in labels] == [
        ("I:", True),
        ("R:", True),
        ("I:", True),
        ("R:", True),
    ]


def test_teams_docx_has_name_time_and_speech_in_a_paragraph(small):
    document = docx.Document(io.BytesIO(word.teams_docx(small)))
    assert clock(small)[-1] == (10200, 12200)
    assert [paragraph.text for paragraph in document.paragraphs] == [
        "Verzonnen interview",
        "1 april 2026",
        "0m 12s",
        "I heeft de transcriptie gestart",
        "I   0:03\nWat doe je?",
        "R   0:04\nIk draai, eh, alles. En ik vraag veel.",
        "I   0:08\nHm-m.",
        "R   0:10\nEen fout mag. Nou ja.",
        "I heeft de transcriptie gestopt",
    ]


def test_commented_docx_has_the_text_of_the_typed_one(small, docx_lines):
    assert docx_lines(word.commented_docx(small)) == docx_lines(word.typed_docx(small))


def test_commented_docx_has_comment_and_reply(small):
    document = docx.Document(io.BytesIO(word.commented_docx(small)))
    assert [
        (each.comment_id, each.author, each.initials, each.text) for each in document.comments
    ] == [
        (0, "Carla", "C", "1.3; leuk"),
        (1, "Carla", "C", "Eens."),
    ]
    assert [each.timestamp.isoformat() for each in document.comments] == [
        "2026-04-09T10:00:00+00:00",
        "2026-04-09T10:01:00+00:00",
    ]


def test_commented_docx_says_which_comment_is_a_reply(small):
    package = zipfile.ZipFile(io.BytesIO(word.commented_docx(small)))
    space = "{http://schemas.microsoft.com/office/word/2012/wordml}"
    threads = ElementTree.fromstring(package.read("word/commentsExtended.xml"))
    assert [(each.get(f"{space}paraId"), each.get(f"{space}paraIdParent")) for each in threads] == [
        ("10000000", None),
        ("10000001", "10000000"),
    ]


def test_commented_docx_hangs_comment_and_reply_on_the_same_words(small):
    package = zipfile.ZipFile(io.BytesIO(word.commented_docx(small)))
    root = ElementTree.fromstring(package.read("word/document.xml"))
    covered = {"0": "", "1": ""}
    inside: set[str] = set()
    for node in root.iter():
        kind = node.tag.rpartition("}")[2]
        number = next((value for name, value in node.items() if name.endswith("}id")), "")
        if kind == "commentRangeStart":
            inside.add(number)
        elif kind == "commentRangeEnd":
            inside.remove(number)
        elif kind == "t":
            covered = {each: text + node.text * (each in inside) for each, text in covered.items()}
    words = "Ik draai, eh, alles. En ik vraag veel.I: Hm-m.R: Een fout mag. Nou"
    assert covered == {"0": words, "1": words}
    assert inside == set()
