"""The main job through public files and commands gives the published table."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import GoldenStudy

Ok = Callable[..., str]


@pytest.fixture
def golden(ok: Ok, tmp_path: Path, golden_study: GoldenStudy) -> GoldenStudy:
    """The golden study, imported through its public files."""
    golden_study.write(tmp_path / "input")
    files = sorted(str(path) for path in (tmp_path / "input" / "transcripts").iterdir())
    ok("init", "golden")
    ok("transcript", "import", *files, "--respondents", "input/respondents.csv")
    ok("code", "import", "input/codings.csv")
    return golden_study


def test_table_quotes_gives_the_published_cells(ok: Ok, golden: GoldenStudy) -> None:
    found = json.loads(ok("table", "quotes", "--by", "role", "--format", "json"))
    assert found["columns"] == list(golden.roles)
    assert [row["code"] for row in found["rows"]] == list(golden.blocks)
    for row, counts in zip(found["rows"], golden.counts, strict=True):
        assert row["counts"] == dict(zip(golden.roles, counts, strict=True))
        assert row["total"] == sum(counts)
    assert found["totals"]["total"] == 544
    assert [found["totals"][role] for role in golden.roles] == [93, 164, 138, 149]
    assert found["layer"] == "anna"


def test_table_interviews_gives_the_published_totals(ok: Ok, golden: GoldenStudy) -> None:
    found = json.loads(ok("table", "interviews", "--format", "json"))
    assert found["totals"]["total"] == 36
    assert [found["totals"][role] for role in golden.roles] == [11, 9, 7, 9]
    assert len(found["rows"]) == 10


@pytest.mark.parametrize(
    ("lang", "counts"),
    [
        ("nl", "(Directie 7, HR-professional 4, Leidinggevende 13, Medewerker 19)"),
        ("en", "(Directie 7, HR-professional 4, Leidinggevende 13, Medewerker 19)"),
    ],
)
def test_table_quotes_prints_a_sentence_for_each_block(
    ok: Ok, golden: GoldenStudy, lang: str, counts: str
) -> None:
    printed = ok("table", "quotes", "--lang", lang)
    sentences = [line for line in printed.splitlines() if "(Directie" in line]
    assert len(sentences) == 6
    assert counts in sentences[0]
    for sentence, total in zip(sentences, (43, 66, 101, 73, 191, 70), strict=True):
        assert f" {total} " in sentence


def test_quotes_come_back_unchanged_through_export_and_import(
    ok: Ok, golden: GoldenStudy, tmp_path: Path
) -> None:
    before = json.loads(ok("code", "list", "--coder", "anna", "--format", "json"))
    ok("export", "codings", "codings.csv")
    ok("init", "again")
    files = sorted(str(path) for path in (tmp_path / "input" / "transcripts").iterdir())
    again = ("--study", "again.bouwsteen")
    ok(*again, "transcript", "import", *files)
    ok(*again, "code", "import", "codings.csv")
    after = json.loads(ok(*again, "code", "list", "--coder", "anna", "--format", "json"))
    assert [{**one, "id": 0} for one in after] == [{**one, "id": 0} for one in before]
