"""What every reader and writer of codebook files shares: the fields, and errors that say where."""

from __future__ import annotations

__all__ = ["LIST_FIELDS", "TEXT_FIELDS", "assemble", "check_colour", "fault", "located"]

import re
from collections.abc import Mapping, Sequence

from bouwsteen.codebook.model import Code, Codebook, Text
from bouwsteen.errors import BouwsteenError, CodebookError, nearest

TEXT_FIELDS = ("labels", "short", "definition", "include", "exclude")
"""Fields of a code that hold one text a language."""

LIST_FIELDS = ("examples", "cues")
"""Fields of a code that hold several texts a language."""

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def fault(
    source: str,
    line: int | None,
    message: str,
    hint: str | None = None,
    *,
    key: str,
    **values: object,
) -> CodebookError:
    """Make an error that names the file and, where known, the line; the rest as for any error.

    Examples
    --------
    >>> fault("mine.csv", 3, "The row has no key.", key="codebook_row_no_key").message
    'mine.csv, line 3: The row has no key.'
    """
    return located(source, line, CodebookError(message, hint, key=key, **values))


def located(source: str, line: int | None, error: BouwsteenError) -> CodebookError:
    """Give an error again, now with the file and, where known, the line."""
    if line is None:
        return CodebookError(
            f"{source}: {error.message}",
            error.hint,
            key="codebook_in_file",
            source=source,
            error=error,
        )
    return CodebookError(
        f"{source}, line {line}: {error.message}",
        error.hint,
        key="codebook_on_line",
        source=source,
        line=line,
        error=error,
    )


def check_colour(colour: str | None, key: str) -> None:
    """Refuse a colour that is not written as ``#rrggbb``.

    Raises
    ------
    CodebookError
        When `colour` is neither None nor six hexadecimal digits after a ``#``.
    """
    if colour is not None and not _COLOUR.fullmatch(colour):
        raise CodebookError(
            f"Code {key} has the colour {colour!r}.",
            "Write a colour as #rrggbb, e.g. #0072b2.",
            key="code_colour",
            code=key,
            colour=colour,
        )


def assemble(
    source: str,
    placed: Sequence[tuple[int | None, Code]],
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
    placed : sequence of (int or None, Code)
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
    _check_codes(source, placed)
    keys = [code.key for _, code in placed]
    for name in crosswalk:
        if name not in keys:
            raise fault(
                source,
                None,
                f"The crosswalk starts from {name!r}, which is no code.",
                nearest(name, keys),
                key="crosswalk_no_code",
                name=name,
            )
    try:
        return Codebook(
            key=key,
            labels=labels,
            version=version,
            crosswalk=crosswalk,
            codes=tuple(code for _, code in placed),
        )
    except CodebookError as error:
        raise located(source, None, error) from None


def _check_codes(source: str, placed: Sequence[tuple[int | None, Code]]) -> None:
    """Find, with its line, what the codebook itself could only name."""
    first_line: dict[str, int | None] = {}
    for line, code in placed:
        if code.key in first_line:
            first = first_line[code.key]
            there = "" if first is None else f" (first on line {first})"
            raise fault(
                source,
                line,
                f"The key {code.key} is used twice{there}.",
                "Rename one.",
                key="code_twice" if first is None else "code_twice_first",
                code=code.key,
                first=first,
            )
        first_line[code.key] = line
    for line, code in placed:
        if code.parent is not None and code.parent not in first_line:
            raise fault(
                source,
                line,
                f"Code {code.key} stands under {code.parent!r}, which is not there.",
                nearest(code.parent, first_line) or "Name the key of another code, or none.",
                key="code_parent_unknown",
                code=code.key,
                parent=code.parent,
            )
        try:
            check_colour(code.colour, code.key)
        except CodebookError as error:
            raise located(source, line, error) from None
