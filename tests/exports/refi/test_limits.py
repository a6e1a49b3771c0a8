"""The XML of a project is refused when reading it would take too long or too much memory."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from bouwsteen.errors import ProjectError
from bouwsteen.exports.refi import limits
from bouwsteen.exports.refi.incoming import load_project
from bouwsteen.exports.refi.limits import refuse_heavy
from bouwsteen.exports.refi.xml_read import read_project

HEAD = b'<Project xmlns="urn:QDA-XML:project:1.0" name="p">'
PASSAGE = b'<PlainTextSelection guid="P" startPosition="0" endPosition="3"'
CODING = b'<Coding guid="G"><CodeRef targetGUID="C"/></Coding>'


def many(part: bytes, n: int, *, within: bytes = b"Sources") -> bytes:
    return HEAD + b"<" + within + b">" + part * n + b"</" + within + b"></Project>"


def parts(codings: int) -> bytes:
    """A large study: a thousand texts, a memo at every other passage, codes and cases."""
    described = PASSAGE + b"><Description>memo</Description>" + CODING + b"</PlainTextSelection>"
    plain = PASSAGE + b">" + CODING + b"</PlainTextSelection>"
    return (
        HEAD
        + b'<Code guid="C" name="a"/>' * 500
        + b'<Case guid="K" name="r"/>' * 300
        + b'<TextSource guid="S"/>' * 1_000
        + (described + plain) * (codings // 2)
        + b"</Project>"
    )


def test_hundred_thousand_codings_are_within_the_limits() -> None:
    refuse_heavy(parts(100_000), "p.qde")


@pytest.mark.parametrize(
    ("part", "most"),
    [
        (PASSAGE + b">" + CODING + b"</PlainTextSelection>", 135_000),
        (PASSAGE + b"/>", 151_000),
        (b'<n:PictureSelection guid="P"/>', 111_000),
        (b'<MemberSource targetGUID="S"/>', 416_000),
        (b'<Note guid="N" name="n"/>', 100_000),
        (b'<TextSource guid="S"/>', 25_000),
        (b'<Code guid="C" name="a"/>', 5_000),
        (b'<Case guid="C" name="a"/>', 8_300),
        (b"<unknown/>", 416_000),
    ],
)
def test_more_of_one_kind_than_a_project_has_is_refused(part: bytes, most: int) -> None:
    refuse_heavy(many(part, most - 1_000), "p.qde")
    with pytest.raises(ProjectError, match="more elements than a project can have"):
        refuse_heavy(many(part, most + 1_000), "p.qde")


def test_what_is_too_much_together_is_refused() -> None:
    notes, cases = b'<Note guid="N"/>' * 60_000, b'<Case guid="K"/>' * 4_000
    refuse_heavy(HEAD + notes, "p.qde")
    refuse_heavy(HEAD + cases, "p.qde")
    with pytest.raises(ProjectError, match="more elements"):
        refuse_heavy(HEAD + notes + cases, "p.qde")


def test_more_tags_than_are_weighed_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MARKUP_MOST", 10)
    refuse_heavy(b"<" * 10, "p.qde")
    with pytest.raises(ProjectError, match="more elements"):
        refuse_heavy(b"<" * 11, "p.qde")


def test_element_with_very_many_attributes_is_refused() -> None:
    def element(n: int) -> bytes:
        return HEAD + b"<Magic " + b" ".join(b'a%d=""' % i for i in range(n)) + b"/></Project>"

    assert read_project(element(limits.ATTRIBUTES_MOST), "p").unknown == {"Magic": 1}
    with pytest.raises(ProjectError, match="more elements"):
        read_project(element(limits.ATTRIBUTES_MOST + 1), "p")


def test_attributes_that_are_held_together_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "HELD_MOST", 14)
    member = b'<MemberSource targetGUID="S"/>'
    one = b'<Set guid="T" name="s">' + member * 10 + b"</Set>"
    assert len(read_project(many(one, 3, within=b"Sets"), "p").project.sets) == 3
    with pytest.raises(ProjectError, match="more elements"):
        read_project(many(one.replace(member, member * 2), 1, within=b"Sets"), "p")


def test_passages_are_let_go_one_by_one_and_keep_their_order(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "HELD_MOST", 12)
    inner = b"<Description>wat</Description>"
    for n in range(30):
        inner += b'<PlainTextSelection guid="p%d" startPosition="0" endPosition="3">' % n
        inner += CODING + b"</PlainTextSelection>"
    inner += b'<NoteRef targetGUID="N"/>'
    two = b'<TextSource guid="S">' + inner + b"</TextSource>" + b'<TextSource guid="T"/>'
    first, second = read_project(many(two, 1), "p").project.sources
    assert [one.guid for one in first.selections] == [f"P{n}" for n in range(30)]
    assert {tuple(one.code for one in each.codings) for each in first.selections} == {("C",)}
    assert (first.description, first.note_refs, second.selections) == ("wat", ("N",), ())


@pytest.mark.parametrize("on", [True, False])
def test_collector_is_as_it_was_also_after_a_refusal(tmp_path: Path, on: bool) -> None:
    was = gc.isenabled()
    (gc.enable if on else gc.disable)()
    try:
        with pytest.raises(ProjectError):
            load_project(tmp_path / "nothing.qde")
        assert gc.isenabled() is on
    finally:
        (gc.enable if was else gc.disable)()
