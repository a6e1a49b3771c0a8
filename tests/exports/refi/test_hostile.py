"""Projects that are built to harm, or broken: refused, or told about; never half believed."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from bouwsteen.errors import ProjectError
from bouwsteen.exports.refi.archive import ENTRIES_MOST
from bouwsteen.exports.refi.incoming import load_project

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


def test_selection_past_the_end_is_told(pack: Pack) -> None:
    found = load_project(pack(f"{CODE}<Sources>{source('A', end=99)}</Sources>", A=b"kort"))
    assert found.quotations == ()
    assert [(one.kind, one.n) for one in found.report.losses] == [("selection", 1), ("coding", 1)]


def test_doubled_sources_both_come_in_and_are_told(pack: Pack) -> None:
    body = f"{CODE}<Sources>{source('A')}{source('A')}</Sources>"
    found = load_project(pack(body, A=b"een tekst"))
    assert [one.key for one in found.transcripts] == ["A", "A-2"]
    assert [len(one.codes) for one in found.quotations] == [1, 1]
    assert {(one.kind, one.n) for one in found.report.losses} == {("source", 1), ("selection", 1)}


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
    depth = 5000
    nested = '<Code guid="C" name="a">' * depth + "</Code>" * depth
    with pytest.raises(ProjectError, match="damaged"):
        load_project(pack(f"<CodeBook><Codes>{nested}</Codes></CodeBook>"))


def test_empty_project_comes_in_empty(pack: Pack) -> None:
    found = load_project(pack("<CodeBook><Codes/></CodeBook><Sources/>"))
    assert (found.transcripts, len(found.codebook), found.report.losses) == ((), 0, ())
