"""What a reader of the repository counts on."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.source

ROOT = Path(__file__).parents[1]
MACHINE_PATH = re.compile(
    r"(?<![\w./~-])(?:/(?:work|home|root|Users)/|[A-Z]:\\{1,2}Users\\)", re.ASCII
)


def tracked() -> list[Path]:
    """Files that git knows or would add."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("no git checkout, so nobody can say which files belong to it")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode("utf-8")
    paths = (ROOT / name for name in listed.split("\0") if name)
    return sorted(path for path in paths if path.is_file())


def test_files_hold_no_machine_paths() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}"
        for path in tracked()
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1)
        if MACHINE_PATH.search(line)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("line", "hit"),
    [
        ("cd /" + "work/main", True),
        ("file:///" + "home/anna/x.docx", False),
        ("'/" + "home/anna/x.docx'", True),
        (r"C:" + r"\Users\anna", True),
        ("https://example.org/" + "work/a", False),
        ("see coding/" + "work/x", False),
    ],
)
def test_machine_path_is_recognised(line: str, hit: bool) -> None:
    assert (MACHINE_PATH.search(line) is not None) is hit


def test_license_is_the_gpl() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "GNU GENERAL PUBLIC LICENSE" in text
    assert "Version 3, 29 June 2007" in text
    metadata = (ROOT / "setup.cfg").read_text(encoding="utf-8")
    assert "\nlicense_expression = GPL-3.0-or-later\n" in metadata


def test_readme_starts_with_what_to_type() -> None:
    top = "\n".join((ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:30])
    assert "make demo" in top
    assert "make test" in top
