from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from bouwsteen.errors import RespondentError
from bouwsteen.transcripts.model import Respondent, SpeakerLink
from bouwsteen.transcripts.respondents import read_respondents

ROWS = [
    ["Interview", "Spreker", "respondent", "ROL", "organisatie", "jaren", ""],
    ["g1", "I", "", "Interviewer", "", "", ""],
    ["g1", "R", "R01", "Leidinggevende ", "Bedrijf  1", 4, ""],
    [],
    ["g2", "I", "", "interviewer", "", "", ""],
    ["g2", "R", "R02", "D", "Bedrijf 1", 2.5, ""],
    ["g3", "", "R01", "Leidinggevende", "", "", ""],
    ["g1", "R", "R01", "", "", "", ""],
]
PEOPLE = [
    Respondent(key="interviewer", role="interviewer"),
    Respondent(
        key="R01", role="Leidinggevende", organisation="Bedrijf 1", attributes={"jaren": "4"}
    ),
    Respondent(key="R02", role="D", organisation="Bedrijf 1", attributes={"jaren": "2.5"}),
]
LINKS = [
    SpeakerLink(transcript="g1", speaker="I", respondent="interviewer"),
    SpeakerLink(transcript="g1", speaker="R", respondent="R01"),
    SpeakerLink(transcript="g2", speaker="I", respondent="interviewer"),
    SpeakerLink(transcript="g2", speaker="R", respondent="R02"),
    SpeakerLink(transcript="g3", speaker="", respondent="R01"),
]


@pytest.mark.parametrize(
    ("delimiter", "encoding"), [(";", "cp1252"), (",", "utf-8-sig"), ("\t", "utf-16")]
)
def test_read_respondents_reads_csv(tmp_path: Path, delimiter: str, encoding: str) -> None:
    path = tmp_path / "mensen.csv"
    lines = [delimiter.join(map(str, row)) for row in ROWS]
    path.write_bytes("\r\n".join(lines).encode(encoding))
    assert read_respondents(path) == (PEOPLE, LINKS)


def test_read_respondents_reads_excel(tmp_path: Path) -> None:
    path = tmp_path / "mensen.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        for number, row in enumerate(ROWS):
            sheet.write_row(number, 0, row)
        workbook.add_worksheet().write(0, 0, "iets anders")
    assert read_respondents(path) == (PEOPLE, LINKS)


TOP = "transcript,speaker,respondent,role,organisation\n"


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("\n", "m.csv: the table is empty.", None),
        (
            "transcript,spreker,role\n",
            "m.csv: column respondent missing; the first row has transcript, spreker, role.",
            "Name the columns in the first row: transcript, speaker, respondent, role, "
            "organisation.",
        ),
        (
            "transcript,speaker,respondents,soort\n",
            "m.csv: columns respondent, role missing; "
            "the first row has transcript, speaker, respondents, soort.",
            "Did you mean respondents?",
        ),
        (
            "transcript,speaker,respondent,role,rol\n",
            "m.csv: more than one column is called role.",
            None,
        ),
        (f"{TOP}g1,R,,Medewerker,\n", "m.csv: row 2 names no respondent.",
         "Only an interviewer may do without; their role is 'interviewer'."),
        (f"{TOP},R,R1,Medewerker,\n", "m.csv: row 2 names no transcript.", None),
        (
            f"{TOP}g1,R,R1,Medewerker,\n\ng2,R,R1,Directie,\n",
            "m.csv: R1 has role 'Medewerker' in row 2 and 'Directie' in row 4.",
            "Give two people two names in the column respondent.",
        ),
        (
            f"{TOP}g1,I,,interviewer,Bedrijf 1\ng2,I,,interviewer,Bedrijf 2\n",
            "m.csv: interviewer has organisation 'Bedrijf 1' in row 2 and 'Bedrijf 2' in row 3.",
            "Leave organisation empty in the rows of interviewers.",
        ),
        (
            f"{TOP}g1,R,R1,Medewerker,\ng1,R,R2,Directie,\n",
            "m.csv: rows 2 and 3 make speaker 'R' of g1 both R1 and R2.",
            "Give each speaker of a transcript one respondent.",
        ),
    ],
)  # fmt: skip
def test_read_respondents_refuses(
    tmp_path: Path, text: str, message: str, hint: str | None
) -> None:
    path = tmp_path / "m.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RespondentError) as caught:
        read_respondents(path)
    assert (caught.value.message, caught.value.hint) == (message, hint)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"PK\x03\x04kapot", "m.csv: this is no workbook that can be read."),
        (bytes(range(64)), "m.csv: this is no text but a file of some program."),
    ],
)
def test_read_respondents_refuses_other_files(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "m.csv"
    path.write_bytes(data)
    with pytest.raises(RespondentError) as caught:
        read_respondents(path)
    assert caught.value.message == message


def test_read_respondents_refuses_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RespondentError) as caught:
        read_respondents(tmp_path / "weg.csv")
    assert (
        caught.value.message == f"{tmp_path / 'weg.csv'} cannot be read: No such file or directory."
    )
