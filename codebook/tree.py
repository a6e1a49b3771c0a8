"""Steps that the edits of a codebook share: placing a code in the tree, and the next version."""

from __future__ import annotations

__all__ = [
    "check_new",
    "line_up",
    "next_version",
    "placed",
    "refuse_taken",
    "shape",
    "siblings_of",
    "with_changed",
    "with_free_codes",
    "without",
]

import dataclasses
from collections.abc import Iterable, Mapping, Sequence

from bouwsteen.codebook.checks import check_colour
from bouwsteen.codebook.model import Code, Codebook
from bouwsteen.errors import CodebookError


def next_version(
    codebook: Codebook,
    codes: Iterable[Code],
    *,
    crosswalk: Mapping[str, tuple[str, ...]] | None = None,
) -> Codebook:
    """Give the next version of a codebook, with other codes, in reading order."""
    edited = dataclasses.replace(
        codebook,
        codes=tuple(codes),
        version=codebook.version + 1,
        crosswalk=codebook.crosswalk if crosswalk is None else crosswalk,
    )
    return dataclasses.replace(edited, codes=tuple(code for _, code in edited.walk()))


def check_new(codebook: Codebook, code: Code) -> None:
    """Refuse a new code whose key is taken, whose parent is not there or whose colour is wrong."""
    refuse_taken(codebook, code.key)
    if code.parent is not None:
        codebook[code.parent]
    check_colour(code.colour, code.key)


def refuse_taken(codebook: Codebook, key: str) -> None:
    """Refuse a key that a code already has."""
    if key in codebook:
        raise CodebookError(
            f"The key {key} is already taken.", "Choose another key.", key="code_taken", code=key
        )


def siblings_of(codes: Sequence[Code], code: Code) -> list[Code]:
    """Codes that share a parent and, at the root, freeness with a code, in order."""
    return [other for other in codes if (other.parent, other.free) == (code.parent, code.free)]


def placed(codes: Sequence[Code], code: Code, position: int | None) -> tuple[Code, ...]:
    """Put a code before the sibling that now has its position; deeper order does not matter."""
    siblings = siblings_of(codes, code)
    if position is None:
        return (*codes, code)
    if not 1 <= position <= len(siblings) + 1:
        raise CodebookError(
            f"Position {position} is not there for {code.key}.",
            f"Use 1 to {len(siblings) + 1}.",
            key="code_position",
            position=position,
            code=code.key,
            last=len(siblings) + 1,
        )
    if position > len(siblings):
        return (*codes, code)
    place = list(codes).index(siblings[position - 1])
    return (*codes[:place], code, *codes[place:])


def line_up(codebook: Codebook, key: str) -> list[str]:
    """A code's key and the keys of all codes above it."""
    line = [key]
    while (above := codebook[line[-1]].parent) is not None:
        line.append(above)
    return line


def shape(codebook: Codebook) -> list[tuple[int, str, bool]]:
    """Depth, key and freeness of every code in reading order: the tree without its texts."""
    return [(depth, code.key, code.free) for depth, code in codebook.walk()]


def with_changed(codebook: Codebook, key: str, changed: Code) -> Codebook:
    """The next version, in which a code has changed and all that names it follows its key."""
    if changed.key != key:
        refuse_taken(codebook, changed.key)
    codes = tuple(_renamed(code, key, changed) for code in codebook.codes)
    crosswalk = {
        changed.key if name == key else name: to for name, to in codebook.crosswalk.items()
    }
    return next_version(codebook, codes, crosswalk=crosswalk)


def _renamed(code: Code, key: str, changed: Code) -> Code:
    """The changed code in place of the old one, and its children under its new key."""
    if code.key == key:
        return changed
    return dataclasses.replace(code, parent=changed.key) if code.parent == key else code


def without(codebook: Codebook, key: str) -> dict[str, tuple[str, ...]]:
    """The crosswalk without what it says of a code."""
    return {name: to for name, to in codebook.crosswalk.items() if name != key}


def with_free_codes(codebook: Codebook, old: Codebook) -> Codebook:
    """Give a codebook the free codes of the one it replaces, so that open coding is kept.

    What stands under a free code comes along; a key that the codebook has itself stays as it is.
    """
    fresh = tuple(
        code for code in old.codes if old.block_of(code.key).free and code.key not in codebook
    )
    return dataclasses.replace(codebook, codes=(*codebook.codes, *fresh))
