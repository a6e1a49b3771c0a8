"""Results become article tables."""

from __future__ import annotations

import numpy as np
import pytest

from bouwsteen.analysis.agreement.compare import agreement
from bouwsteen.analysis.coverage import Covered
from bouwsteen.analysis.groups import Denominator
from bouwsteen.analysis.interviews import InterviewTable, interview_table
from bouwsteen.analysis.tables import QuoteTable, quote_table
from bouwsteen.analysis.units import Unit, Units
from bouwsteen.coding.columns import CodingColumns
from bouwsteen.coding.model import Done
from bouwsteen.exports.article import (
    agreement_article,
    coverage_article,
    interviews_article,
    quote_list_article,
    quotes_article,
)
from bouwsteen.exports.sentences import sentences


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


def test_agreement_article_says_what_is_undefined(book) -> None:
    marks = np.zeros((4, 2, 2), dtype=bool)
    marks[0, :, 0] = marks[1, 0, 0] = True
    found = agreement(
        Units(
            unit="turn",
            rule="overlap-3",
            level="block",
            coders=("anna", "bram"),
            codes=("werk", "samen"),
            units=tuple(Unit(transcript="a", turn=turn) for turn in range(4)),
            marks=marks,
            missing=(Done(coder="bram", transcript="b"),),
        )
    )
    table = agreement_article(found, book)
    alpha = pytest.approx(1 - 7 * 2 / 30)
    assert table.caption == "Overeenstemming tussen anna en bram"
    assert table.rows == (
        ("1 Inhoud van werk", 4, 0.375, 0.75, 0.5, alpha),
        ("2 Samenwerken", 4, 0.0, 1.0, None, None),
    )
    assert table.foot == (("Gemiddelde", 4, None, 0.875, 0.5, alpha),)
    assert table.notes[2:] == (
        "Cohens kappa is niet te bepalen voor 2 Samenwerken: "
        "geen van beide codeurs gebruikte de code.",
        "Krippendorffs alfa is niet te bepalen voor 2 Samenwerken: "
        "geen van beide codeurs gebruikte de code.",
        "Niet meegeteld omdat nog niet afgerond: b (bram).",
    )


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
