"""From spans to units."""

from __future__ import annotations

import numpy as np
import pytest

from bouwsteen.analysis.units import Units, units_of
from bouwsteen.coding.columns import CodingColumns
from bouwsteen.coding.model import Done, Quotation
from bouwsteen.errors import AnalysisError, CodebookError

DONE = (
    ("anna", "solo_10"),
    ("bram", "solo_10"),
    ("anna", "groep"),
    ("bram", "groep"),
    ("anna", "solo_9"),
)


def units(
    study, anna: list[Quotation], bram: list[Quotation], *, done=DONE, **options: object
) -> Units:
    return units_of(
        study.cast,
        {"anna": CodingColumns.of(anna), "bram": CodingColumns.of(bram)},
        [Done(coder=coder, transcript=key) for coder, key in done],
        study.codebook,
        **options,
    )


def words(study, found: Units, unit: int) -> tuple[str, str]:
    """A unit's transcript and words."""
    line = found.stretches.line
    turn = int((line.opens <= found.start[unit]).sum()) - 1
    start = int(line.offset[turn] + found.start[unit] - line.opens[turn])
    key = line.transcripts[found.transcript[unit]]
    length = int(found.end[unit] - found.start[unit])
    return key, study.cast.transcript(key).text[start : start + length]


def marked(study, found: Units) -> set[tuple[str, str, str, str]]:
    return {
        (*words(study, found, unit), found.coders[coder], found.codes[code])
        for unit, coder, code in zip(*found.marks.nonzero(), strict=True)
    }


def test_units_are_respondents_turns_that_two_coders_did(study) -> None:
    found = units(study, [], [study.mark("solo_10", "Ja", "werk")])
    line = found.stretches.line
    assert [words(study, found, unit)[0] for unit in range(found.n_units)] == [
        *["solo_10"] * 2,
        *["groep"] * 3,
    ]
    assert line.turn.tolist() == [2, 4, 2, 3, 5]
    assert found.stretches.missing == (Done(coder="bram", transcript="solo_9"),)
    assert (found.unit, found.rule, found.min_overlap) == ("turn", "overlap", 3)
    assert (found.coders, found.codes) == (("anna", "bram"), ("werk", "samen"))
    assert found.marks.shape == (5, 2, 2)
    assert line.length == sum(found.end - found.start)
    # The coding stands in the interviewer's words alone.
    assert (found.marks.sum(), found.stretches.outside) == (0, 1)


def test_a_span_marks_what_it_overlaps_by_three_characters(study) -> None:
    anna = [
        study.mark("solo_10", "dat hier?\nR: Wi", "werk"),
        study.mark("solo_10", " al.\nI: Ja.\nR: Nee", "autonomie", "buddy"),
        study.mark("groep", "j a\nB: tien", "samen"),
        study.mark("groep", "ok", "heimwee", "werk"),
        study.mark("solo_9", "Ik leer", "werk"),
    ]
    bram = [study.mark("groep", "j b\nX: wie ben ik eigenlijk\nA: o", "variatie")]
    found = units(study, anna, bram)
    turns = found.stretches.line.turn
    assert {
        (words(study, found, unit)[0], int(turns[unit]), found.coders[coder], found.codes[code])
        for unit, coder, code in zip(*found.marks.nonzero(), strict=True)
    } == {
        ("solo_10", 2, "anna", "werk"),
        ("solo_10", 2, "anna", "samen"),
        ("solo_10", 4, "anna", "werk"),
        ("solo_10", 4, "anna", "samen"),
        ("groep", 2, "anna", "samen"),
        ("groep", 3, "anna", "samen"),
        ("groep", 5, "anna", "werk"),
        ("groep", 3, "bram", "werk"),
    }
    assert found.stretches.free == 1


def test_code_level_keeps_every_code_by_itself(study) -> None:
    found = units(study, [study.mark("groep", "ok", "heimwee", "autonomie")], [], level="code")
    assert found.codes == ("werk", "autonomie", "variatie", "samen", "buddy", "heimwee")
    assert {(coder, code) for *_, coder, code in marked(study, found)} == {
        ("anna", "heimwee"),
        ("anna", "autonomie"),
    }
    assert found.stretches.free == 0


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("overlap", [True, True, False]),
        ("half", [False, True, False]),
        ("start", [True, False, False]),
    ],
)
def test_the_rule_decides_which_turns_are_marked(field, rule: str, expected: list[bool]) -> None:
    # From the last ten characters of the first answer to the first thirty of the second.
    start, end = field.answer(0, 30)[0], field.answer(1, 0, 30)[1]
    found = field.units({"anna": [(0, start, end, "taak")], "bram": []}, n_transcripts=1, rule=rule)
    assert found.marks[:3, 0, 0].tolist() == expected
    assert found.min_overlap == (3 if rule == "overlap" else None)


def test_half_of_a_unit_may_be_held_by_several_spans(field) -> None:
    parts = [(0, *field.answer(0, 0, 12), "taak"), (0, *field.answer(0, 10, 20), "taak")]
    for marks, expected in ((parts, True), (parts[:1], False)):
        found = field.units({"anna": marks, "bram": []}, n_transcripts=1, rule="half")
        assert bool(found.marks[0, 0, 0]) is expected


def test_a_span_that_starts_in_a_question_starts_in_the_next_answer(field) -> None:
    start = field.answer(1)[0] - 8
    found = field.units(
        {"anna": [(0, start, start + 20, "team")], "bram": []}, n_transcripts=1, rule="start"
    )
    assert found.marks[:, 0, 1].tolist() == [False, True, False, False]


def test_sentences_share_out_the_turns(field) -> None:
    # Four answers of two sentences each; the first sentence with its blank has 18 characters.
    start, end = field.answer(1, 4, 20)
    found = field.units(
        {"anna": [(0, start, end, "taak")], "bram": []}, n_transcripts=1, unit="sentence"
    )
    assert found.start.tolist() == [0, 18, 40, 58, 80, 98, 120, 138]
    assert found.end.tolist() == [18, 40, 58, 80, 98, 120, 138, 160]
    # Two characters of the second sentence are no mark by the rule of three.
    assert np.flatnonzero(found.marks[:, 0, 0]).tolist() == [2]


def test_characters_come_as_segments_with_their_length(field) -> None:
    found = field.units(
        {
            "anna": [(0, *field.answer(0, 0, 10), "taak")],
            "bram": [(0, *field.answer(0, 4, 16), "taak")],
        },
        n_transcripts=1,
        unit="character",
    )
    assert (found.rule, found.min_overlap, found.n_units) == ("characters", None, 160)
    assert found.weight.tolist() == [4, 6, 6, 144]
    assert found.marks[:, :, 0].tolist() == [
        [True, False],
        [True, True],
        [False, True],
        [False, False],
    ]


def test_all_turns_are_codeable_when_asked_for(field) -> None:
    found = field.units({"anna": [], "bram": []}, n_transcripts=1, scope="all")
    assert (found.n_units, found.stretches.line.length) == (8, 4 * 48)


def test_a_third_coder_may_miss_a_transcript(field) -> None:
    found = field.units(
        {"anna": [], "bram": [], "carla": [(1, *field.answer(0), "taak")]},
        not_done=[("carla", 1)],
    )
    assert found.present.all(axis=0).tolist() == [True, True, False]
    assert found.stretches.done.tolist() == [[True, True, True], [True, True, False]]
    # What a coder did not finish is not read.
    assert found.marks.sum() == 0


@pytest.mark.parametrize(
    ("coders", "done", "message"),
    [
        (("anna",), DONE, "Agreement is between two coders or more; there are 1 here."),
        (("anna", "bramm"), DONE, "There is no coder 'bramm'."),
        (None, DONE[::2], "bram coded nothing and finished no transcript."),
        (
            None,
            (("anna", "groep"), ("bram", "solo_10")),
            "No transcript is done by two coders (anna: groep; bram: solo_10).",
        ),
    ],
)
def test_what_cannot_be_compared_is_refused_in_one_line(study, coders, done, message) -> None:
    with pytest.raises(AnalysisError) as raised:
        units(study, [study.mark("groep", "ok", "werk")], [], coders=coders, done=done)
    assert raised.value.message == message
    assert raised.value.hint


def test_nobody_done_is_refused(study) -> None:
    one, two = study.mark("groep", "ok", "werk"), study.mark("groep", "j b", "werk", coder="bram")
    with pytest.raises(AnalysisError, match="None of the coders finished a transcript"):
        units(study, [one], [two], done=())


def test_text_without_respondents_is_refused(study) -> None:
    cast = type(study.cast)(transcripts=study.cast.transcripts, respondents=(), links=())
    with pytest.raises(AnalysisError, match="No respondent speaks in the transcripts"):
        units_of(
            cast,
            {"anna": CodingColumns.of([]), "bram": CodingColumns.of([])},
            [Done(coder=coder, transcript=key) for coder, key in DONE],
            study.codebook,
        )


def test_codings_of_other_text_or_codes_are_refused(study) -> None:
    with pytest.raises(AnalysisError, match="lies outside the text"):
        units(study, [study.span("groep", 5, 9_000, "werk")], [])
    with pytest.raises(AnalysisError, match="not among the transcripts"):
        units(study, [study.span("elders", 5, 9, "werk")], [])
    with pytest.raises(CodebookError, match="No code 'weg'"):
        units(study, [study.span("groep", 5, 9, "weg")], [], level="code")
