"""What every reader and writer of codebook files shares: the fields, and errors that say where."""

from __future__ import annotations

__all__ = ["LIST_FIELDS", "TEXT_FIELDS", "assemble", "check_colour", "fault"]

import re
from collections.abc import Mapping, Sequence

from bouwsteen.codebook.model import Code, Codebook, Text
from bouwsteen.errors import CodebookError, nearest

TEXT_FIELDS = ("labels", "short", "definition", "include", "exclude")
"""Fields of a code that hold one text a language."""

LIST_FIELDS = ("examples", "cues")
"""Fields of a code that hold several texts a language."""

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def fault(source: str, line: int | None, message: str, hint: str | None = None) -> CodebookError:
    """Make an error that names the file and, where known, the line.

    Examples
    --------
    >>> fault("mine.csv", 3, "The row has no key.").message
    'mine.csv, line 3: The row has no key.'
    """
    where = source if line is None else f"{source}, line {line}"
    return CodebookError(f"{where}: {message}", hint)


def check_colour(colour: str | None, key: str) -> None:
    """Refuse a colour that is not written as ``#rrggbb``.

    Raises
    ------
    CodebookError
        When `colour` is neither None nor six hexadecimal digits after a ``#``.
    """
    if colour is not None and not _COLOUR.fullmatch(colour):
        raise CodebookError(
            f"Code {key} has the colour {colour!r}.", "Write a colour as #rrggbb, e.g. #0072b2."
        )


def assemble(
    source: str,
    located: Sequence[tuple[int | None, Code]],
    *,
    key: str,
    labels: Text,
    version: int,
    crosswalk: Mapping[str, tuple[str, ...]],
) -> Codebook:
    """Build a codebook of codes whose place in a file is known.

    Parameters
    ----------
    source : str
        The file, for messages.
    located : sequence of (int or None, Code)
        Every code with its line in the file, in reading order.
    key, labels, version, crosswalk
        As in :class:`~bouwsteen.codebook.model.Codebook`.

    Returns
    -------
    Codebook

    Raises
    ------
    CodebookError
        With file and line: a doubled key, an unknown parent, a wrong colour, a circle, or a
        crosswalk from a code that is not there.
    """
    _check_codes(source, located)
    keys = [code.key for _, code in located]
    for name in crosswalk:
        if name not in keys:
            raise fault(
                source,
                None,
                f"The crosswalk starts from {name!r}, which is no code.",
                nearest(name, keys),
            )
    try:
        return Codebook(
            key=key,
            labels=labels,
            version=version,
            crosswalk=crosswalk,
            codes=tuple(code for _, code in located),
        )
    except CodebookError as error:
        raise fault(source, None, error.message, error.hint) from None


def _check_codes(source: str, located: Sequence[tuple[int | None, Code]]) -> None:
    """Find, with its line, what the codebook itself could only name."""
    first_line: dict[str, int | None] = {}
    for line, code in located:
        if code.key in first_line:
            first = first_line[code.key]
            there = "" if first is None else f" (first on line {first})"
            raise fault(source, line, f"The key {code.key} is used twice{there}.", "Rename one.")
        first_line[code.key] = line
    for line, code in located:
        if code.parent is not None and code.parent not in first_line:
            raise fault(
                source,
                line,
                f"Code {code.key} stands under {code.parent!r}, which is not there.",
                nearest(code.parent, first_line) or "Name the key of another code, or none.",
            )
        try:
            check_colour(code.colour, code.key)
        except CodebookError as error:
            raise fault(source, line, error.message, error.hint) from None
