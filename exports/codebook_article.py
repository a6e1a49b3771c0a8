"""The codebook as an article's table: code, definition, include, exclude, example."""

from __future__ import annotations

__all__ = ["codebook_article"]

from collections.abc import Mapping, Sequence

from bouwsteen.codebook.model import Code, Codebook, Text
from bouwsteen.exports.labels import Labels
from bouwsteen.exports.table import Column, Table
from bouwsteen.transcripts.model import digest

_WEIGHTS = {"code": 1.3, "definition": 2.0, "include": 1.5, "exclude": 1.5, "example": 1.5}
_ALWAYS = ("code", "definition")
"""Columns that are there in any case; the others only when a code has such a text."""

_SHOWN = 12


def codebook_article(codebook: Codebook, *, lang: str = "nl") -> Table:
    """Table of the codes, down the tree.

    Parameters
    ----------
    codebook : Codebook
        Free codes come last.
    lang : str
        ``nl`` or ``en``. A text that is missing in it is shown in the language that has it,
        followed by that language's code between square brackets.

    Returns
    -------
    Table
        A note names codebook and version, and a digest of what the table says.
    """
    labels = Labels(lang)
    lines = {
        code.key: _line(code, codebook.numbers.get(code.key, ""), lang)
        for _, code in codebook.walk()
    }
    keys = [key for key in _WEIGHTS if key in _ALWAYS or any(line[key] for line in lines.values())]
    rows = tuple(tuple(line[key] or None for key in keys) for line in lines.values())
    return Table(
        key="codebook",
        caption=labels("codebook.caption", name=codebook.labels.get(lang) or codebook.key),
        columns=tuple(
            Column(key=key, label=labels(f"codebook.{key}"), weight=_WEIGHTS[key]) for key in keys
        ),
        rows=rows,
        notes=(
            labels(
                "codebook.note",
                key=codebook.key,
                version=codebook.version,
                blocks=len(codebook.blocks),
                codes=len(codebook),
                sha256=digest("\n".join("\t".join(one or "" for one in row) for row in rows))[
                    :_SHOWN
                ],
            ),
        ),
        lang=lang,
    )


def _line(code: Code, number: str, lang: str) -> dict[str, str]:
    return {
        "code": f"{number} {code.label(lang)}".strip(),
        "definition": _said(code.definition, lang),
        "include": _said(code.include, lang),
        "exclude": _said(code.exclude, lang),
        "example": _examples(code.examples, lang),
    }


def _said(texts: Text, lang: str) -> str:
    """The text in a language, else in another one, marked as such."""
    if texts.get(lang):
        return texts[lang]
    other = next((other for other, words in texts.items() if words), None)
    return "" if other is None else f"{texts[other]} [{other}]"


def _examples(examples: Mapping[str, Sequence[str]], lang: str) -> str:
    found = examples.get(lang)
    if found:
        return " ".join(f"“{one}”" for one in found)
    other = next((other for other, items in examples.items() if items), None)
    return "" if other is None else " ".join(f"“{one}” [{other}]" for one in examples[other])
