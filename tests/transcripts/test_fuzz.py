"""Damaged and hostile files of every format: a transcript or an error, and nothing else."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bouwsteen.errors import TranscriptError
from bouwsteen.transcripts import limits, package
from bouwsteen.transcripts.load import READERS, load_bytes

FORMATS = sorted(READERS)
PACKED = {
    "docx": "word/document.xml",
    "odt": "content.xml",
    "ods": "content.xml",
    "xlsx": "xl/worksheets/sheet1.xml",
}
BOUNDED = settings(
    max_examples=150,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
CUT = st.tuples(
    st.sampled_from(["cut", "drop", "double", "set", "insert"]),
    st.floats(0, 1, exclude_max=True),
    st.integers(1, 40),
    st.binary(min_size=1, max_size=12)
    | st.sampled_from(
        [b"<", b">", b"{", b"}", b"\x00", b"\\", b"&x;", b"-1", b"99999999999", b'"']
    ),
)
LAUGHS = "<!DOCTYPE l [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {name} '{f'&{before};' * 10}'>"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
LAUGHS += "]>"


def mutated(data: bytes, cuts: list[tuple[str, float, int, bytes]]) -> bytes:
    """Damage a file at some places."""
    for kind, share, length, content in cuts:
        at = int(share * len(data))
        if kind == "cut":
            data = data[:at]
        elif kind == "drop":
            data = data[:at] + data[at + length :]
        elif kind == "double":
            data = data[: at + length] + data[at:]
        elif kind == "set":
            data = data[:at] + content + data[at + len(content) :]
        else:
            data = data[:at] + content + data[at:]
    return data


def repacked(data: bytes, part: str, content: bytes) -> bytes:
    """Give a package in which one part is another."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    return out.getvalue()


def check(data: bytes, name: str, reader: str | None = None) -> None:
    try:
        one = load_bytes(data, name, reader=reader).transcript
    except TranscriptError as error:
        assert error.message.startswith(f"{name}: ")
        assert "\n" not in error.message
        return
    assert one.turns
    assert all(one.speech(turn) == one.speech(turn).strip() != "" for turn in one.turns)


@pytest.mark.parametrize("kind", FORMATS)
def test_seed_gives_its_turns(kind: str, seeds) -> None:
    """Else the damaged files below would all be refused at the door."""
    name, data = seeds[kind]
    one = load_bytes(data, name).transcript
    assert one.meta["reader"] == kind
    assert [(turn.speaker, one.speech(turn)) for turn in one.turns] == [
        ("I", "Hoe leert u?"),
        ("R", "Van fouten, geïnformeerd."),
        ("I", "Hm-m."),
        ("R", "Zo is het."),
    ]


@pytest.mark.parametrize("kind", FORMATS)
@BOUNDED
@given(cuts=st.lists(CUT, min_size=1, max_size=4))
def test_damaged_file_is_read_or_refused(kind: str, seeds, cuts) -> None:
    name, data = seeds[kind]
    check(mutated(data, cuts), name)


@pytest.mark.parametrize("kind", sorted(PACKED))
@BOUNDED
@given(cuts=st.lists(CUT, min_size=1, max_size=4))
def test_damaged_part_is_read_or_refused(kind: str, seeds, cuts) -> None:
    name, data = seeds[kind]
    with zipfile.ZipFile(io.BytesIO(data)) as held:
        content = held.read(PACKED[kind])
    check(repacked(data, PACKED[kind], mutated(content, cuts)), name)


@pytest.mark.parametrize("reader", FORMATS)
@BOUNDED
@given(kind=st.sampled_from(FORMATS), cuts=st.lists(CUT, max_size=2))
def test_file_of_another_format_is_read_or_refused(reader: str, seeds, kind, cuts) -> None:
    name, data = seeds[kind]
    check(mutated(data, cuts), name, reader)


@pytest.mark.parametrize("kind", sorted(PACKED))
def test_zip_bomb_is_refused(kind: str, seeds, make) -> None:
    name, data = seeds[kind]
    with zipfile.ZipFile(io.BytesIO(data)) as held:
        parts = {part: held.read(part) for part in held.namelist()}
    parts[PACKED[kind]] = b" " * (package.LARGEST_PART + 1)
    bomb = make["zip"](parts)
    assert len(bomb) < 100_000
    with pytest.raises(TranscriptError) as caught:
        load_bytes(bomb, name)
    assert caught.value.message == f"{name}: its part {PACKED[kind]!r} is larger than 16 MB."


@pytest.mark.parametrize("kind", sorted(PACKED))
def test_part_that_lies_about_its_size_is_refused(kind: str, seeds) -> None:
    """The size stands in the package itself, so it may say anything."""
    name, data = seeds[kind]
    with zipfile.ZipFile(io.BytesIO(data)) as held:
        size = held.getinfo(PACKED[kind]).file_size
    lying = data.replace(size.to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lying != data
    with pytest.raises(TranscriptError) as caught:
        load_bytes(lying, name)
    assert "damaged" in caught.value.message


def test_package_of_very_many_files_is_refused(make, monkeypatch) -> None:
    monkeypatch.setattr(package, "MEMBERS_MOST", 50)
    data = make["zip"]({f"word/{number}.xml": "" for number in range(51)})
    with pytest.raises(TranscriptError) as caught:
        load_bytes(data, "a.docx")
    assert (
        caught.value.message == "a.docx: the file holds more than 50 files, so it is no document."
    )


@pytest.mark.parametrize("kind", [*sorted(PACKED), "eaf"])
def test_entities_are_never_expanded(kind: str, seeds) -> None:
    name, data = seeds[kind]
    if kind == "eaf":
        content = data.replace(b"<ANNOTATION_DOC", LAUGHS.encode() + b"<ANNOTATION_DOC", 1)
        hostile = content.replace(b"Hm-m.", b"&i;")
    else:
        with zipfile.ZipFile(io.BytesIO(data)) as held:
            content = held.read(PACKED[kind])
        start = content.index(b"?>") + 2 if content.startswith(b"<?xml") else 0
        hostile = content[:start] + LAUGHS.encode() + content[start:].replace(b"Hm-m.", b"&i;")
        hostile = repacked(data, PACKED[kind], hostile)
    with pytest.raises(TranscriptError) as caught:
        load_bytes(hostile, name, reader=kind)
    assert "damaged" in caught.value.message


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_names_that_climb_out_of_the_package_are_only_names(
    kind: str, seeds, make, tmp_path, monkeypatch
) -> None:
    monkeypatch.chdir(tmp_path)
    name, data = seeds[kind]
    with zipfile.ZipFile(io.BytesIO(data)) as held:
        parts = {part: held.read(part) for part in held.namelist()}
    climbing = make["zip"]({**parts, "../../weg.txt": b"x", "/etc/weg": b"x"})
    assert len(load_bytes(climbing, name).transcript.turns) == 4
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" Type="x/officeDocument" Target="../../../etc/hostname"/>'
        "</Relationships>"
    )
    if kind == "docx":
        with pytest.raises(TranscriptError):
            load_bytes(make["zip"]({**parts, "_rels/.rels": relations}), name)
    assert list(tmp_path.iterdir()) == []


def test_file_beyond_the_limit_is_refused(tmp_path, monkeypatch) -> None:
    from bouwsteen.transcripts import load as module

    monkeypatch.setattr(module, "BYTES_MOST", 1_000_000)
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 1_000_001)
    with pytest.raises(TranscriptError) as caught:
        module.load(path)
    assert caught.value.message == "a.txt: the file is larger than 1 MB."


@pytest.mark.parametrize("unit", ["I: ja. ", " ", "a = b, ", "[00:00:03] ", "//A: b// ", "x", "\t"])
def test_one_long_line_is_read_or_refused(unit: str) -> None:
    data = (unit * (limits.CHARACTERS_MOST // len(unit) // 12) + "x").encode()
    for name in ("a.txt", "a.csv", "a.vtt", "a.srt", "a.html"):
        check(data, name)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x" * (limits.CHARACTERS_MOST + 1), "3,000,001 characters, and 3,000,000 is the limit."),
        ("x\n" * limits.LINES_MOST, "200,001 lines, and 200,000 is the limit."),
    ],
    ids=["characters", "lines"],
)
def test_text_beyond_the_limit_is_refused(text: str, message: str) -> None:
    for name in ("a.txt", "a.csv", "a.vtt", "a.html"):
        with pytest.raises(TranscriptError) as caught:
            load_bytes(text.encode(), name)
        assert caught.value.message == f"{name}: the text has {message}"
