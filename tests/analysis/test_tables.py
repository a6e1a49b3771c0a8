"""The table of quotations."""

from __future__ import annotations

import pytest

from bouwsteen.analysis.groups import Denominator
from bouwsteen.analysis.tables import QuoteTable, quote_table
from bouwsteen.coding.columns import CodingColumns
from bouwsteen.coding.model import Quotation
from bouwsteen.errors import AnalysisError, CodebookError
from bouwsteen.transcripts.cast import Cast


def count(study, *quotations: Quotation, **options: str) -> QuoteTable:
    return quote_table(CodingColumns.of(quotations), study.cast, study.codebook, **options)


def cells(table: QuoteTable) -> dict[str, tuple[int, ...]]:
    return {code.key: row for code, row in zip(table.rows, table.counts, strict=True)}


def test_quote_table_gives_the_published_counts(golden_study) -> None:
    table = count(golden_study, *golden_study.quotations, layer="consensus")
    assert table.columns == golden_study.roles
    assert tuple(code.key for code in table.rows) == golden_study.blocks
    assert table.counts == golden_study.counts
    assert table.row_totals == (43, 66, 101, 73, 191, 70)
    assert table.column_totals == table.quotations == (93, 164, 138, 149)
    assert table.total == 544
    assert (table.rule, table.layer, table.by) == ("once-per-block", "consensus", "role")
    assert (table.unattributed, table.free) == ((), ())
    assert [one.interviews for one in table.denominators] == [11, 9, 7, 9]
    assert (table.overall.interviews, table.overall.respondents) == (36, 36)


def test_code_level_counts_every_code_by_itself(golden_study) -> None:
    table = count(golden_study, *golden_study.quotations, rows="code")
    codings = [code for one in golden_study.quotations for code in one.codes]
    assert {code.key: total for code, total in zip(table.rows, table.row_totals, strict=True)} == {
        code.key: codings.count(code.key) for code in golden_study.codebook.codes
    }
    assert table.rule == "once-per-code"


def test_sub_codes_of_one_block_count_once(study) -> None:
    table = count(study, study.mark("solo_9", "Ik leer", "autonomie", "variatie", "werk"))
    assert table.columns == ("Directie", "Medewerker", None)
    assert cells(table) == {"werk": (0, 1, 0), "samen": (0, 0, 0)}


def test_codes_of_two_blocks_count_once_in_each(study) -> None:
    table = count(study, study.mark("solo_9", "Ik leer", "autonomie", "buddy"))
    assert cells(table) == {"werk": (0, 1, 0), "samen": (0, 1, 0)}
    assert (table.column_totals, table.quotations) == ((0, 2, 0), (0, 1, 0))


def test_overlapping_quotations_count_each(study) -> None:
    table = count(
        study,
        study.mark("solo_9", "Ik leer elke dag", "werk"),
        study.mark("solo_9", "elke dag iets", "werk"),
        study.mark("groep", "tien bij b", "samen"),
    )
    assert cells(table) == {"werk": (0, 2, 0), "samen": (0, 0, 1)}


def test_a_quotation_over_two_speakers_is_of_the_larger_share(study) -> None:
    table = count(study, study.mark("groep", "bij a\nB: tien bij", "samen"))
    assert cells(table) == {"werk": (0, 0, 0), "samen": (0, 0, 1)}


def test_nobodys_and_free_quotations_are_told_not_counted(study) -> None:
    quotations = (
        study.mark("solo_10", "Hoe gaat dat", "werk"),
        study.mark("solo_9", "Ik leer", "heimwee"),
        study.mark("groep", "wie ben ik", "heimwee", "buddy"),
        study.mark("groep", "Wie begint?", "heimwee"),
    )
    table = count(study, *quotations)
    assert cells(table) == {"werk": (0, 0, 0), "samen": (0, 0, 0)}
    assert (table.unattributed, table.free) == ((1, 3), (2, 4))
    by_code = count(study, *quotations, rows="code")
    assert cells(by_code)["heimwee"] == (0, 1, 0)
    assert (by_code.unattributed, by_code.free) == ((1, 3, 4), ())


def test_by_organisation_keeps_the_order_of_the_respondents(study) -> None:
    table = count(study, study.mark("groep", "tien bij b", "werk"), by="organisation")
    assert table.columns == ("Bedrijf 2", "Bedrijf 10")
    assert cells(table) == {"werk": (0, 1), "samen": (0, 0)}
    assert table.denominators == (
        Denominator(interviews=1, respondents=1, words=6),
        Denominator(interviews=2, respondents=3, words=14),
    )
    assert table.overall == Denominator(interviews=3, respondents=4, words=20)


def test_by_transcript_shows_every_transcript_in_natural_order(study) -> None:
    table = count(
        study,
        study.mark("solo_9", "Ik leer", "werk"),
        study.mark("solo_9", "En bij jou?", "werk"),
        by="transcript",
    )
    assert table.columns == ("groep", "solo_9", "solo_10")
    assert cells(table) == {"werk": (0, 1, 0), "samen": (0, 0, 0)}
    assert table.unattributed == (2,)


def test_by_attribute_keeps_those_without_a_value(study) -> None:
    table = count(
        study,
        study.mark("solo_10", "Nee.", "werk"),
        study.mark("solo_9", "Ik leer", "werk"),
        by="sector",
    )
    assert (table.columns, table.names) == (("metaal", None), ("metaal", "—"))
    assert cells(table) == {"werk": (1, 1), "samen": (0, 0)}


def test_no_codings_give_zeros(study) -> None:
    assert cells(count(study)) == {"werk": (0, 0, 0), "samen": (0, 0, 0)}


def test_to_frame_holds_the_cells(study) -> None:
    frame = count(study, study.mark("solo_9", "Ik leer", "werk")).to_frame()
    assert frame.to_dict("index") == {
        "werk": {"Directie": 0, "Medewerker": 1, "—": 0},
        "samen": {"Directie": 0, "Medewerker": 0, "—": 0},
    }
    assert (frame.index.name, frame.columns.name) == ("code", "role")


def test_to_json_is_whole(study) -> None:
    table = count(
        study,
        study.mark("solo_9", "Ik leer", "werk", "buddy"),
        study.mark("solo_9", "En bij", "werk"),
        by="organisation",
        layer="anna",
    )
    assert table.to_json(lang="en") == {
        "rule": "once-per-block",
        "layer": "anna",
        "by": "organisation",
        "columns": ["Bedrijf 2", "Bedrijf 10"],
        "rows": [
            {
                "code": "werk",
                "number": "1",
                "label": "Job content",
                "counts": {"Bedrijf 2": 1, "Bedrijf 10": 0},
                "total": 1,
            },
            {
                "code": "samen",
                "number": "2",
                "label": "Collaboration",
                "counts": {"Bedrijf 2": 1, "Bedrijf 10": 0},
                "total": 1,
            },
        ],
        "totals": {"Bedrijf 2": 2, "Bedrijf 10": 0, "total": 2},
        "denominators": {
            "columns": {
                "Bedrijf 2": {"quotations": 1, "interviews": 1, "respondents": 1, "words": 6},
                "Bedrijf 10": {"quotations": 0, "interviews": 2, "respondents": 3, "words": 14},
            },
            "total": {"quotations": 1, "interviews": 3, "respondents": 4, "words": 20},
        },
        "unattributed": [2],
        "free": [],
    }


def test_unknown_attribute_names_the_known(study) -> None:
    with pytest.raises(AnalysisError) as raised:
        count(study, by="kleur")
    assert raised.value.message == "Respondents have no attribute 'kleur'."
    assert raised.value.hint == "There are: role, organisation, transcript, sector."


def test_no_respondents_is_said(study) -> None:
    with pytest.raises(AnalysisError, match="There are no respondents"):
        quote_table(
            CodingColumns.of([]),
            Cast(transcripts=study.cast.transcripts, respondents=()),
            study.codebook,
        )


def test_a_transcript_or_code_that_is_not_there_is_said(study) -> None:
    with pytest.raises(AnalysisError, match="'elders', which is not among the transcripts"):
        count(study, study.span("elders", 0, 4, "werk"))
    with pytest.raises(CodebookError, match="No code 'vreemd' in klein"):
        count(study, study.mark("solo_9", "Ik leer", "vreemd"))


def test_counts_of_part_of_the_interviews_leave_the_others_unknown(study) -> None:
    held = study.mark("solo_9", "Ik leer", "werk")
    table = count(study, held, within={"solo_9"}, layer="consensus")
    assert set(table.outside) == {one.key for one in study.cast.transcripts} - {"solo_9"}
    assert dict(zip(table.columns, table.unknown, strict=True)) == {
        "Directie": True,
        "Medewerker": False,
        None: True,
    }
    assert [table.known(row) for row in table.counts] == [(None, 1, None), (None, 0, None)]
    assert (table.overall.interviews, table.overall.respondents) == (1, 1)
    assert table.overall == table.denominators[1]
    found = table.to_json()
    assert [row["counts"] for row in found["rows"]] == [
        {"Directie": None, "Medewerker": 1, "—": None},
        {"Directie": None, "Medewerker": 0, "—": None},
    ]
    assert found["totals"] == {"Directie": None, "Medewerker": 1, "—": None, "total": 1}
    assert set(found["outside"]) == set(table.outside)
    assert table.to_frame().isna().to_numpy().tolist() == [[True, False, True]] * 2
    assert table.inside().columns == ("Medewerker",)
    assert table.inside().counts == ((1,), (0,))


def test_counts_of_all_interviews_are_all_known(study) -> None:
    held = study.mark("solo_9", "Ik leer", "werk")
    keys = {one.key for one in study.cast.transcripts}
    assert count(study, held, within=keys) == count(study, held)
