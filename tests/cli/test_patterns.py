"""table cooccurrence and table saturation from the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Ok = Callable[..., str]
CODINGS = """transcript,start,end,coder,code,quote
een,,,anna,1.1,"van fouten leer je 🙂 het meest"
een,,,anna,2,"van fouten leer je 🙂 het meest"
een,,,anna,3,"Die komt elke maand langs"
"""


@pytest.fixture
def coded(ok: Ok, study: Path, tmp_path: Path) -> None:
    (tmp_path / "codings.csv").write_text(CODINGS, encoding="utf-8")
    ok("code", "import", "codings.csv")


def test_cooccurrence_gives_both_figures_as_json(ok: Ok, coded: None) -> None:
    found = json.loads(ok("table", "cooccurrence", "--format", "json", "--within", "2"))
    first, second, third = found["rows"][:3]
    assert (found["within"], found["unit"], found["layer"]) == (2, "turn", "anna")
    assert first["counts"][second["code"]] == 1
    assert first["counts"][third["code"]] == 1
    assert first["jaccard"][third["code"]] == 1.0


def test_cooccurrence_csv_holds_what_show_names(ok: Ok, coded: None) -> None:
    head, first, *_ = ok("table", "cooccurrence", "--show", "jaccard", "--format", "csv").split(
        "\n"
    )
    assert head.startswith("code,label,")
    assert first.split(",")[2:5] == ["1.0", "1.0", "0.0"]


@pytest.mark.usefixtures("english")
def test_cooccurrence_refuses_an_unknown_distance(run: Callable[..., object], coded: None) -> None:
    result = run("table", "cooccurrence", "--within", "nearby")
    assert result.exit_code == 1  # type: ignore[attr-defined]
    assert "'nearby' does not say how near two codes stand." in result.stderr  # type: ignore[attr-defined]


def test_saturation_reads_the_order_from_a_file(ok: Ok, coded: None, tmp_path: Path) -> None:
    (tmp_path / "order.txt").write_text("een\n\n", encoding="utf-8")
    found = json.loads(ok("table", "saturation", "--order", "order.txt", "--format", "json"))
    assert found["order"] == "list"
    assert [(row["transcript"], row["new"]) for row in found["rows"]] == [("een", 3)]
    assert [run["reason"] for run in found["runs"]] == ["too_few", "too_few"]


@pytest.mark.usefixtures("english")
def test_saturation_refuses_what_is_no_file(run: Callable[..., object], coded: None) -> None:
    result = run("table", "saturation", "--order", "nergens.txt")
    assert result.exit_code == 1  # type: ignore[attr-defined]
    assert "'nergens.txt' is no order, and no file that can be read." in result.stderr  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", ["cooccurrence", "network", "saturation"])
def test_figures_are_written(ok: Ok, coded: None, tmp_path: Path, kind: str) -> None:
    ok("export", "figure", "f.svg", "--kind", kind)
    assert b"<desc>" in (tmp_path / "f.svg").read_bytes()
