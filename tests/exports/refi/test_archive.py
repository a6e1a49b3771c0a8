from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from bouwsteen.errors import ProjectError
from bouwsteen.exports.refi import archive
from bouwsteen.exports.refi.archive import open_archive

PROJECT = b'<Project xmlns="urn:QDA-XML:project:1.0" name="p"/>'

Pack = Callable[..., Path]


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    """Write an archive of names and contents."""

    def made(files: dict[str, bytes], name: str = "p.qdpx") -> Path:
        with zipfile.ZipFile(tmp_path / name, "w", zipfile.ZIP_DEFLATED) as package:
            for inside, content in files.items():
                package.writestr(inside, content)
        return tmp_path / name

    return made


@pytest.mark.parametrize("root", ["project.qde", "Project.qde", "Mijn project.qde"])
@pytest.mark.parametrize("folder", ["sources/", "Sources/", "Sources\\"])
def test_project_and_sources_are_found_however_they_are_spelled(
    pack: Pack, root: str, folder: str
) -> None:
    path = pack({root: PROJECT, f"{folder}AB.txt": b"ja", "sources/.root": b"", "x.json": b"{}"})
    with open_archive(path) as found:
        assert found.project() == PROJECT
        assert found.source("internal://ab.TXT") == b"ja"
        assert found.source("internal:/AB.txt") == b"ja"
        assert found.source("internal://sources/AB.txt") == b"ja"
        assert found.source("AB.txt") == b"ja"
        assert found.ignored == ("x.json",)


def test_absolute_and_foreign_places_are_never_opened(pack: Pack, tmp_path: Path) -> None:
    (tmp_path / "outside.txt").write_bytes(b"secret")
    path = pack({"project.qde": PROJECT})
    with open_archive(path, folder=tmp_path / "in") as found:
        for place in (
            f"absolute://{tmp_path}/outside.txt",
            "absolute:///etc/passwd",
            f"file://{tmp_path}/outside.txt",
            "relative:///../outside.txt",
            "internal://../outside.txt",
        ):
            assert found.source(place) is None


def test_relative_place_is_read_inside_the_folder_given(pack: Pack, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_bytes(b"ja")
    (tmp_path / "b.txt").write_bytes(b"nee")
    (tmp_path / "in" / "link.txt").symlink_to(tmp_path / "b.txt")
    path = pack({"project.qde": PROJECT})
    with open_archive(path, folder=tmp_path / "in") as found:
        assert found.source("relative:///a.txt") == b"ja"
        assert found.source("relative:///link.txt") is None
    with open_archive(path) as found:
        assert found.source("relative:///a.txt") is None


@pytest.mark.parametrize(
    "name", ["../a.txt", "/a.txt", "sources/../../a.txt", "..\\a.txt", "C:\\a.txt", "\\a.txt"]
)
def test_names_that_lead_out_are_refused(pack: Pack, name: str) -> None:
    with pytest.raises(ProjectError, match="leads out of the archive"):
        with open_archive(pack({"project.qde": PROJECT, name: b""})):
            pass


def test_doubled_names_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "p.qdpx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("project.qde", PROJECT)
        package.writestr("sources/a.txt", b"1")
        package.writestr("Sources/A.txt", b"2")
    with pytest.raises(ProjectError, match="twice"), open_archive(path):
        pass


def test_links_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "p.qdpx"
    link = zipfile.ZipInfo("sources/a.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("project.qde", PROJECT)
        package.writestr(link, "/etc/passwd")
    with pytest.raises(ProjectError, match="is a link"), open_archive(path):
        pass


def test_encrypted_file_is_refused(pack: Pack) -> None:
    path = pack({"project.qde": PROJECT})
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    with pytest.raises(ProjectError, match="encrypted"), open_archive(path):
        pass


def test_bomb_by_ratio_is_refused(pack: Pack) -> None:
    path = pack({"project.qde": b"<Project>" + b" " * 5_000_000})
    with open_archive(path) as found, pytest.raises(ProjectError, match="zip bomb"):
        found.project()


def test_bomb_that_lies_about_its_size_is_refused(pack: Pack) -> None:
    path = pack({"project.qde": PROJECT, "sources/a.txt": b"a" * 5_000_000})
    data = path.read_bytes().replace((5_000_000).to_bytes(4, "little"), (9).to_bytes(4, "little"))
    path.write_bytes(data)
    with open_archive(path) as found, pytest.raises(ProjectError, match="zip bomb|damaged"):
        found.source("internal://a.txt")


def test_more_than_may_be_unpacked_is_refused(pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "TOTAL_MOST", 1000)
    path = pack({"project.qde": PROJECT, "sources/a.txt": b"a" * 600, "sources/b.txt": b"b" * 600})
    with open_archive(path) as found:
        assert found.source("internal://a.txt") == b"a" * 600
        with pytest.raises(ProjectError, match="too large"):
            found.source("internal://b.txt")


def test_too_many_files_are_refused_before_they_are_listed(
    pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "ENTRIES_MOST", 3)
    path = pack({"project.qde": PROJECT, **{f"sources/{n}.txt": b"" for n in range(3)}})
    monkeypatch.setattr(zipfile, "ZipFile", None)
    with pytest.raises(ProjectError, match="more than 3 files"), open_archive(path):
        pass


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"sources/a.txt": b""}, "no project.qde"),
        ({"a.qde": PROJECT, "b.qde": PROJECT}, "more than one project"),
    ],
)
def test_archive_without_one_project_is_refused(
    pack: Pack, files: dict[str, bytes], message: str
) -> None:
    with pytest.raises(ProjectError, match=message), open_archive(pack(files)):
        pass


def test_damaged_archive_is_refused(tmp_path: Path) -> None:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as package:
        package.writestr("project.qde", PROJECT * 50)
    path = tmp_path / "p.qdpx"
    path.write_bytes(whole.getvalue()[:-30])
    with pytest.raises(ProjectError, match="damaged"), open_archive(path):
        pass


@pytest.mark.parametrize("content", [b"", b"hello", b"\x89PNG"])
def test_other_files_are_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "p.qdpx"
    path.write_bytes(content)
    with pytest.raises(ProjectError, match="no REFI-QDA file"), open_archive(path):
        pass


def test_missing_file_is_a_user_error(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="cannot be read"), open_archive(tmp_path / "no.qdpx"):
        pass
