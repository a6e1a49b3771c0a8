"""Tables with other measures, the codebook as a table, and figures, as files."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Ok = Callable[..., str]
Run = Callable[..., Result]

SUFFIXES = (".docx", ".xlsx", ".md", ".html", ".tex")


@pytest.fixture
def coded(ok: Ok, study: Path) -> Path:
    """The study with one quotation."""
    ok("code", "add", "een", "4", "--quote", "vertel het maar", "--coder", "anna")
    return study


@pytest.mark.usefixtures("coded")
def test_table_quotes_shows_another_measure(ok: Ok) -> None:
    found = json.loads(ok("table", "quotes", "--show", "per-1000-words", "--format", "json"))
    words = found["denominators"]["total"]["words"]
    row = found["rows"][3]
    assert (row["counts"], row["values"]["Medewerker"]) == ({"Medewerker": 1}, 1000 / words)
    assert found["rows"][0]["values"] == {"Medewerker": 0.0, "total": 0.0}
    assert found["show"] == "per-1000-words"
    lines = ok("table", "quotes", "--show", "row-percent", "--format", "csv").splitlines()
    assert lines[4].split(",")[-2:] == ["1.0", "1.0"]
    assert lines[1].split(",")[-2:] == ["", ""]
    assert "Een streepje: de rij heeft geen citaten." in ok(
        "table", "quotes", "--show", "row-percent"
    )


@pytest.mark.usefixtures("coded")
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_tables_are_the_same_bytes_twice(ok: Ok, tmp_path: Path, suffix: str) -> None:
    shown = ("--show", "counts", "--show", "respondents", "--show", "counts")
    for name in ("een", "twee"):
        ok("export", "tables", f"{name}{suffix}", *shown)
    data = (tmp_path / f"een{suffix}").read_bytes()
    assert data == (tmp_path / f"twee{suffix}").read_bytes()


@pytest.mark.usefixtures("coded")
def test_exported_tables_can_be_traced(ok: Ok, tmp_path: Path) -> None:
    ok("export", "tables", "een.md", "--lang", "en")
    before = (tmp_path / "een.md").read_text(encoding="utf-8")
    assert before.count("digest of the codings: ") == 2
    assert before.count("Digest of the transcripts and respondents: ") == 3
    ok("code", "add", "een", "1", "--quote", "elke maand", "--coder", "anna")
    ok("export", "tables", "twee.md", "--lang", "en")
    after = (tmp_path / "twee.md").read_text(encoding="utf-8")

    def digests(text: str, what: str) -> set[str]:
        return set(re.findall(rf"{what}[0-9a-f]+", text))

    assert digests(before, "codings: ") != digests(after, "codings: ")
    assert digests(before, "and respondents: ") == digests(after, "and respondents: ")


@pytest.mark.usefixtures("coded")
def test_every_measure_becomes_a_csv_of_its_own(ok: Ok, tmp_path: Path) -> None:
    ok("export", "tables", "t.csv", "--show", "row-percent", "--show", "interviews")
    assert sorted(path.name for path in tmp_path.glob("t-*.csv")) == [
        "t-interviews.csv",
        "t-quotes-per-block-interviews.csv",
        "t-quotes-per-block-row-percent.csv",
        "t-quotes-per-code-interviews.csv",
        "t-quotes-per-code-row-percent.csv",
    ]


@pytest.mark.usefixtures("coded")
@pytest.mark.parametrize("suffix", [*SUFFIXES, ".csv"])
def test_codebook_is_a_table_in_every_format(ok: Ok, tmp_path: Path, suffix: str) -> None:
    for name in ("een", "twee"):
        ok("export", "codebook", f"{name}{suffix}", "--article")
    data = (tmp_path / f"een{suffix}").read_bytes()
    assert data == (tmp_path / f"twee{suffix}").read_bytes()
    if suffix in (".md", ".html", ".tex", ".csv"):
        assert "Wel coderen" in data.decode("utf-8")


@pytest.mark.usefixtures("coded")
def test_codebook_csv_is_still_the_one_that_is_read_back(ok: Ok, tmp_path: Path) -> None:
    ok("export", "codebook", "c.csv")
    assert "Wel coderen" not in (tmp_path / "c.csv").read_text(encoding="utf-8")
    ok("init", "ander.bouwsteen", "--codebook", "c.csv")


@pytest.mark.usefixtures("coded")
@pytest.mark.parametrize("kind", ["heatmap", "bars"])
def test_figure_is_the_same_bytes_twice(ok: Ok, tmp_path: Path, kind: str) -> None:
    for name in ("een", "twee"):
        for suffix in (".svg", ".png"):
            ok("export", "figure", f"{name}{suffix}", "--kind", kind)
    for suffix, start in ((".svg", b"<?xml"), (".png", b"\x89PNG")):
        data = (tmp_path / f"een{suffix}").read_bytes()
        assert data.startswith(start)
        assert data == (tmp_path / f"twee{suffix}").read_bytes()


@pytest.mark.usefixtures("coded", "english")
def test_figure_of_another_format_is_refused(run: Run, tmp_path: Path) -> None:
    result = run("export", "figure", "f.jpg")
    assert result.exit_code == 1
    assert result.stderr == (
        "Error: f.jpg: no format goes with the suffix .jpg.\nUse .svg, .png.\n"
    )
    assert not (tmp_path / "f.jpg").exists()


@pytest.mark.usefixtures("coded", "english")
def test_figure_without_figures_is_refused(ok: Ok, run: Run, tmp_path: Path) -> None:
    ok("code", "remove", "1", "--coder", "anna")
    ok("code", "add", "een", "4", "--quote", "Hoe leren jullie hier?", "--coder", "anna")
    result = run("export", "figure", "f.svg", "--kind", "bars")
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: There is nothing to draw in a figure of kind bars")
    assert not (tmp_path / "f.svg").exists()


@pytest.mark.usefixtures("coded")
def test_names_stay_out_of_figures(ok: Ok, tmp_path: Path) -> None:
    (tmp_path / "names.csv").write_text("name,pseudonym\nBedrijf 1,Bakker\n", encoding="utf-8")
    ok("export", "figure", "f.svg", "--by", "organisation", "--names", "names.csv")
    drawn = (tmp_path / "f.svg").read_text(encoding="utf-8")
    assert "Bakker" in drawn
    assert "Bedrijf 1" not in drawn


@pytest.mark.usefixtures("coded")
def test_tables_are_those_chosen_in_the_order_given(ok: Ok, tmp_path: Path) -> None:
    names = ("coverage", "quotes", "cooccurrence", "saturation", "quotes")
    ok("export", "tables", "t.csv", *(word for name in names for word in ("--table", name)))
    assert sorted(one.name for one in tmp_path.glob("t-*.csv")) == [
        *("t-cooccurrence-counts-per-block.csv", "t-coverage.csv"),
        *("t-quotes-per-block.csv", "t-saturation-per-code.csv"),
    ]
    ok("export", "tables", "t.md", "--table", "interviews", "--table", "codes", "--lang", "en")
    page = (tmp_path / "t.md").read_text(encoding="utf-8")
    assert 0 <= page.index("of interviews per") < page.index("of quotations per code")
    ok("export", "tables", "een.csv", "--table", "coverage")
    assert (tmp_path / "een.csv").exists()


@pytest.mark.usefixtures("coded", "english")
def test_tables_refuse_a_summary_that_nobody_wrote(run: Run, tmp_path: Path) -> None:
    result = run("export", "tables", "t.docx", "--table", "summary")
    assert (result.exit_code, (tmp_path / "t.docx").exists()) == (1, False)
    assert "No block has an interpretation yet" in result.output
