"""The list of disagreements and the confusion table as tables, in both languages."""

from __future__ import annotations

import io

import docx
import pytest
from docx.enum.section import WD_ORIENT

from bouwsteen.analysis.agreement.confusion import confusion
from bouwsteen.analysis.agreement.disagreements import disagreements
from bouwsteen.codebook.model import Codebook
from bouwsteen.coding.model import Coding, Done, Quotation
from bouwsteen.exports import to_csv, to_docx, to_xlsx
from bouwsteen.exports.disagreement_table import confusion_table, disagreement_tables
from bouwsteen.transcripts.cast import Cast
from bouwsteen.transcripts.model import Respondent, Span, SpeakerLink, Transcript, Turn

TEXT = "R: Nou ja, veel geleerd.\nX: Dat wel, ja.\n"


@pytest.fixture
def cast() -> Cast:
    transcripts = tuple(
        Transcript(
            key=key,
            title=key,
            text=TEXT,
            turns=(
                Turn(index=1, speaker="R", span=Span(3, 24)),
                Turn(index=2, speaker="X", span=Span(28, 40)),
            ),
        )
        for key in ("int_1", "int_2")
    )
    return Cast(
        transcripts=transcripts,
        respondents=(Respondent(key="r1", role="Medewerker"),),
        links=(SpeakerLink(transcript="int_1", speaker="R", respondent="r1"),),
    )


def quote(coder: str, start: int, end: int, *codes: str, memo: str = "") -> Quotation:
    return Quotation(
        transcript="int_1",
        span=Span(start, end),
        coder=coder,
        codings=tuple(Coding(code=code) for code in codes),
        memo=memo,
    )


@pytest.fixture
def layers() -> dict[str, list[Quotation]]:
    return {
        "anna": [quote("anna", 3, 24, "taken", memo="twijfel"), quote("anna", 28, 31, "heimwee")],
        "bas": [quote("bas", 11, 24, "werk"), quote("bas", 11, 15, "samen", memo="ook dit")],
    }


DONE = [
    Done(coder="anna", transcript="int_1"),
    Done(coder="anna", transcript="int_2"),
    Done(coder="bas", transcript="int_1"),
]


def test_disagreements_are_rows_of_a_table(
    layers: dict[str, list[Quotation]], cast: Cast, book: Codebook
) -> None:
    found = disagreements(layers, cast, book, done=DONE)
    (table,) = disagreement_tables(found, book)
    assert table.caption == "Verschillen tussen anna en bas, het zwaarste eerst"
    assert [column.label for column in table.columns] == [
        "Nr", "Interview", "Beurt", "Respondent", "Tekst", "anna", "bas", "Soort", "Deel", "Memo",
    ]  # fmt: skip
    assert table.rows == (
        (
            1, "int_1", 1, "r1, Medewerker", "Nou ja, ", "1 Inhoud van werk", "", "grens",
            pytest.approx(8 / 12), "anna: twijfel",
        ),
        (
            2, "int_1", 1, "r1, Medewerker", "veel", "1 Inhoud van werk",
            "1 Inhoud van werk; 2 Samenwerken", "andere code", pytest.approx(4 / 12),
            "anna: twijfel; bas: ook dit",
        ),
    )  # fmt: skip
    # L = 21: 34 and 4 of the 42 values say that a code was given.
    alpha = 1 - (12 / 21) / ((2 * 34 * 8 + 2 * 4 * 38) / (42 * 41))
    assert found.pairs[0].alpha == pytest.approx(alpha)
    assert table.notes == (
        "Een verschil is een stuk tekst binnen één beurt waaraan de codeurs niet dezelfde "
        "bouwstenen gaven; subcodes tellen als hun bouwsteen. Alleen wat respondenten zeggen telt "
        "mee.",
        "Grens: beiden gaven de code, maar het citaat van de een loopt verder door. Andere code: "
        "beiden codeerden hier, met andere codes.",
        "Deel is het aandeel van de rij in alle verschil tussen deze twee codeurs. Alle verschillen"
        " samen zijn 1 − alfa = 1,16: Krippendorffs alfa met het teken als eenheid, alle rijen van "
        "het codeboek samen (micro), is -0,16, over 21 tekens.",
        "Niet vergeleken omdat nog niet afgerond: int_2 (bas).",
        "Vrije codes horen bij geen bouwsteen en zijn hier niet vergeleken: Heimwee.",
    )


def test_disagreements_speak_english(
    layers: dict[str, list[Quotation]], cast: Cast, book: Codebook
) -> None:
    found = disagreements(layers, cast, book, done=DONE, level="code", scope="all")
    (table,) = disagreement_tables(found, book, lang="en")
    assert [(row[3], row[5], row[6], row[7]) for row in table.rows] == [
        ("r1, Medewerker", "1.1 Uitdaging in taken", "1 Job content", "other code"),
        (
            "r1, Medewerker",
            "1.1 Uitdaging in taken",
            "1 Job content; 2 Collaboration",
            "other code",
        ),
        ("r1, Medewerker", "1.1 Uitdaging in taken", "", "only anna"),
        ("speaker unknown", "Heimwee", "", "only anna"),
    ]
    assert table.notes[0].endswith(
        "All that is said is compared, the interviewer's words included."
    )


def test_coders_who_coded_nothing_get_a_reason(cast: Cast, book: Codebook) -> None:
    found = disagreements({"anna": [], "bas": []}, cast, book, done=DONE)
    (table,) = disagreement_tables(found, book)
    assert table.rows == ()
    assert table.notes[1] == (
        "Krippendorffs alfa met het teken als eenheid is niet te bepalen: geen van beiden "
        "codeerde iets."
    )


def test_word_prints_disagreements_across_the_page_with_a_wide_text(
    layers: dict[str, list[Quotation]], cast: Cast, book: Codebook
) -> None:
    tables = disagreement_tables(disagreements(layers, cast, book, done=DONE), book)
    data = to_docx.render(tables)
    assert data == to_docx.render(tables)
    assert to_xlsx.render(tables) == to_xlsx.render(tables)
    document = docx.Document(io.BytesIO(data))
    assert document.sections[0].orientation == WD_ORIENT.LANDSCAPE
    (word,) = document.tables
    widths = [cell.width for cell in word.rows[1].cells]
    assert max(widths) == widths[4]
    assert widths[4] > 2 * widths[5]
    assert [cell.text for cell in word.rows[1].cells] == [
        "1", "int_1", "1", "r1, Medewerker", "Nou ja, ", "1 Inhoud van werk", "", "grens", "67%",
        "anna: twijfel",
    ]  # fmt: skip
    assert (
        to_csv.render(tables)
        .decode()
        .splitlines()[1]
        .startswith('1,int_1,1,"r1, Medewerker","Nou ja, ",1 Inhoud van werk,,grens,0.66')
    )


def test_confusion_shows_every_block(
    layers: dict[str, list[Quotation]], cast: Cast, book: Codebook
) -> None:
    found = confusion(layers, cast, book, done=DONE)
    table = confusion_table(found, book, unit="characters")
    assert table.caption == "Codes van anna (rijen) tegen codes van bas (kolommen), in tekens"
    assert [column.label for column in table.columns] == [
        "anna", "1 Inhoud van werk", "2 Samenwerken", "geen code",
    ]  # fmt: skip
    assert table.rows == (
        ("1 Inhoud van werk", 13, 0, 8),
        ("2 Samenwerken", 0, 0, 0),
        ("geen code", 0, 4, 0),
    )
    assert table.notes[1:] == ("Vergeleken: 21 tekens.",)


def test_confusion_of_codes_leaves_unused_ones_out(
    layers: dict[str, list[Quotation]], cast: Cast, book: Codebook
) -> None:
    found = confusion(layers, cast, book, done=DONE, level="code")
    table = confusion_table(found, book, lang="en")
    assert table.rows == (
        ("1 Job content", 0, 0, 0, 0),
        ("1.1 Uitdaging in taken", 1, 0, 1, 0),
        ("2 Collaboration", 0, 0, 0, 0),
        ("no code", 0, 0, 0, 0),
    )
    assert table.notes[-1] == "Codes that neither of them used are left out: 1."


def test_confusion_of_many_codes_is_not_turned_and_has_numbers_above() -> None:
    from bouwsteen.codebook.files import load_codebook

    book = load_codebook("mkb-leercultuur")
    keys = [code.key for _, code in book.walk()]
    text = "R: " + "x" * 10 * len(keys)
    cast = Cast(
        transcripts=(
            Transcript(
                key="int_1",
                title="",
                text=text,
                turns=(Turn(index=1, speaker="R", span=Span(3, len(text))),),
            ),
        ),
        respondents=(Respondent(key="r1"),),
        links=(SpeakerLink(transcript="int_1", speaker="R", respondent="r1"),),
    )
    coded = {
        coder: [
            quote(coder, 3 + 10 * place, 13 + 10 * place, key) for place, key in enumerate(keys)
        ]
        for coder in ("anna", "bas")
    }
    table = confusion_table(confusion(coded, cast, book, done=DONE, level="code"), book)
    assert [column.label for column in table.columns[:4]] == ["anna", "1", "1.1", "1.2"]
    (word,) = docx.Document(io.BytesIO(to_docx.render([table]))).tables
    assert word.rows[0].cells[0].text == "anna"
    assert (len(word.rows), len(word.columns)) == (len(keys) + 2, len(keys) + 2)
