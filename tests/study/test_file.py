"""The study file itself: made, migrated, and refused when it is not what it should be."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from bouwsteen.codebook.model import Codebook
from bouwsteen.errors import NotAStudy, StudyBusy, StudyError, StudyTooNew
from bouwsteen.study import engine as engine_module
from bouwsteen.study.codec import codebook_to_json
from bouwsteen.study.schema import metadata
from bouwsteen.study.study import Study


def test_migrations_make_the_schema(study: Study) -> None:
    with study.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_existing_file_is_not_overwritten(study: Study, codebook: Codebook) -> None:
    before = study.path.read_bytes()
    with pytest.raises(StudyError, match="is there already"):
        Study.create(study.path, codebook=codebook)
    assert study.path.read_bytes() == before
    assert [one.name for one in study.path.parent.iterdir()] == ["s.bouwsteen"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not a study", b"SQLite format 3\x00" * 9])
def test_foreign_file_is_refused_and_kept(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.bouwsteen"
    path.write_bytes(content)
    with pytest.raises(NotAStudy, match="is not a bouwsteen study"):
        Study.open(path)
    assert path.read_bytes() == content


def test_foreign_sqlite_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.bouwsteen"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE a (b)")
    connection.close()
    with pytest.raises(NotAStudy):
        Study.open(path)


def test_absent_file_and_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="There is no study at"):
        Study.open(tmp_path / "none.bouwsteen")
    with pytest.raises(NotAStudy, match="is a folder"):
        Study.open(tmp_path)


def test_damaged_study_is_refused(study: Study) -> None:
    study.close()
    data = bytearray(study.path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    study.path.write_bytes(data)
    with pytest.raises(NotAStudy):
        Study.open(study.path)


def test_newer_study_is_refused(study: Study) -> None:
    study.close()
    connection = sqlite3.connect(study.path)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    before = study.path.read_bytes()
    with pytest.raises(StudyTooNew, match="written by a newer bouwsteen"):
        Study.open(study.path)
    assert study.path.read_bytes() == before


def test_locked_study_says_so(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_module, "_BUSY_SECONDS", 0.05)
    other = sqlite3.connect(study.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Study.open(study.path) as second:
        with pytest.raises(StudyBusy, match="in use by another program"), second.change("x"):
            pass
        assert second.transcripts.keys() == ("een",)
    other.close()


@pytest.mark.parametrize("revision", ["0001", "0002"])
def test_older_study_is_migrated_after_a_copy(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, codebook: Codebook, revision: str
) -> None:
    monkeypatch.setattr(engine_module.migrate, "__defaults__", (revision,))
    old = tmp_path / "old.bouwsteen"
    engine_module.create_file(old).rename(old)
    monkeypatch.undo()
    connection = sqlite3.connect(old)
    connection.execute(
        "INSERT INTO codebook_version VALUES (1, 1, 'new', NULL, '2026-01-01', ?)",
        [json.dumps(codebook_to_json(codebook))],
    )
    connection.commit()
    connection.close()
    before = old.read_bytes()
    with Study.open(old) as opened:
        assert opened.codebook.get() == codebook
        with opened.reading() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            assert compare_metadata(context, metadata) == []
    assert (tmp_path / "old.bouwsteen.bak").read_bytes() == before
