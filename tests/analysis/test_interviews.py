"""Interviews per organisation and role."""

from __future__ import annotations

import pytest

from bouwsteen.analysis.interviews import InterviewTable, interview_table
from bouwsteen.errors import AnalysisError
from bouwsteen.transcripts.cast import Cast
from bouwsteen.transcripts.model import Transcript


def test_interview_table_gives_the_published_numbers(golden_study) -> None:
    table = interview_table(golden_study.cast)
    assert table == InterviewTable(
        rows_by="organisation",
        columns_by="role",
        rows=tuple(f"Bedrijf {number}" for number in range(1, 11)),
        columns=golden_study.roles,
        counts=golden_study.interviews,
        row_totals=tuple(map(sum, golden_study.interviews)),
        column_totals=(11, 9, 7, 9),
        total=36,
        without=(),
    )


def test_an_interview_counts_once_in_every_cell_and_total(study) -> None:
    cast = Cast(
        transcripts=(
            *study.cast.transcripts,
            Transcript(key="leeg", title="leeg", text="Niets.", turns=()),
        ),
        respondents=study.cast.respondents,
        links=study.cast.links,
    )
    table = interview_table(cast)
    assert table.columns == ("Directie", "Medewerker", None)
    assert table.rows == ("Bedrijf 2", "Bedrijf 10")
    assert table.counts == ((0, 1, 0), (1, 1, 1))
    assert (table.row_totals, table.column_totals, table.total) == ((1, 2), (1, 2, 1), 3)
    assert table.without == ("leeg",)


def test_interview_table_as_json_and_frame(study) -> None:
    table = interview_table(study.cast, rows="role", columns="organisation")
    assert table.to_json() == {
        "rule": "interview-once-per-cell",
        "columns": ["Bedrijf 2", "Bedrijf 10"],
        "rows": [
            {"role": "Directie", "counts": {"Bedrijf 2": 0, "Bedrijf 10": 1}, "total": 1},
            {"role": "Medewerker", "counts": {"Bedrijf 2": 1, "Bedrijf 10": 1}, "total": 2},
            {"role": "—", "counts": {"Bedrijf 2": 0, "Bedrijf 10": 1}, "total": 1},
        ],
        "totals": {"Bedrijf 2": 1, "Bedrijf 10": 2, "total": 3},
        "without": [],
    }
    assert table.to_frame().loc["Medewerker"].to_dict() == {"Bedrijf 2": 1, "Bedrijf 10": 1}


def test_interviews_by_transcript_are_refused(study) -> None:
    with pytest.raises(AnalysisError, match="not per transcript"):
        interview_table(study.cast, rows="transcript")
