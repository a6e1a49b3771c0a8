"""The codebook that Taguette exports as CSV: ``tag``, ``description`` and counts.

Taguette has no hierarchy and no keys: every tag is a root, and its key is made of its name.
"""

from __future__ import annotations

__all__ = ["from_tags", "is_tags"]

from collections.abc import Iterable, Sequence

from bouwsteen.codebook.checks import assemble, fault
from bouwsteen.codebook.description import code_of
from bouwsteen.codebook.model import Code, Codebook

_TAG, _DESCRIPTION = "tag", "description"


def is_tags(columns: Sequence[str]) -> bool:
    """Say whether a header is that of Taguette's codebook.

    Examples
    --------
    >>> is_tags(["tag", "description", "number of highlights"]), is_tags(["key", "label_nl"])
    (True, False)
    """
    return _TAG in columns and _DESCRIPTION in columns and "key" not in columns


def from_tags(
    columns: Sequence[str],
    filled: Iterable[tuple[int, Sequence[str]]],
    *,
    key: str,
    source: str,
    lang: str = "nl",
) -> Codebook:
    """Make a codebook of Taguette's rows.

    Parameters
    ----------
    columns : sequence of str
        The header, in lower case.
    filled : iterable of (line, row)
        Rows that are not blank.
    key : str
        Of the codebook.
    source : str
        The file's name, for messages.
    lang : str
        Language of the tags, which the file does not say.

    Returns
    -------
    Codebook
        Version 1.

    Raises
    ------
    CodebookError
        With file and line, when a row has no tag.
    """
    codes: list[tuple[int | None, Code]] = []
    taken: set[str] = set()
    for line, row in filled:
        cells = dict(zip(columns, map(str.strip, row), strict=False))
        if not cells[_TAG]:
            hint = "Give every tag a name."
            raise fault(source, line, "The row has no tag.", hint, key="codebook_no_tag")
        code = code_of(cells[_TAG], cells.get(_DESCRIPTION, ""), taken=taken, lang=lang).code
        taken.add(code.key)
        codes.append((line, code))
    return assemble(source, codes, key=key, labels={}, version=1, crosswalk={})
