"""The digest is of the codings alone."""

from __future__ import annotations

import dataclasses

from bouwsteen.coding.fingerprint import fingerprint
from bouwsteen.coding.model import Coding, Quotation
from bouwsteen.transcripts.model import Span

ONE = Quotation(
    id=1,
    transcript="a",
    span=Span(0, 4),
    coder="anna",
    codings=(Coding(code="x"), Coding(code="y")),
)


def test_order_number_and_memo_leave_no_mark() -> None:
    other = dataclasses.replace(ONE, span=Span(4, 8))
    turned = dataclasses.replace(ONE, id=9, memo="m", codings=ONE.codings[::-1])
    assert fingerprint([ONE, other]) == fingerprint([other, turned])


def test_span_coder_and_code_do() -> None:
    others = [
        dataclasses.replace(ONE, span=Span(0, 5)),
        dataclasses.replace(ONE, coder="bram"),
        dataclasses.replace(ONE, codings=ONE.codings[:1]),
    ]
    assert len({fingerprint([one]) for one in (ONE, *others)}) == 4
