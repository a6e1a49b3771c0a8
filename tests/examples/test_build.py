"""The build: the shipped folder is what the sources give, byte for byte."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from bouwsteen.errors import ExportError, TranscriptError
from bouwsteen.examples import build as building
from bouwsteen.examples import bundled

SOURCE = Path(building.__file__).parent / "source"


@pytest.mark.source
def test_build_reproduces_the_shipped_folder(tmp_path: Path):
    written = building.build(SOURCE, tmp_path)
    made = [name for name in bundled.FILES if name != bundled.DECISIONS]
    assert written == tuple(sorted(tmp_path / name for name in made))
    for name in made:
        assert (tmp_path / name).read_bytes() == bundled.data_path(name).read_bytes(), name


def test_build_refuses_a_folder_without_sources(tmp_path: Path):
    with pytest.raises(ExportError) as caught:
        building.build(tmp_path, tmp_path / "out")
    assert caught.value.message == f"No interviews in {tmp_path}."
    assert not (tmp_path / "out").exists()


def test_main_writes_beside_the_module(
    tmp_path: Path, small_source: str, monkeypatch: pytest.MonkeyPatch
):
    source = tmp_path / "source"
    source.mkdir()
    (source / "klein.txt").write_text(small_source, "utf-8")
    (source / "README.md").write_text("invented", "utf-8")
    monkeypatch.setattr(building, "__file__", str(tmp_path / "build.py"))
    building.main()
    assert (tmp_path / "data" / "README.md").read_text("utf-8") == "invented"
    assert (tmp_path / "data" / "transcripts" / "klein.txt").is_file()


def test_render_gives_transcript_comments_and_tables(small):
    files = building.render([small])
    assert list(files) == [
        "transcripts/klein.txt",
        "commented/klein.txt",
        "respondents.csv",
        "codings_anna.csv",
        "codings_bram.csv",
    ]
    assert files["respondents.csv"].decode() == (
        "transcript,speaker,respondent,role,organisation,sector,years\n"
        "klein,I,interviewer,interviewer,,,\n"
        "klein,R,M9,Medewerker,Bedrijf 9,proef,2\n"
    )
    assert files["codings_anna.csv"].decode() == (
        "transcript,start,end,coder,code,memo,quote\n"
        'klein,,,anna,1.3,,"Ik draai, eh, alles. En ik vraag veel."\n'
        "klein,,,anna,2.2,,Een fout mag.\n"
    )
    assert files["codings_bram.csv"].decode() == (
        "transcript,start,end,coder,code,memo,quote\n"
        'klein,,,bram,1.3,ook samen?,"Ik draai, eh, alles."\n'
        'klein,,,bram,3,ook samen?,"Ik draai, eh, alles."\n'
        "klein,,,bram,2.2,,Een fout mag.\n"
    )


def test_render_refuses_an_unknown_layout(small):
    changed = dataclasses.replace(small, header={**small.header, "layout": "wax_tablet"})
    with pytest.raises(TranscriptError, match="klein: no layout 'wax_tablet'."):
        building.render([changed])
