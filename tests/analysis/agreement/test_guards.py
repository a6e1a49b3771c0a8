"""Warnings and the figures that set them off."""

from __future__ import annotations

import pytest

from bouwsteen.analysis.agreement.compare import agreement
from bouwsteen.analysis.agreement.guards import identical_spans
from bouwsteen.coding.model import Done


def guards(field, marks, **options: object) -> dict[tuple[str, str | None], dict[str, object]]:
    n = options.pop("n_transcripts", 6)
    facts = {name: options.pop(name) for name in ("saw", "after_consensus") if name in options}
    found = agreement(field.units(marks, n_transcripts=n, **options), replicates=50, **facts)
    return {(one.key, one.code): dict(one.figures) for one in found.guards}


def every(field, n: int, *answers: int, code: str = "taak", cut: int = 30):
    return [
        (number, *field.answer(place, 2, cut), code) for number in range(n) for place in answers
    ]


def test_few_transcripts_are_named(field) -> None:
    marks = {"anna": every(field, 3, 0), "bram": every(field, 3, 0, cut=31)}
    assert guards(field, marks, n_transcripts=5)["no_interval", None] == {
        "transcripts": 5,
        "limit": 6,
    }
    assert guards(field, marks, n_transcripts=19)["few_transcripts", None] == {
        "transcripts": 19,
        "limit": 20,
    }
    assert {key for key, _ in guards(field, marks, n_transcripts=20)} == {"too_rare"}


def test_a_rare_code_is_not_judged_and_an_unused_one_not_named(field) -> None:
    nine = {"anna": every(field, 5, 0), "bram": every(field, 4, 0, cut=31)}
    assert guards(field, nine)["too_rare", "taak"] == {"codings": 9, "limit": 10}
    ten = {"anna": every(field, 5, 0), "bram": every(field, 5, 0, cut=31)}
    assert "too_rare" not in {key for key, _ in guards(field, ten)}


def test_high_percent_and_low_alpha_are_explained_by_prevalence(field) -> None:
    anna = every(field, 20, 0)[:8]
    bram = every(field, 20, 0, cut=31)[4:12]
    found = guards(field, {"anna": anna, "bram": bram}, n_transcripts=20)
    figures = found["prevalence", "taak"]
    assert figures.keys() == {"percent", "alpha", "prevalence", "ac1"}
    assert (figures["percent"], figures["prevalence"]) == (0.9, 0.1)
    assert figures["alpha"] < 0.667 < figures["ac1"]


@pytest.mark.parametrize(("shared", "named"), [(0, False), (2, False), (3, True)])
def test_prevalence_explains_nothing_where_coders_share_few_codings(
    field, shared: int, *, named: bool
) -> None:
    # Of eight each: positive agreement is 0, 0.25 or 0.375.
    anna = every(field, 20, 0)[:8]
    bram = every(field, 20, 0, cut=31)[8 - shared : 16 - shared]
    found = guards(field, {"anna": anna, "bram": bram}, n_transcripts=20)
    assert (("prevalence", "taak") in found) is named


def test_prevalence_is_not_blamed_for_one_coders_bias(field) -> None:
    anna = every(field, 20, 0)[:12]
    for given, named in ((6, "coder_bias"), (7, "prevalence")):
        bram = every(field, 20, 0, cut=31)[7 : 7 + given]
        found = guards(field, {"anna": anna, "bram": bram}, n_transcripts=20)
        keys = {key for key, code in found if code == "taak"}
        assert keys & {"coder_bias", "prevalence"} == {named}


def test_one_coders_bias_is_named_with_both_counts(field) -> None:
    marks = {"anna": every(field, 6, 0, 1), "bram": every(field, 6, 0, cut=31)}
    assert guards(field, marks)["coder_bias", "taak"] == {
        "coder": "anna",
        "marked": 12,
        "other": "bram",
        "other_marked": 6,
    }
    less = {"anna": every(field, 6, 0, 1)[:-1], "bram": every(field, 6, 0, cut=31)}
    assert ("coder_bias", "taak") not in guards(field, less)


def test_one_transcript_with_most_disagreements_is_named(field) -> None:
    anna, bram = every(field, 6, 0), every(field, 6, 0, cut=31)
    marks = {"anna": [*anna, (2, *field.answer(1), "taak")], "bram": bram}
    assert guards(field, marks)["dominated", "taak"] == {"transcript": "gesprek_02", "share": 1.0}
    spread = {"anna": [*marks["anna"], (3, *field.answer(1), "taak")], "bram": bram}
    assert ("dominated", "taak") not in guards(field, spread)


def test_identical_free_spans_are_suspect_and_whole_turns_are_not(field) -> None:
    drawn = every(field, 6, 0, 1)
    assert guards(field, {"anna": drawn, "bram": drawn})["identical_spans", None] == {
        "identical": 24,
        "spans": 24,
        "share": 1.0,
    }
    turns = [(number, *field.answer(0), "taak") for number in range(6)]
    units = field.units({"anna": turns, "bram": turns}, n_transcripts=6)
    assert identical_spans(units.stretches) == (0, 0)


def test_spans_are_suspect_from_more_than_three_in_five(field) -> None:
    drawn, other = every(field, 10, 0), every(field, 10, 1, cut=33)
    for alike, named in ((6, False), (7, True)):
        marks = {"anna": drawn, "bram": [*drawn[:alike], *other[alike:]]}
        assert (("identical_spans", None) in guards(field, marks, n_transcripts=10)) is named


def test_perfect_agreement_on_many_codings_raises_a_question(field) -> None:
    anna, bram = every(field, 20, 0, 1), every(field, 20, 0, 1, cut=31)
    found = guards(field, {"anna": anna, "bram": bram}, n_transcripts=20)
    assert found["perfect", None] == {"codings": 80, "limit": 50}


def test_facts_of_the_log_become_warnings(field) -> None:
    marks = {"anna": every(field, 6, 0), "bram": every(field, 6, 0, cut=31)}
    saw = [
        Done(coder="bram", transcript="gesprek_01"),
        Done(coder="dirk", transcript="gesprek_01"),
        Done(coder="bram", transcript="elders"),
    ]
    found = guards(field, marks, saw=saw, after_consensus=True)
    assert found["after_consensus", None] == {}
    assert found["saw_other_codes", None] == {"coder": "bram", "transcript": "gesprek_01"}
