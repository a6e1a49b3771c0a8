"""Choosing quotes."""

from __future__ import annotations

import pytest

from bouwsteen.analysis.quotes import Quote, select_quotes
from bouwsteen.coding.model import Quotation
from bouwsteen.errors import AnalysisError, CodebookError, TranscriptError


@pytest.fixture
def quotations(study) -> list[Quotation]:
    return [
        study.mark("solo_10", "veel samen", "buddy", "autonomie"),
        study.mark("solo_9", "Ik leer", "werk"),
        study.mark("solo_9", "Ik leer elke dag", "variatie", coder="bram"),
        study.mark("groep", "tien bij b", "heimwee"),
        study.mark("groep", "Wie begint?", "samen"),
    ]


def texts(study, quotations: list[Quotation], **options) -> list[str]:
    return [
        quote.text for quote in select_quotes(quotations, study.cast, study.codebook, **options)
    ]


def test_select_quotes_puts_words_and_speaker_with_them(study, quotations) -> None:
    found = select_quotes(quotations, study.cast, study.codebook, transcript="solo_10")
    assert found == (
        Quote(
            id=0,
            transcript="solo_10",
            turn=2,
            start=34,
            end=44,
            text="veel samen",
            respondent="dirk",
            role="Directie",
            organisation="Bedrijf 10",
            coder="anna",
            codes=("autonomie", "buddy"),
            blocks=("werk", "samen"),
            memo="",
        ),
    )
    assert found[0].to_json()["blocks"] == ["werk", "samen"]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (
            {},
            ["Wie begint?", "tien bij b", "Ik leer", "Ik leer elke dag", "veel samen"],
        ),
        ({"code": "1"}, ["Ik leer", "Ik leer elke dag", "veel samen"]),
        ({"code": "Variatie"}, ["Ik leer elke dag"]),
        ({"code": "heimwee"}, ["tien bij b"]),
        ({"role": "medewerker"}, ["Ik leer", "Ik leer elke dag"]),
        ({"organisation": "Bedrijf 10"}, ["tien bij b", "veel samen"]),
        ({"coder": "bram"}, ["Ik leer elke dag"]),
        ({"transcript": "groep"}, ["Wie begint?", "tien bij b"]),
        ({"limit": 2}, ["Wie begint?", "tien bij b"]),
        ({"limit": 0}, []),
        ({"code": "samen", "role": "Medewerker"}, []),
    ],
)
def test_select_quotes_filters(study, quotations, options, expected) -> None:
    assert texts(study, quotations, **options) == expected


def test_a_quote_of_nobody_has_no_respondent(study, quotations) -> None:
    (quote,) = select_quotes([quotations[-1]], study.cast, study.codebook)
    assert (quote.respondent, quote.role, quote.organisation, quote.turn) == (None, None, None, 1)


def test_select_quotes_refuses_what_is_not_there(study, quotations) -> None:
    with pytest.raises(AnalysisError) as raised:
        texts(study, quotations, role="Directeur")
    assert raised.value.message == "No respondent has the role 'Directeur'."
    assert raised.value.hint == "Did you mean Directie?"
    with pytest.raises(AnalysisError) as raised:
        texts(study, quotations, organisation="Q")
    assert raised.value.hint == "There are: Bedrijf 10, Bedrijf 2."
    with pytest.raises(CodebookError):
        texts(study, quotations, code="niets")
    with pytest.raises(TranscriptError):
        texts(study, quotations, transcript="solo_8")
