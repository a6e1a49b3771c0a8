"""Results become article tables."""

from __future__ import annotations

import pytest

from bouwsteen.analysis.agreement.compare import agreement
from bouwsteen.analysis.agreement.results import Agreement
from bouwsteen.analysis.coverage import Covered
from bouwsteen.analysis.groups import Denominator
from bouwsteen.analysis.interviews import InterviewTable, interview_table
from bouwsteen.analysis.tables import QuoteTable, quote_table
from bouwsteen.analysis.units import units_of
from bouwsteen.coding.columns import CodingColumns
from bouwsteen.coding.model import Coding, Done, Quotation
from bouwsteen.exports.agreement_article import agreement_article
from bouwsteen.exports.article import (
    coverage_article,
    interviews_article,
    quote_list_article,
    quotes_article,
)
from bouwsteen.exports.labels import texts
from bouwsteen.exports.sentences import sentences
from bouwsteen.transcripts.cast import Cast
from bouwsteen.transcripts.model import Respondent, Span, SpeakerLink, Transcript, Turn


def test_quotes_article_is_the_published_table(golden_study) -> None:
    counted = quote_table(
        CodingColumns.of(golden_study.quotations),
        golden_study.cast,
        golden_study.codebook,
        layer="consensus",
    )
    table = quotes_article(counted)
    assert table.caption == "Aantal citaten per bouwsteen en rol"
    assert [column.label for column in table.columns] == [
        "Bouwsteen",
        *golden_study.roles,
        "Totaal",
    ]
    labels = [code.label("nl", short=True) for code in golden_study.codebook.blocks]
    totals = (43, 66, 101, 73, 191, 70)
    assert table.rows == tuple(
        (f"{number} {label}", *counts, total)
        for number, (label, counts, total) in enumerate(
            zip(labels, golden_study.counts, totals, strict=True), start=1
        )
    )
    assert table.foot[:3] == (
        ("Totaal", 93, 164, 138, 149, 544),
        ("Interviews", 11, 9, 7, 9, 36),
        ("Respondenten", 11, 9, 7, 9, 36),
    )
    assert [note[:30] for note in table.notes] == [
        "Geteld zijn citaten. Binnen ee",
        "Codering: consensus.",
    ]
    assert table.text == sentences(counted)


def test_quotes_article_tells_what_is_left_out(book) -> None:
    one = Denominator(interviews=1, respondents=1, words=10)
    counted = QuoteTable(
        rule="once-per-code",
        layer="anna",
        by="sector",
        rows=book.codes,
        numbers=("1", "1.1", "2", ""),
        columns=("metaal", None),
        counts=((1, 0), (1, 0), (0, 2), (0, 0)),
        quotations=(1, 2),
        denominators=(one, one),
        overall=Denominator(interviews=2, respondents=2, words=20),
        unattributed=(7,),
        free=tuple(range(1, 13)),
    )
    table = quotes_article(counted, lang="en")
    assert table.caption == "Number of quotations per code and sector"
    assert [column.label for column in table.columns] == ["Code", "metaal", "not given", "Total"]
    assert table.rows == (
        ("1 Job content", 1, 0, 1),
        ("1.1 Uitdaging in taken", 1, 0, 1),
        ("2 Collaboration", 0, 2, 2),
        ("Heimwee", 0, 0, 0),
    )
    assert table.foot == (
        ("Total", 2, 2, 4),
        ("Different quotations", 1, 2, 3),
        ("Interviews", 1, 1, 2),
        ("Respondents", 1, 1, 2),
        ("Words", 10, 10, 20),
    )
    assert table.notes[1:] == (
        "Coding: anna.",
        "A column's total adds its rows up; "
        "a quotation that counts in more rows is in it more than once.",
        "1 quotation holds no word of a respondent and is not counted (number 7).",
        "12 quotations have free codes only and stand in no row "
        "(numbers 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, … (+2)).",
    )
    assert table.text == ()


def test_interviews_article_is_the_published_table(golden_study) -> None:
    table = interviews_article(interview_table(golden_study.cast), lang="en")
    assert table.caption == "Number of interviews per organisation and role"
    assert [column.label for column in table.columns] == [
        "Organisation",
        *golden_study.roles,
        "Total",
    ]
    assert table.rows[0] == ("Bedrijf 1", 2, 1, 1, 1, 5)
    assert table.foot == (("Total", 11, 9, 7, 9, 36),)


def test_interviews_article_names_transcripts_without_respondents() -> None:
    counted = InterviewTable(
        rows_by="sector",
        columns_by="role",
        rows=(None,),
        columns=("Directie",),
        counts=((1,),),
        row_totals=(1,),
        column_totals=(1,),
        total=1,
        without=("a", "b"),
    )
    table = interviews_article(counted)
    assert table.rows == (("niet opgegeven", 1, 1),)
    assert table.columns[0].label == "sector"
    assert table.notes[1] == "2 transcripten hebben geen respondent en zijn niet geteld (a, b)."


def test_coverage_article_shows_shares() -> None:
    covered = [
        Covered(transcript="a", coder="anna", characters=200, coded=50, quotations=3, done=True),
        Covered(transcript="b", coder="anna", characters=0, coded=0, quotations=0, done=False),
    ]
    table = coverage_article(covered)
    assert table.rows == (("a", "anna", 200, 0.25, 3, "ja"), ("b", "anna", 0, None, 0, "nee"))
    assert len(table.notes) == 2
    assert len(coverage_article(covered[:1]).notes) == 1


def compared(book, n_transcripts: int, **options: object) -> Agreement:
    """Four answers an interview: both code the first, anna alone the second.

    Bram did not finish the last interview.
    """
    text = "R: eerste\nR: tweede\nR: derde.\nR: vierde\n"
    turns = tuple(
        Turn(index=number + 1, speaker="R", span=Span(10 * number + 3, 10 * number + 9))
        for number in range(4)
    )
    keys = [f"int_{number}" for number in range(n_transcripts)]
    cast = Cast(
        transcripts=tuple(Transcript(key=key, title=key, text=text, turns=turns) for key in keys),
        respondents=(Respondent(key="r"),),
        links=tuple(SpeakerLink(transcript=key, speaker="R", respondent="r") for key in keys),
    )
    coded = {
        coder: CodingColumns.of(
            Quotation(transcript=key, span=span, coder=coder, codings=(Coding(code="taken"),))
            for key in keys
            for span in spans
        )
        for coder, spans in (("anna", (Span(3, 9), Span(13, 19))), ("bram", (Span(4, 9),)))
    }
    done = [Done(coder=coder, transcript=key) for coder in coded for key in keys]
    return agreement(units_of(cast, coded, done[:-1], book, **options))


def test_agreement_article_has_intervals_and_says_what_is_undefined(book) -> None:
    found = compared(book, 7)
    table = agreement_article(found, book)
    alpha = 1 - 47 * 12 / (2 * 18 * 30)
    u = found.codes[0].measures["u_alpha"].value
    ac1 = 1 - 6 / 24 / (1 - 2 * 18 * 30 / 48**2)
    bounds = pytest.approx((alpha, alpha, alpha), abs=0.02)
    assert table.caption == "Overeenstemming tussen anna, bram"
    assert [column.label for column in table.columns] == [
        *("Bouwsteen", "Coderingen", "Prevalentie", "Overeenstemming", "Cohens kappa"),
        *("Gwets AC1", "Krippendorffs alfa", "Laag", "Hoog", "u-alfa"),
    ]
    assert [row[:5] for row in table.rows] == [
        ("1 Inhoud van werk", 18, 0.375, 0.75, 0.5),
        ("2 Samenwerken", 0, 0.0, 1.0, None),
    ]
    assert table.rows[0][5] == pytest.approx(ac1)
    assert table.rows[0][6:9] == bounds
    assert table.rows[0][9] == u
    assert table.rows[1][5:] == (1.0, None, None, None, None)
    assert [row[:5] for row in table.foot] == [
        ("Gemiddelde", None, None, 0.875, 0.5),
        ("Alle rijen samen", 18, None, None, None),
    ]
    assert [row[6:9] for row in table.foot] == [bounds, bounds]
    assert [row[9] for row in table.foot] == [None, found.overall["u_alpha"].value.value]
    assert table.notes == (
        "Eenheid is de spreekbeurt (24 beurten). Alleen interviews die ten minste twee codeurs "
        "hebben afgerond tellen mee.",
        "Een citaat markeert een eenheid die het met ten minste 3 tekens overlapt, of een kortere "
        "eenheid die het geheel bevat.",
        "Codeerbare tekst: wat respondenten zeggen (144 tekens).",
        "Gemiddelde: gewoon gemiddelde over de rijen waar de maat bestaat (macrogemiddelde). Alle "
        "rijen samen: alfa over de verzameling codes per eenheid met Jaccards afstand.",
        "Laag en hoog: 95%-interval van alfa; telkens is een van de 6 interviews weggelaten "
        "(jackknife, Students t).",
        "Cohens kappa is niet te bepalen voor 2 Samenwerken: geen van de codeurs gebruikte de "
        "code.",
        "Krippendorffs alfa is niet te bepalen voor 2 Samenwerken: geen van de codeurs gebruikte "
        "de code.",
        "u-alfa is niet te bepalen voor 2 Samenwerken: geen van de codeurs gebruikte de code.",
        "Niet meegeteld omdat nog niet afgerond: int_6 (bram).",
        "Met 6 interviews (minder dan 20) is het interval een jackknife en breed.",
        "1 Inhoud van werk: anna markeert 12 eenheden, bram 6: een van beiden codeert structureel "
        "vaker.",
    )


@pytest.mark.parametrize(
    ("unit", "rule", "n", "opening"),
    [
        ("turn", "half", 2, "The unit is the turn (4 turns)."),
        ("sentence", "start", 2, "The unit is the sentence (4 sentences)."),
        ("character", "overlap", 21, "The unit is the character (480 characters)."),
    ],
)
def test_agreement_article_names_unit_rule_and_method(
    book, unit: str, rule: str, n: int, opening: str
) -> None:
    found = compared(book, n, unit=unit, rule=rule, scope="all")
    notes = agreement_article(found, book, lang="en").notes
    assert notes[0].startswith(opening)
    assert any(note.startswith("Codeable text: all turns") for note in notes)
    assert any("with replacement (10,000 times, seed 0)" in note for note in notes) is (n > 20)
    assert any("no interval can be given" in note for note in notes) is (n < 6)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_guard_has_its_sentence(book, lang: str) -> None:
    keys = {
        *("after_consensus", "coder_bias", "dominated", "few_transcripts", "identical_spans"),
        *("no_interval", "perfect", "prevalence", "saw_other_codes", "too_rare"),
        *("assisted", "unassisted", "codebook_versions"),
    }
    assert {f"guard.{key}" for key in keys} <= set(texts(lang))


def test_quote_list_article_has_one_row_a_quotation(book, quotes) -> None:
    table = quote_list_article(quotes, book)
    assert [column.label for column in table.columns] == [
        "Nummer",
        "Codes",
        "Citaat",
        "Rol",
        "Organisatie",
        "Respondent",
        "Interview",
        "Beurt",
        "Begin",
        "Einde",
        "Codeur",
        "Memo",
    ]
    assert table.rows == (
        (
            4,
            "1.1 Uitdaging in taken; 2 Samenwerken",
            "=1 *nou* ja",
            "Medewerker",
            "Bedrijf 1",
            "r1",
            "int_1",
            2,
            10,
            19,
            "anna",
            "twijfel",
        ),
        (5, "Heimwee", "Wat?\nR: Tja.", None, None, None, "int_1", None, 10, 19, "anna", ""),
    )
