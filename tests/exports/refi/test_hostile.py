"""Projects that are built to harm, or broken: refused, never half believed."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from bouwsteen.errors import ProjectError
from bouwsteen.exports.refi import archive
from bouwsteen.exports.refi.archive import ENTRIES_MOST
from bouwsteen.exports.refi.incoming import load_project
from bouwsteen.transcripts.model import Span

HEAD = '<Project xmlns="urn:QDA-XML:project:1.0" name="p" origin="X">'
CODE = '<CodeBook><Codes><Code guid="C1" name="a" isCodable="true"/></Codes></CodeBook>'

Pack = Callable[..., Path]


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    """Write a project of a body, with texts beside it."""

    def made(body: str, **texts: bytes) -> Path:
        path = tmp_path / "p.qdpx"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("project.qde", f"{HEAD}{body}</Project>")
            for name, content in texts.items():
                package.writestr(f"sources/{name}.txt", content)
        return path

    return made


def source(guid: str, *, start: int = 0, end: int = 3) -> str:
    return (
        f'<TextSource guid="{guid}" name="{guid}" plainTextPath="internal://{guid}.txt">'
        f'<PlainTextSelection guid="P{guid}" startPosition="{start}" endPosition="{end}">'
        f'<Coding guid="G{guid}"><CodeRef targetGUID="C1"/></Coding></PlainTextSelection>'
        "</TextSource>"
    )


def test_archive_of_very_many_files_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "p.qdpx"
    with zipfile.ZipFile(path, "w") as package:
        for number in range(ENTRIES_MOST + 1):
            package.writestr(f"sources/{number}", b"")
    with pytest.raises(ProjectError, match="more than 20,000 files"):
        load_project(path)


def test_bomb_among_the_texts_is_refused(pack: Pack) -> None:
    path = pack(f"{CODE}<Sources>{source('A')}</Sources>", A=b"a" * 20_000_000)
    with pytest.raises(ProjectError, match="zip bomb"):
        load_project(path)


def test_entities_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "p.qde"
    path.write_text(f'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>{HEAD}&x;</Project>')
    with pytest.raises(ProjectError, match="document type"):
        load_project(path)


def test_very_long_description_comes_in(pack: Pack) -> None:
    words = "".join(f"woord {number} " for number in range(900_000))
    found = load_project(pack(f"{CODE}<Description>{words}</Description>"))
    assert len(found.carried[0].xml) > 10_000_000


def test_missing_text_is_refused(pack: Pack) -> None:
    with pytest.raises(ProjectError, match="1 texts on which 1 selections stand are missing"):
        load_project(pack(f"{CODE}<Sources>{source('A')}</Sources>"))


def test_passage_past_the_end_is_refused(pack: Pack) -> None:
    path = pack(f"{CODE}<Sources>{source('A', end=5)}</Sources>", A=b"kort")
    with pytest.raises(ProjectError) as raised:
        load_project(path)
    assert raised.value.message == (
        "p.qdpx: passage PA of 'A' runs from 0 to 5, past the end of the text at 4; "
        "offsets read as code points, CR LF counted as 2."
    )
    assert raised.value.hint.startswith("The texts are not those that were coded")


def test_passages_past_the_end_are_counted(pack: Pack) -> None:
    body = f"{CODE}<Sources>{source('A', end=99)}{source('B', end=99)}</Sources>"
    with pytest.raises(ProjectError, match=r"passage PA of 'A' .* at 4 \(2 such passages\)"):
        load_project(pack(body, A=b"kort", B=b"kort"))


def test_passage_up_to_the_end_comes_in(pack: Pack) -> None:
    found = load_project(pack(f"{CODE}<Sources>{source('A', end=4)}</Sources>", A=b"kort"))
    assert [one.span for one in found.quotations] == [Span(0, 4)]


USERS = '<Users><User guid="{u1}" name="anna"/><User guid="U1" name="bob"/></Users>'
CODES = """<CodeBook><Codes><Code guid="C1" name="a"><Code guid="C1" name="b"/></Code></Codes>
</CodeBook>"""
CASES = '<Cases><Case guid="K" name="r1"/><Case guid="K" name="r2"/></Cases>'
VARIABLES = """<Variables><Variable guid="V" name="x" typeOfVariable="Text"/>
<Variable guid="V" name="y" typeOfVariable="Text"/></Variables>"""


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (USERS, "two users have the same GUID U1: 'anna' and 'bob'."),
        (CODES, "two codes have the same GUID C1: 'a' and 'b'."),
        (CASES, "two cases have the same GUID K: 'r1' and 'r2'."),
        (VARIABLES, "two variables have the same GUID V: 'x' and 'y'."),
        (
            f"{CODE}<Sources>{source('A')}{source('A')}</Sources>",
            "two sources have the same GUID A: 'A' and 'A'; so it is with 2 more GUIDs.",
        ),
        (
            f"{CODE}<Sources>{source('A')}{source('B')}</Sources>".replace("PB", "PA"),
            "two passages of text have the same GUID PA.",
        ),
        (
            f"{CODE}<Sources>{source('A')}{source('B')}</Sources>".replace("GB", "GA"),
            "two codings of text have the same GUID GA.",
        ),
    ],
)
def test_doubled_guids_of_one_kind_are_refused(pack: Pack, body: str, said: str) -> None:
    with pytest.raises(ProjectError) as raised:
        load_project(pack(body, A=b"een tekst", B=b"nog een"))
    assert raised.value.message == f"p.qdpx: {said}"
    assert raised.value.hint.startswith("What refers to it could mean either")


def test_one_guid_for_things_of_several_kinds_comes_in(pack: Pack) -> None:
    """NVivo gives a case the GUID of its code, ATLAS.ti a PDF that of its text."""
    inner = (
        '<Representation guid="D" plainTextPath="internal://D.txt"><PlainTextSelection guid="P" '
        'startPosition="0" endPosition="3"><Coding guid="G"><CodeRef targetGUID="C2"/></Coding>'
        "</PlainTextSelection></Representation>"
    )
    body = (
        '<CodeBook><Codes><Code guid="K" name="r1"/><Code guid="C2" name="b"/></Codes></CodeBook>'
        '<Cases><Case guid="K" name="r1"/></Cases><Sources><PDFSource guid="D" name="d.pdf" '
        'path="internal://D.pdf"><PDFSelection guid="P" page="0" firstX="0" firstY="0" secondX="1" '
        'secondY="1"><Coding guid="G"><CodeRef targetGUID="C2"/></Coding></PDFSelection>'
        f"{inner}</PDFSource></Sources>"
    )
    found = load_project(pack(body, D=b"een tekst"))
    assert [one.key for one in found.transcripts] == ["d"]
    assert [one.codes for one in found.quotations] == [("b",)]
    assert [one.key for one in found.respondents] == ["r1"]


def test_control_characters_in_a_text_do_no_harm(pack: Pack) -> None:
    body = f"{CODE}<Sources>{source('A', start=4, end=7)}</Sources>"
    found = load_project(pack(body, A=b"a\x01b\x1b een twee"))
    (text,) = found.transcripts
    assert text.text == "ab een twee"
    assert [one.span.of(text.text) for one in found.quotations] == [" ee"]


def test_absolute_place_is_not_opened(pack: Pack, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("geheim")
    body = source("A").replace("internal://A.txt", f"absolute://{tmp_path}/secret.txt")
    with pytest.raises(ProjectError, match="missing"):
        load_project(pack(f"{CODE}<Sources>{body}</Sources>"))


def test_deep_codes_are_refused_by_the_parser(pack: Pack) -> None:
    depth = 4000
    nested = '<Code guid="C" name="a">' * depth + "</Code>" * depth
    with pytest.raises(ProjectError, match="damaged"):
        load_project(pack(f"<CodeBook><Codes>{nested}</Codes></CodeBook>"))


def test_empty_project_comes_in_empty(pack: Pack) -> None:
    found = load_project(pack("<CodeBook><Codes/></CodeBook><Sources/>"))
    assert (found.transcripts, len(found.codebook), found.report.losses) == ((), 0, ())


def test_very_much_text_is_refused(pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "TEXTS_MOST", 12)
    body = f"{CODE}<Sources>{source('A')}{source('B')}</Sources>"
    assert len(load_project(pack(body, A=b"zes me", B=b"zes me")).transcripts) == 2
    with pytest.raises(ProjectError, match="more than 12 bytes of text"):
        load_project(pack(body, A=b"zes me", B=b"zeven me"))
