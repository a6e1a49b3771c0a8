"""Measures for the cells: published counts by hand, and random studies against pandas."""

from __future__ import annotations

import random

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bouwsteen.analysis.attribution import attribute_quotations
from bouwsteen.analysis.cells import MEASURES, Measured, measure
from bouwsteen.analysis.tables import NO_VALUE, quote_table
from bouwsteen.codebook.model import Code, Codebook
from bouwsteen.coding.columns import CodingColumns
from bouwsteen.coding.model import Coding, Quotation
from bouwsteen.counting import SHOWN
from bouwsteen.errors import AnalysisError
from bouwsteen.exports.cells_article import measured_article
from bouwsteen.transcripts.cast import Cast
from bouwsteen.transcripts.model import Respondent, Span, SpeakerLink, Transcript, Turn

BOOK = Codebook(
    key="klein",
    codes=(
        Code(key="a", labels={"nl": "A"}),
        Code(key="a1", labels={"nl": "A1"}, parent="a"),
        Code(key="a2", labels={"nl": "A2"}, parent="a"),
        Code(key="b", labels={"nl": "B"}),
        Code(key="c", labels={"nl": "C"}),
        Code(key="vrij", labels={"nl": "Vrij"}, free=True),
    ),
)
WORDS = "een twee drie vier"


def cast_of(n: int, rng: random.Random) -> Cast:
    """Interviews with one or two respondents out of a pool, so that people come more than once."""
    people = [f"r{number}" for number in range(max(2, n))]
    roles = ["Directie", "Medewerker", "Leidinggevende", None]
    transcripts, links = [], []
    for number in range(n):
        key = f"t{number}"
        speaking = rng.sample(people, rng.choice([1, 2]))
        text, turns = "", []
        for place in range(6):
            voice = ["I", *speaking][rng.randrange(len(speaking) + 1)]
            text += f"{voice}: "
            span = Span(len(text), len(text) + len(WORDS))
            turns.append(Turn(index=place + 1, speaker=voice, span=span))
            text += f"{WORDS}\n"
        transcripts.append(Transcript(key=key, title=key, text=text, turns=tuple(turns)))
        links += [SpeakerLink(transcript=key, speaker=one, respondent=one) for one in speaking]
    respondents = [
        Respondent(key=one, role=rng.choice(roles), organisation=rng.choice(["x", "y"]))
        for one in people
    ]
    return Cast(transcripts=transcripts, respondents=respondents, links=links)


def coded(cast: Cast, n: int, rng: random.Random) -> list[Quotation]:
    spans = set()
    for _ in range(n):
        one = rng.choice(cast.transcripts)
        start = rng.randrange(len(one.text) - 1)
        spans.add((one.key, start, rng.randrange(start + 1, len(one.text))))
    keys = [code.key for code in BOOK.codes]
    return [
        Quotation(
            id=number,
            transcript=key,
            span=Span(start, end),
            coder="anna",
            codings=tuple(Coding(code=code) for code in rng.sample(keys, rng.randint(1, 3))),
        )
        for number, (key, start, end) in enumerate(sorted(spans), start=1)
    ]


def marks(quotations: list[Quotation], cast: Cast, by: str, rows: str) -> pd.DataFrame:
    """Every quotation once a row, with whom and where it is."""
    lines = []
    people = attribute_quotations(quotations, cast)
    for quotation, person in zip(quotations, people, strict=True):
        if person is None:
            continue
        value = quotation.transcript if by == "transcript" else person.attribute(by) or NO_VALUE
        keys = {
            BOOK.block_of(code).key if rows == "block" else code
            for code in quotation.codes
            if rows == "code" or not BOOK.block_of(code).free
        }
        lines += [(key, value, person.key, quotation.transcript) for key in keys]
    return pd.DataFrame(lines, columns=["row", "column", "respondents", "interviews"])


def oracle(show: str, found: Measured, frame: pd.DataFrame) -> list[list[float | None]]:
    """The measure with margins, cell by cell and slowly."""
    rows = [code.key for code in found.table.rows]
    columns = list(found.table.names)
    denominators = dict(zip(columns, found.table.denominators, strict=True))

    def chosen(row: str | None, column: str | None) -> pd.DataFrame:
        part = frame if row is None else frame[frame["row"] == row]
        return part if column is None else part[part["column"] == column]

    def cell(row: str | None, column: str | None) -> float | None:
        count = len(chosen(row, column))
        behind = found.table.overall if column is None else denominators[column]
        if show in ("respondents", "interviews"):
            return chosen(row, column)[show].nunique()
        beneath = {
            "counts": 1,
            "row-percent": len(chosen(row, None)),
            "column-percent": len(chosen(None, column)),
            "per-interview": behind.interviews,
            "per-1000-words": behind.words / 1000,
        }[show]
        return count / beneath if beneath else None

    return [[cell(row, column) for column in [*columns, None]] for row in [*rows, None]]


def whole(found: Measured) -> list[list[float | None]]:
    lines = [[*row, end] for row, end in zip(found.values, found.row_values, strict=True)]
    return [*lines, [*found.column_values, found.value]]


@settings(max_examples=40)
@given(
    seed=st.integers(0, 10**6),
    n=st.integers(1, 5),
    marked=st.integers(0, 30),
    rows=st.sampled_from(["block", "code"]),
    by=st.sampled_from(["role", "organisation", "transcript"]),
)
def test_measures_agree_with_pandas(seed: int, n: int, marked: int, rows: str, by: str) -> None:
    rng = random.Random(seed)
    cast = cast_of(n, rng)
    quotations = coded(cast, marked, rng)
    columns = CodingColumns.of(quotations)
    table = quote_table(columns, cast, BOOK, rows=rows, by=by)
    frame = marks(quotations, cast, by, rows)
    for show in MEASURES:
        found = measure(show, table, columns, cast, BOOK)
        expected = oracle(show, found, frame)
        assert len(whole(found)) == len(expected)
        for line, wanted in zip(whole(found), expected, strict=True):
            assert line == pytest.approx(wanted, nan_ok=False)
        undefined = any(cell is None for line in expected for cell in line)
        assert (found.reason is not None) == undefined


@pytest.fixture
def published(golden_study):
    columns = CodingColumns.of(golden_study.quotations)
    table = quote_table(columns, golden_study.cast, golden_study.codebook)

    def measured(show: str) -> Measured:
        return measure(show, table, columns, golden_study.cast, golden_study.codebook)

    return measured


def test_published_counts_as_shares_and_rates(published) -> None:
    # Leadership: 18, 22, 21 and 12 of 73; 93, 164, 138 and 149 in the columns; 11, 9, 7, 9 talks.
    assert published("counts").values[3] == (18, 22, 21, 12)
    assert published("row-percent").values[3] == (18 / 73, 22 / 73, 21 / 73, 12 / 73)
    assert published("row-percent").row_values == (1.0,) * 6
    assert published("row-percent").column_values == (93 / 544, 164 / 544, 138 / 544, 149 / 544)
    assert published("column-percent").values[3] == (18 / 93, 22 / 164, 21 / 138, 12 / 149)
    assert published("column-percent").column_values == (1.0,) * 4
    assert published("per-interview").values[3] == (18 / 11, 22 / 9, 3.0, 12 / 9)
    assert published("per-interview").row_values[3] == 73 / 36
    assert published("per-interview").value == 544 / 36


def test_shares_add_up(published) -> None:
    assert [sum(row) for row in published("row-percent").values] == pytest.approx([1.0] * 6)
    columns = zip(*published("column-percent").values, strict=True)
    assert [sum(column) for column in columns] == pytest.approx([1.0] * 4)


def test_somebody_in_two_cells_counts_once_in_totals(study) -> None:
    codes = [code.key for code in study.codebook.blocks][:2]
    marks = [
        study.mark("solo_9", words, code)
        for words, code in zip(["Ik leer", "elke dag", "iets"], [*codes, codes[1]], strict=True)
    ]
    columns = CodingColumns.of(marks)
    table = quote_table(columns, study.cast, study.codebook)
    found = measure("respondents", table, columns, study.cast, study.codebook)
    assert found.row_values[:2] == (1, 1)
    assert (sum(found.column_values), found.value) == (1, 1)


def test_an_empty_row_has_no_share_and_says_why(study) -> None:
    code = study.codebook.blocks[0].key
    columns = CodingColumns.of([study.mark("solo_9", "Ik leer", code)])
    table = quote_table(columns, study.cast, study.codebook)
    found = measure("row-percent", table, columns, study.cast, study.codebook)
    assert set(found.values[1]) == {None}
    assert found.reason == "empty_row"
    assert found.to_json()["undefined"] == "empty_row"
    assert found.to_frame().iloc[1].isna().all()


def test_json_keeps_counts_and_adds_values(published) -> None:
    counts, shares = published("counts").to_json(), published("row-percent").to_json()
    assert counts == published("counts").table.to_json()
    assert "values" not in counts
    lines = [{k: v for k, v in row.items() if k != "values"} for row in shares["rows"]]
    assert lines == counts["rows"]
    assert shares["show"] == "row-percent"
    assert shares["rows"][3]["values"]["total"] == 1.0
    assert list(shares["rows"][3]["values"]) == [*shares["columns"], "total"]


def test_unknown_measure_is_refused(published) -> None:
    with pytest.raises(AnalysisError) as raised:
        published("row-percents")
    assert raised.value.message == "Cells have no measure 'row-percents'."


def test_command_line_offers_every_measure() -> None:
    assert SHOWN == MEASURES


@pytest.mark.parametrize("show", MEASURES)
def test_no_measure_has_a_figure_for_who_lies_outside(show: str) -> None:
    texts = [
        Transcript(
            key=key,
            title=key,
            text=f"R: {WORDS}\n",
            turns=(Turn(index=1, speaker="R", span=Span(3, 3 + len(WORDS))),),
        )
        for key in ("x", "y", "z")
    ]
    people = [
        Respondent(key="p", role="Directie"),
        Respondent(key="q", role="Medewerker"),
        Respondent(key="r", role="Medewerker"),
    ]
    links = [
        SpeakerLink(transcript=one.key, speaker="R", respondent=person.key)
        for one, person in zip(texts, people, strict=True)
    ]
    cast = Cast(transcripts=texts, respondents=people, links=links)
    marked = Quotation(
        id=1, transcript="y", span=Span(3, 6), coder="anna", codings=(Coding(code="a"),)
    )
    columns = CodingColumns.of([marked])
    table = quote_table(columns, cast, BOOK, layer="consensus", within={"y"})
    found = measure(show, table, columns, cast, BOOK, finished={"y"})
    assert table.columns == ("Directie", "Medewerker")
    assert {line[0] for line in (*found.values, found.column_values)} == {None}
    assert found.values[0][1] is not None and found.values[0][1] > 0
    assert found.left_out == ()
    article = measured_article(found, lang="en")
    assert [row[1] for row in (*article.rows, article.foot[0])] == [None] * 4
    said = " ".join(article.notes)
    assert "Counted over 1 of 3 interviews, those that the consensus meeting was about" in said
    assert "without x, z." in said
    assert "that is unknown, not 0" in said
