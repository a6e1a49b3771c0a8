"""A choice of illustrative quotes under other names: chosen on what was said, printed renamed."""

from __future__ import annotations

__all__ = ["renamed_choice"]

import dataclasses
from collections.abc import Callable, Mapping

from bouwsteen.analysis.illustration import Choice, Chosen, LeftOut
from bouwsteen.analysis.quotes import Quote
from bouwsteen.coding.elision import check_elision
from bouwsteen.errors import CodingError

Rename = Callable[[str], str]


def renamed_choice(
    choice: Choice, quotes: Mapping[int, Quote], *, block: Rename, coder: Rename, text: Rename
) -> Choice:
    """Put other names in a choice; which quotes it holds, why, and their length stay as they are.

    Parameters
    ----------
    choice : Choice
        Made of the quotations as they were said.
    quotes : mapping of int to Quote
        The same quotations by number, under the other names.
    block, coder : callable
        New key for a key.
    text : callable
        New words for any words: roles, and quotes as edited.

    Returns
    -------
    Choice
        An edited quote that does not fit the renamed words, for example because a bracket cuts a
        name, is printed as it stands, and left out as ``altered``.
    """
    altered: set[LeftOut] = set()

    def chosen(one: Chosen) -> Chosen:
        quote = quotes[one.quote.id]
        plain = dataclasses.replace(one, quote=quote, text=quote.text.strip())
        if "edited" not in one.why:
            return plain
        edited = text(one.text)
        try:
            check_elision(edited, quote.text)
        except CodingError:
            altered.add(LeftOut(quotation=quote.id, reason="altered"))
            return dataclasses.replace(
                plain, why=tuple(name for name in one.why if name != "edited")
            )
        return dataclasses.replace(plain, text=edited)

    cells = tuple(
        dataclasses.replace(
            cell,
            block=block(cell.block),
            role=None if cell.role is None else text(cell.role),
            chosen=tuple(map(chosen, cell.chosen)),
        )
        for cell in choice.cells
    )
    return dataclasses.replace(
        choice,
        layer=coder(choice.layer),
        cells=cells,
        left_out=tuple(sorted({*choice.left_out, *altered})),
    )
