"""A killed process, a full disk and a read-only place leave the study as it was."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bouwsteen.errors import StudyUnwritable
from bouwsteen.study.study import Study

HALFWAY = """
import dataclasses, os, signal, sys
from bouwsteen.coding.model import Coding, Quotation
from bouwsteen.study.study import Study
from bouwsteen.transcripts.model import Span

study = Study.open(sys.argv[1])
first = study.transcripts.get("een")
mark = Coding(code="fouten")
many = [
    dataclasses.replace(first, key=f"t{n}", text=first.text + "x" * 5000 + str(n))
    for n in range(300)
]
marks = [
    Quotation(transcript=one.key, span=Span(n, n + 5), coder="anna", codings=(mark,))
    for one in many for n in range(40)
]
with study.change("import"):
    # A cache of one page makes SQLite write to the file long before the commit.
    with study.reading() as connection:
        connection.exec_driver_sql("PRAGMA cache_size = 1")
    study.transcripts.add(many)
    study.quotations.add(marks)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_killed_halfway_leaves_the_study_as_it_was(study: Study) -> None:
    before = study.fingerprint()
    log = study.log()
    size = study.path.stat().st_size
    killed = subprocess.run([sys.executable, "-c", HALFWAY, str(study.path)], check=False)
    assert killed.returncode == -9
    assert study.path.stat().st_size > size, "the write must have reached the file"
    with Study.open(study.path) as again:
        assert again.fingerprint() == before
        assert again.log() == log
        assert again.verify() == []


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere"
)
def test_read_only_place_is_one_clear_error(study: Study) -> None:
    before = study.fingerprint()
    study.path.chmod(0o444)
    study.path.parent.chmod(0o555)
    try:
        with Study.open(study.path) as again:
            assert again.fingerprint() == before
            with pytest.raises(StudyUnwritable, match="Cannot write"), again.change("x"):
                again.settings.put("a", 1)
    finally:
        study.path.parent.chmod(0o755)


def test_full_disk_is_one_clear_error(study: Study) -> None:
    before = study.fingerprint()
    with pytest.raises(StudyUnwritable, match="full"), study.change("x") as change:
        # SQLite's own limit on pages gives the very error that a full disk gives.
        change.connection.exec_driver_sql("PRAGMA max_page_count = 1")
        study.settings.put("much", "x" * 200_000)
    with Study.open(study.path) as again:
        assert again.fingerprint() == before


def test_folder_that_is_not_there_is_one_clear_error(tmp_path: Path, study: Study) -> None:
    with pytest.raises(StudyUnwritable, match="Cannot make"):
        Study.create(tmp_path / "none" / "s.bouwsteen", codebook=study.codebook.get())


def test_backup_is_the_same_study(study: Study, tmp_path: Path) -> None:
    target = tmp_path / "copy.bouwsteen"
    study.backup(target)
    with Study.open(target) as copy:
        assert copy.fingerprint() == study.fingerprint()
        assert copy.log() == study.log()
    with pytest.raises(StudyUnwritable):
        study.backup(tmp_path / "none" / "copy.bouwsteen")


def test_verify_finds_a_text_that_was_changed_behind_our_back(study: Study) -> None:
    import sqlite3

    connection = sqlite3.connect(study.path)
    connection.execute("DROP TRIGGER transcript_text_is_frozen")
    connection.execute("UPDATE transcript SET text = replace(text, 'fouten', 'Fouten')")
    connection.commit()
    connection.close()
    said = ["the text of een is not the text that was imported"]
    assert [one.message for one in study.verify()] == said
