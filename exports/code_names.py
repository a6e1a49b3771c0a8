"""How tables and sentences name a code: its number in the codebook and its short label."""

from __future__ import annotations

__all__ = ["code_name", "code_names", "row_names"]

from collections.abc import Iterable, Sequence

from bouwsteen.codebook.model import Code, Codebook


def code_name(key: str, codebook: Codebook, lang: str) -> str:
    """Number and short label; the label alone for a free code, which has no number."""
    return _name(codebook[key], codebook.numbers.get(key, ""), lang)


def code_names(keys: Iterable[str], codebook: Codebook, lang: str) -> str:
    """Several codes in one line."""
    return "; ".join(code_name(key, codebook, lang) for key in keys)


def row_names(rows: Sequence[Code], numbers: Sequence[str], lang: str) -> tuple[str, ...]:
    """Names of a result's rows, with the numbers that they had when it was counted."""
    return tuple(_name(code, number, lang) for code, number in zip(rows, numbers, strict=True))


def _name(code: Code, number: str, lang: str) -> str:
    return f"{number} {code.label(lang, short=True)}".strip()
