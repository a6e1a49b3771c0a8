"""A digest of codings: two readers of one figure can see that it is of the same codings."""

from __future__ import annotations

__all__ = ["fingerprint"]

import json
from collections.abc import Iterable

from bouwsteen.coding.model import Quotation
from bouwsteen.transcripts.model import digest


def fingerprint(quotations: Iterable[Quotation]) -> str:
    """SHA-256 over transcript, span, coder, layer and codes, whatever the order.

    Memos, numbers and times leave no mark.
    """
    rows = sorted(
        [
            one.transcript,
            one.span.start,
            one.span.end,
            one.coder,
            str(one.layer),
            *sorted(one.codes),
        ]
        for one in quotations
    )
    return digest(json.dumps(rows, ensure_ascii=False))
