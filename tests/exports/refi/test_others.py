"""Telling other programs' projects from REFI-QDA."""

from __future__ import annotations

from pathlib import Path

import pytest

from bouwsteen.errors import ProjectError
from bouwsteen.exports.refi.others import is_other, read_other


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a.qda", True), ("a.SQLITE3", True), ("a.qdpx", False), ("a.qde", False), ("folder", False)],
)
def test_is_other_goes_by_suffix(name: str, expected: bool) -> None:
    assert is_other(Path(name)) is expected


def test_is_other_knows_a_renamed_folder(tmp_path: Path) -> None:
    (tmp_path / "data.qda").touch()
    assert is_other(tmp_path)


@pytest.mark.parametrize(("name", "program"), [("a.qda", "QualCoder"), ("a.db", "Taguette")])
def test_read_other_chooses_the_program(name: str, program: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"nothing")
    with pytest.raises(ProjectError, match=f"is no database of {program}"):
        read_other(tmp_path / name)
