"""Surveys with open answers: never an answer under another's name or question."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bouwsteen.errors import RespondentError, TranscriptError
from bouwsteen.transcripts.model import Respondent, SpeakerLink
from bouwsteen.transcripts.survey import joined, read_survey, survey_of_rows

ASKED = ["Wat leer je hier?", "Van wie?"]
TABLE = (
    "nr;Rol;Organisatie;Jaren;Wat leer je hier?;Van wie?\r\n"
    '1;Medewerker;Bedrijf 1;4;"Veel; elke dag.\r\nEcht ""veel"".";Collega\'s\r\n'
    "2;HR;Bedrijf 1;;;Niemand\r\n"
    "\r\n"
    "3;HR;Bedrijf 2;9;;\r\n"
)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "enquête.csv"
    path.write_bytes(TABLE.encode("cp1252"))
    return path


def test_survey_gives_a_transcript_a_respondent(table: Path) -> None:
    found = read_survey(table, id_column="nr", questions=ASKED)
    first, second = found.transcripts
    assert first.key == "enquête-1"
    assert first.text == (
        'I: Wat leer je hier?\nR: Veel; elke dag.\nEcht "veel".\nI: Van wie?\nR: Collega\'s\n'
    )
    assert [(turn.speaker, first.speech(turn)) for turn in first.turns] == [
        ("I", "Wat leer je hier?"),
        ("R", 'Veel; elke dag.\nEcht "veel".'),
        ("I", "Van wie?"),
        ("R", "Collega's"),
    ]
    assert (second.key, second.text) == ("enquête-2", "I: Van wie?\nR: Niemand\n")
    assert found.respondents == (
        Respondent(key="1", role="Medewerker", organisation="Bedrijf 1", attributes={"Jaren": "4"}),
        Respondent(key="2", role="HR", organisation="Bedrijf 1"),
        Respondent(key="interviewer", role="interviewer"),
    )
    assert found.links == tuple(
        SpeakerLink(transcript=f"enquête-{key}", speaker=speaker, respondent=who)
        for key in "12"
        for speaker, who in (("I", "interviewer"), ("R", key))
    )
    assert found.unanswered == (("Wat leer je hier?", 2), ("Van wie?", 1))
    assert found.silent == ("3",)


def test_question_may_be_named_by_its_beginning(table: Path) -> None:
    found = read_survey(table, id_column="NR", questions=["van  wie", "wat"])
    assert found.transcripts[0].text.startswith("I: Van wie?\nR: Collega's\nI: Wat leer je hier?")


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_survey_is_read_from_sheets(make, tmp_path: Path, kind: str) -> None:
    rows = [("nr", "jaren", "Wat leer je?"), (1, 4, "Veel.\nEcht."), (2, 2.5, "Niets.")]
    if kind == "xlsx":
        data = make["xlsx"]({"Uitleg": [("x",)], "Antwoorden": rows})
    else:
        cells = "".join(
            "<table:table-row>"
            + "".join(
                "<table:table-cell>"
                + "".join(f"<text:p>{line}</text:p>" for line in str(cell).split("\n"))
                + "</table:table-cell>"
                for cell in row
            )
            + "</table:table-row>"
            for row in rows
        )
        data = make["opendocument"]("spreadsheet", f"<table:table>{cells}</table:table>")
    path = tmp_path / f"a.{kind}"
    path.write_bytes(data)
    found = read_survey(path, id_column="nr", questions=["Wat"])
    assert [one.text for one in found.transcripts] == [
        "I: Wat leer je?\nR: Veel.\nEcht.\n",
        "I: Wat leer je?\nR: Niets.\n",
    ]
    assert [one.attributes for one in found.respondents[:2]] == [{"jaren": "4"}, {"jaren": "2.5"}]


@pytest.mark.parametrize(
    ("text", "id_column", "questions", "message", "hint"),
    [
        ("id,v\n1,a\n", "idd", ["v"], "there is no column 'idd'.", "Did you mean id?"),
        ("id,v\n1,a\n", "id", ["x"], "there is no column 'x'.", "The first row has id, v."),
        (
            "id,va,vb\n1,a,b\n",
            "id",
            ["v"],
            "more than one column begins with 'v': 'va', 'vb'.",
            None,
        ),
        ("id,v,v\n1,a,b\n", "id", ["v"], "more than one column is called 'v'.", None),
        (
            "id,v\n1,a\n",
            "id",
            ["id"],
            "name each question once, and not the column of the ids.",
            None,
        ),
        (
            "id,v\n1,a\n",
            "id",
            ["v", "v"],
            "name each question once, and not the column of the ids.",
            None,
        ),
        (
            "id,v,w\n1,a,b\n2,c\n",
            "id",
            ["v"],
            "row 3 has 2 cells and the first row 3.",
            "Put an answer that holds the delimiter or a line break in quotation marks.",
        ),
        (
            "id,v,w\n1,a,b\n2,c, d,e\n",
            "id",
            ["v"],
            "row 3 has 4 cells and the first row 3.",
            "Put an answer that holds the delimiter or a line break in quotation marks.",
        ),
        (
            "id,v,\n1,a,b\n",
            "id",
            ["v"],
            "row 2 has something in column 3, which has no name.",
            "Name the columns in the first row.",
        ),
        (
            "id,v\n1,a\n ,b\n",
            "id",
            ["v"],
            "row 3 has nothing in column 'id'.",
            "Give each respondent an id of their own.",
        ),
        (
            "id,v\n1,a\n\n1,b\n",
            "id",
            ["v"],
            "rows 2 and 4 both have id '1'.",
            "Give each respondent an id of their own.",
        ),
        ("id,v\n", "id", ["v"], "there are no answers in it.", "The first row names the columns."),
        ("id,v\n1,\n", "id", ["v"], "nobody answered any of these questions.", None),
        (
            "id,speaker,v\n1,x,a\n",
            "id",
            ["v"],
            "no column of a survey can be called 'speaker'.",
            "Rename it.",
        ),
        (
            "id,rol,v\n1,interviewer,a\n",
            "id",
            ["v"],
            "row 2: a respondent of a survey is no interviewer.",
            None,
        ),
        ('id,v\n1,"a\n2,b\n', "id", ["v"], "line 2 is no valid CSV: unexpected end of data.", None),
        ("%PDF-1.7", "id", ["v"], "a survey is read from csv, xlsx or ods, and this is pdf.", None),
    ],
)
def test_doubtful_surveys_are_refused(
    tmp_path: Path, text: str, id_column: str, questions: list[str], message: str, hint: str | None
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TranscriptError) as caught:
        read_survey(path, id_column=id_column, questions=questions)
    assert caught.value.message == f"a.csv: {message}"
    if hint is not None:
        assert caught.value.hint == hint


def test_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TranscriptError) as caught:
        read_survey(tmp_path / "weg.csv", id_column="id", questions=["v"])
    assert (
        caught.value.message == f"{tmp_path / 'weg.csv'} cannot be read: No such file or directory."
    )


CELL = st.text(st.sampled_from('ab ;,\t"\n\r🙂e\u0301\u00ad'), max_size=8)


@given(st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=5))
def test_every_answer_stands_under_its_own_respondent_and_question(
    tmp_path_factory, rows: list[tuple[str, str, str]]
) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(["id", "eerste vraag", "kenmerk", "tweede vraag"])
    for number, (first, trait, second) in enumerate(rows):
        writer.writerow([f"r{number}", f"x.{first}.x", trait, f"y.{second}.y"])
    path = tmp_path_factory.mktemp("survey") / "a.csv"
    path.write_bytes(out.getvalue().encode())
    found = read_survey(path, id_column="id", questions=["eerste", "tweede"])
    assert [one.key for one in found.transcripts] == [f"a-r{n}" for n in range(len(rows))]
    for one in found.transcripts:
        answers = [one.speech(turn) for turn in one.turns if turn.speaker == "R"]
        assert [(answer[0], answer[-1]) for answer in answers] == [("x", "x"), ("y", "y")]


def test_joined_adds_to_what_the_study_knows() -> None:
    rows = [(1, ["id", "jaren", "v"]), (2, ["r1", "4", "Ja."])]
    survey = survey_of_rows(rows, name="a", source="a.csv", id_column="id", questions=["v"])
    held = {
        "r1": Respondent(key="r1", role="HR"),
        "interviewer": Respondent(key="interviewer", role="interviewer", attributes={"naam": "V"}),
    }
    people, links = joined(survey, held)
    assert people == [
        Respondent(key="r1", role="HR", attributes={"jaren": "4"}),
        Respondent(key="interviewer", role="interviewer", attributes={"naam": "V"}),
    ]
    assert links == survey.links
    with pytest.raises(RespondentError) as caught:
        joined(survey, {"r1": Respondent(key="r1", attributes={"jaren": "5"})})
    assert caught.value.message == "r1 has jaren '5' in the study and '4' in the survey."
