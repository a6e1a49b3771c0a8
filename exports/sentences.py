"""The running sentence of each block: how many quotations, and how many of each group."""

from __future__ import annotations

__all__ = ["sentences"]

from bouwsteen.analysis.tables import QuoteTable
from bouwsteen.exports.labels import Labels


def sentences(table: QuoteTable, *, lang: str = "nl") -> tuple[str, ...]:
    """Say each row of a table of quotations as a sentence.

    Parameters
    ----------
    table : QuoteTable
        By role, or by anything else.
    lang : str
        ``nl`` or ``en``; groups keep the words that the researcher gave them.

    Returns
    -------
    tuple of str
        One sentence a row, for example ``Leiderschap komt in 73 citaten voor (Directie 18,
        HR-professional 22, Leidinggevende 21, Medewerker 12).``
    """
    labels = Labels(lang)
    table = table.inside()
    found = []
    for code, row in zip(table.rows, table.counts, strict=True):
        groups = ", ".join(
            f"{labels('word.missing') if group is None else group} {labels.cell(count, 'int')}"
            for group, count in zip(table.columns, row, strict=True)
        )
        found.append(
            labels.count(
                "sentence.block", sum(row), label=code.label(lang, short=True), groups=groups
            )
        )
    return tuple(found)
