"""Codings given in sight of a suggestion can be left out, and are counted when they are."""

from __future__ import annotations

import dataclasses

from bouwsteen.coding.assisted import unassisted, unexposed
from bouwsteen.coding.model import Assistance, Coding, Origin, Quotation
from bouwsteen.transcripts.model import Span

SPEECH = Span(20, 56)


def test_unassisted_leaves_out_what_was_shown_or_accepted() -> None:
    codings = (
        Coding(code="a", assistance=Assistance.BLIND),
        Coding(code="b", assistance=Assistance.SHOWN),
        Coding(code="c", origin=Origin.ACCEPTED),
    )
    one = Quotation(transcript="t", span=SPEECH, coder="anna", codings=codings)
    gone = dataclasses.replace(one, codings=codings[1:])
    found = unassisted([one, gone])
    assert [held.codes for held in found.quotations] == [("a",)]
    assert (found.left_out, found.total) == (4, 5)


def test_unexposed_names_the_transcripts_without_suggestions_seen() -> None:
    shown = [[("a", SPEECH)], [("c", SPEECH)]]
    assert unexposed(["a", "b", "c", "d"], shown) == ("b", "d")
