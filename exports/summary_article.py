"""The table that sums up each block: its characteristics, and the author's interpretation."""

from __future__ import annotations

__all__ = ["summary_article"]

from collections.abc import Mapping

from bouwsteen.codebook.model import Codebook
from bouwsteen.exports.code_names import code_name
from bouwsteen.exports.labels import Labels
from bouwsteen.exports.table import Column, Table


def summary_article(
    codebook: Codebook, interpretations: Mapping[tuple[str, str], str], *, lang: str = "nl"
) -> Table:
    """Table of the blocks, each with its sub-codes and the author's own interpretation.

    Parameters
    ----------
    codebook : Codebook
        Every block has a row; any other code has one only when it was interpreted.
    interpretations : mapping of (str, str) to str
        The author's words by key of the code and language.
    lang : str
        ``nl`` or ``en``. An interpretation in the other language stands in where there is none;
        a note says so.
    """
    labels = Labels(lang)
    written = {code for code, _ in interpretations}
    shown = [
        code
        for depth, code in codebook.walk()
        if (depth == 0 and not code.free) or code.key in written
    ]
    other = [
        code_name(code.key, codebook, lang)
        for code in shown
        if code.key in written and (code.key, lang) not in interpretations
    ]
    return Table(
        key="summary",
        caption=labels("summary.caption"),
        columns=(
            Column(key="block", label=labels("column.block")),
            Column(key="characteristics", label=labels("column.characteristics"), weight=1.5),
            Column(key="interpretation", label=labels("column.interpretation"), weight=2),
        ),
        rows=tuple(
            (
                code_name(code.key, codebook, lang),
                "; ".join(
                    codebook[key].label(lang, short=True) for key in codebook.branch(code.key)[1:]
                ),
                _words(code.key, interpretations, lang),
            )
            for code in shown
        ),
        notes=(labels("summary.other", codes="; ".join(other)),) if other else (),
        lang=lang,
    )


def _words(key: str, interpretations: Mapping[tuple[str, str], str], lang: str) -> str | None:
    own = interpretations.get((key, lang))
    others = (text for (code, _), text in sorted(interpretations.items()) if code == key)
    return own or next(others, None)
