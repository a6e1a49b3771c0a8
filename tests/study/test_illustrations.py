"""What was chosen for the article, kept through removal, correction and a changed codebook."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from bouwsteen.codebook.model import Codebook
from bouwsteen.coding.model import Coding, Quotation
from bouwsteen.errors import CodebookError, CodingError, StudyError
from bouwsteen.study.illustration_store import Illustration, Interpretation
from bouwsteen.study.merge import copy_study, merge_study
from bouwsteen.study.study import Study
from bouwsteen.transcripts.model import Span


@pytest.fixture
def pinned(study: Study) -> Study:
    """Anna's one quotation is pinned; veiligheid has an interpretation."""
    quotation = Quotation(
        transcript="een", span=Span(20, 30), coder="anna", codings=(Coding(code="fouten"),)
    )
    with study.change("code add"):
        study.quotations.add([quotation])
    with study.change("quote pin"):
        study.illustrations.put(
            [Illustration(quotation=1, state="pinned", text="[…] ja", reason="raak", at="toen")]
        )
        study.interpretations.put([Interpretation(code="veiligheid", lang="nl", text="Durven.")])
    return study


def kept(study: Study) -> list[tuple[int, str, str]]:
    return [(one.quotation, one.state, one.text) for one in study.illustrations.all()]


def test_put_replaces_and_undo_brings_back(pinned: Study) -> None:
    before = pinned.fingerprint()
    with pinned.change("quote bar"):
        pinned.illustrations.put([Illustration(quotation=1, state="barred", actor="anna")])
    assert kept(pinned) == [(1, "barred", "")]
    assert pinned.illustrations.all()[0].actor == "anna"
    assert pinned.fingerprint() != before
    pinned.undo()
    assert kept(pinned) == [(1, "pinned", "[…] ja")]
    assert pinned.fingerprint() == before


def test_release_forgets_and_refuses_what_is_not_there(pinned: Study) -> None:
    with pinned.change("quote release"):
        pinned.illustrations.release([1])
    assert kept(pinned) == []
    with pytest.raises(CodingError, match="Quotation 1 is neither pinned nor barred"):
        with pinned.change("quote release"):
            pinned.illustrations.release([1])


def test_a_pin_outlives_its_quotation_and_holds_again_after_undo(pinned: Study) -> None:
    with pinned.change("code remove"):
        pinned.quotations.remove([1])
    assert kept(pinned) == [(1, "pinned", "[…] ja")]
    assert pinned.verify() == []
    with pinned.change("code add"):
        (number,) = pinned.quotations.add(
            [
                Quotation(
                    transcript="een",
                    span=Span(3, 8),
                    coder="anna",
                    codings=(Coding(code="fouten"),),
                )
            ]
        )
    # A number never comes to mean another quotation.
    assert number == 2


def test_a_pin_follows_its_quotation_through_a_correction(pinned: Study) -> None:
    old = pinned.transcripts.get("een")
    turns = tuple(
        dataclasses.replace(one, span=Span(one.span.start + 2, one.span.end + 2))
        for one in old.turns
    )
    pinned.correct(dataclasses.replace(old, text=f"X\n{old.text}", turns=turns), reason="kop erbij")
    assert pinned.quotations.get(1).span == Span(22, 32)
    assert kept(pinned) == [(1, "pinned", "[…] ja")]


def test_own_words_follow_a_renamed_code_and_come_together_in_a_merge(
    pinned: Study, codebook: Codebook
) -> None:
    renamed = dataclasses.replace(
        codebook,
        codes=tuple(
            dataclasses.replace(
                one,
                key="durf" if one.key == "veiligheid" else one.key,
                parent="durf" if one.parent else None,
            )
            for one in codebook.codes
        ),
    )
    with pinned.change("codebook edit"):
        pinned.codebook.put(renamed, reason="naam", moved={"veiligheid": "durf"})
        pinned.interpretations.put([Interpretation(code="leiderschap", lang="nl", text="Dragen.")])
    assert [(one.code, one.text) for one in pinned.interpretations.all()] == [
        ("durf", "Durven."),
        ("leiderschap", "Dragen."),
    ]
    less = dataclasses.replace(
        renamed, codes=tuple(one for one in renamed.codes if one.key != "leiderschap")
    )
    with pinned.change("codebook merge"):
        pinned.codebook.put(less, reason="een", moved={"leiderschap": "durf"})
    assert pinned.interpretations.all() == [
        Interpretation(code="durf", lang="nl", text="Durven.\nDragen.")
    ]
    pinned.undo()
    assert len(pinned.interpretations.all()) == 2


def test_a_code_with_own_words_is_not_removed(pinned: Study, codebook: Codebook) -> None:
    with pinned.change("codebook interpret"):
        pinned.interpretations.put([Interpretation(code="leiderschap", lang="en", text="Carry.")])
    less = dataclasses.replace(
        codebook, codes=tuple(one for one in codebook.codes if one.key != "leiderschap")
    )
    with pytest.raises(CodebookError, match="Code leiderschap has an interpretation") as raised:
        with pinned.change("codebook remove"):
            pinned.codebook.put(less, reason="weg", moved={"leiderschap": None})
    assert raised.value.hint == (
        'Take that away first: bouwsteen codebook interpret leiderschap "" --lang en'
    )
    assert "leiderschap" in pinned.codebook.get()


def test_own_words_are_replaced_and_taken_away(pinned: Study) -> None:
    for text, expected in (("Wagen.", ["Wagen."]), ("", []), ("", [])):
        with pinned.change("codebook interpret"):
            pinned.interpretations.put([Interpretation(code="veiligheid", lang="nl", text=text)])
        assert [one.text for one in pinned.interpretations.all()] == expected


def test_a_blind_copy_has_nothing_of_it_and_takes_nothing(pinned: Study, tmp_path: Path) -> None:
    copy_study(pinned, tmp_path / "c.bouwsteen", coder="anna")
    with Study.open(tmp_path / "c.bouwsteen") as copy:
        assert (copy.illustrations.all(), copy.interpretations.all()) == ([], [])
        with pytest.raises(StudyError, match="This is a copy for one coder"):
            with copy.change("quote pin"):
                copy.illustrations.put([Illustration(quotation=1, state="barred")])
        with pytest.raises(StudyError, match="This is a copy for one coder"):
            with copy.change("codebook interpret"):
                copy.interpretations.put([Interpretation(code="fouten", lang="nl", text="x")])
        merge_study(pinned, copy)
    assert kept(pinned) == [(1, "pinned", "[…] ja")]
    assert len(pinned.interpretations.all()) == 1
