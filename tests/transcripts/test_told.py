"""What goes wrong with a file is told in Dutch as well, also where one error tells of another."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from bouwsteen.errors import BouwsteenError
from bouwsteen.exports.labels import told
from bouwsteen.transcripts import limits
from bouwsteen.transcripts.cast import Cast
from bouwsteen.transcripts.decode import decode
from bouwsteen.transcripts.load import load, load_bytes
from bouwsteen.transcripts.model import Respondent, SpeakerLink
from bouwsteen.transcripts.pseudonym_file import read_pseudonyms
from bouwsteen.transcripts.respondents import respondents_of
from bouwsteen.transcripts.survey import read_survey

AS_DOCX = "Bewaar het als Word-document (.docx) of als platte tekst, en lees dat in."
QUOTES = "Zet een cel met aanhalingstekens tussen dubbele, en verdubbel die erin."


def dutch(call: Callable[[], object]) -> tuple[str, str | None]:
    with pytest.raises(BouwsteenError) as raised:
        call()
    assert told(raised.value, "en") == (raised.value.message, raised.value.hint)
    return told(raised.value, "nl")


def packed(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "what", "hint"),
    [
        (b"ID3\x04", "dit is een opname, en die", "Laat er eerst een transcript van maken, en"),
        (b"\x89PNG", "dit is een plaatje, en dat", "Lees het transcript in als document."),
        (
            b"\xd0\xcf\x11\xe0",
            "dit is een Office-document dat oud is of een wachtwoord heeft, en dat",
            AS_DOCX,
        ),
        (packed("xl/a.bin"), "dit is een binair Excel-werkboek (.xlsb), en dat", AS_DOCX),
        (packed("ppt/a.xml"), "dit is een presentatie, en die", AS_DOCX),
        (b"<?xml version='1.0'?><a/>", "dit is een XML-bestand, en dat", "Exporteer het tran"),
    ],
)
def test_file_without_reader_is_told_with_its_name(data: bytes, what: str, hint: str) -> None:
    message, advice = dutch(lambda: load_bytes(data, "een.dat"))
    assert message == f"een.dat: {what} is niet in te lezen."
    assert advice is not None and advice.startswith(hint)


def test_quotation_marks_are_told_in_every_table(tmp_path: Path) -> None:
    table = tmp_path / "wie.csv"
    table.write_text('a,b\nc,"d" e\n', encoding="utf-8")
    said = ("wie.csv: regel 2 is geen geldige CSV.", QUOTES)
    assert dutch(lambda: respondents_of(table.read_bytes(), "wie.csv")) == said
    assert dutch(lambda: read_pseudonyms(table)) == said
    assert dutch(lambda: read_survey(table, id_column="a", questions=["b"])) == said
    assert dutch(lambda: load_bytes(table.read_bytes(), "wie.csv")) == said


def test_guess_goes_before_the_list() -> None:
    assert dutch(lambda: load_bytes(b"I: Ja.", "a.txt", reader="labls")) == (
        "Er is geen lezer 'labls'.",
        "Bedoelde je labels?",
    )
    message, hint = dutch(lambda: load_bytes(b"I: Ja.", "a.txt", reader="qqqq"))
    assert message == "Er is geen lezer 'qqqq'."
    assert hint is not None and hint.startswith("Kies een van: csv, ")


def test_guess_of_two_names_is_told() -> None:
    people = tuple(Respondent(key=key) for key in ("vera1", "vera2"))
    link = SpeakerLink(transcript="een", speaker="R", respondent="vera")
    assert dutch(lambda: Cast(transcripts=(), respondents=people, links=(link,))) == (
        "een: 'R' is gekoppeld aan 'vera', die niet bij de respondenten staat.",
        "Bedoelde je vera2 of vera1?",
    )


def test_guess_inside_a_file_is_told(tmp_path: Path) -> None:
    table = tmp_path / "enq.csv"
    table.write_text("nummer,Wat leer je?\n1,Veel.\n", encoding="utf-8")
    assert dutch(lambda: read_survey(table, id_column="numer", questions=["Wat"])) == (
        "enq.csv: er is geen kolom 'numer'.",
        "Bedoelde je nummer?",
    )


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        ("CHARACTERS_MOST", "de tekst heeft 1.500 tekens, en 1.000 is de grens."),
        ("LINES_MOST", "de tekst heeft 1.501 regels, en 1.000 is de grens."),
    ],
)
def test_numbers_are_grouped_as_in_dutch(
    monkeypatch: pytest.MonkeyPatch, limit: str, said: str
) -> None:
    monkeypatch.setattr(limits, limit, 1_000)
    assert dutch(lambda: decode(b"\n" * 1_500))[0] == said


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("I: Hoe gaat het?\nR: Goed.\n" * 2, ""),
        (
            "Vera  0:03\nI: Ja?\nR: Nee.\nI: O.\nJan  0:09\nR: Juist.\nVera  0:12\nI: Ja.\n",
            " Andere lezers verklaren: ",
        ),
    ],
)
def test_line_that_no_shape_explains_is_told(text: str, others: str) -> None:
    strange = "Dit is een lange zin die bij niemand hoort en die niet wordt begrepen.\n" * 4
    message, hint = dutch(lambda: load_bytes(f"{strange}{text}".encode(), "a.txt"))
    assert "beurten; die verklaren" in message and "is niet begrepen: 'Dit is een" in message
    assert hint is not None
    known, sign, found = hint.partition(" Andere lezers verklaren: ")
    assert known.endswith("wordt niemand genoemd, dan met --reader prose.")
    assert (sign, found.endswith(" %.")) == (others, bool(others))


def test_file_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    path = tmp_path / "weg.txt"
    assert dutch(lambda: load(path)) == (
        f"{path} is niet te lezen.",
        "Kijk of naam en map kloppen, en of je het bestand mag openen.",
    )


@pytest.mark.parametrize(
    ("role", "hint"),
    [
        ("interviewer", "Laat team leeg in de rijen van interviewers."),
        ("HR", "Geef twee mensen twee namen in de kolom respondent."),
    ],
)
def test_rows_that_contradict_are_told(role: str, hint: str) -> None:
    table = f"transcript,speaker,respondent,role,team\na,I,x,{role},A\nb,I,x,{role},B\n"
    assert dutch(lambda: respondents_of(table.encode(), "wie.csv")) == (
        "wie.csv: x heeft team 'A' in rij 2 en 'B' in rij 3.",
        hint,
    )
