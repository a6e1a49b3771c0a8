"""From one code system to the blocks of another; what has no counterpart is listed."""

from __future__ import annotations

__all__ = ["Translation", "crosswalk", "translate"]

import dataclasses
from collections.abc import Iterable

from bouwsteen.codebook.model import Codebook
from bouwsteen.errors import CodebookError, nearest


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """Codes in terms of the blocks of another codebook.

    Parameters
    ----------
    blocks : tuple of str
        Keys of the blocks, each once, in order of first mention.
    unmapped : tuple of str
        Keys of the codes that answer to no block, in the order given.
    """

    blocks: tuple[str, ...]
    unmapped: tuple[str, ...]


def crosswalk(codebook: Codebook, target: Codebook) -> dict[str, tuple[str, ...]]:
    """Give for every code of a codebook the blocks of another it answers to.

    A code that the codebook's crosswalk does not mention takes after the nearest code above it
    that is mentioned. Between two versions of one codebook a code answers to its own block.

    Parameters
    ----------
    codebook : Codebook
        Where the codes come from.
    target : Codebook
        Where they go, normally ``mkb-leercultuur``.

    Returns
    -------
    dict of str to tuple of str
        Every code of `codebook` in order, those without a counterpart with an empty tuple.

    Raises
    ------
    CodebookError
        When the crosswalk names a block that `target` does not have.

    Examples
    --------
    >>> from bouwsteen.codebook.files import load_codebook
    >>> found = crosswalk(load_codebook("quickscan-leercultuur"), load_codebook("mkb-leercultuur"))
    >>> found["collegas-fouten"], found["collegas-kennis"]
    (('ruimte-en-veiligheid',), ('samenwerken',))
    """
    blocks = [block.key for block in target.blocks]
    if codebook.key == target.key:
        own = {code.key: codebook.block_of(code.key).key for _, code in codebook.walk()}
        return {key: (block,) if block in blocks else () for key, block in own.items()}
    for key, to in codebook.crosswalk.items():
        for block in to:
            if block not in blocks:
                raise CodebookError(
                    f"The crosswalk of {codebook.key} leads {key} to {block!r},"
                    f" which is no block of {target.key}.",
                    nearest(block, blocks) or f"Blocks: {', '.join(blocks)}.",
                    key="crosswalk_no_block",
                    codebook=codebook.key,
                    code=key,
                    block=block,
                    target=target.key,
                    blocks=", ".join(blocks),
                )
    return {code.key: _counterparts(codebook, code.key) for _, code in codebook.walk()}


def translate(keys: Iterable[str], codebook: Codebook) -> Translation:
    """Translate codes, for example those of one quotation, by their codebook's crosswalk.

    Parameters
    ----------
    keys : iterable of str
        Keys of codes.
    codebook : Codebook
        The codebook they belong to.

    Returns
    -------
    Translation

    Raises
    ------
    CodebookError
        When a key is not in `codebook`.

    Examples
    --------
    >>> from bouwsteen.codebook.files import load_codebook
    >>> translate(["gebrek-aan-tijd", "attitude"], load_codebook("llo-gedragsmodel"))
    Translation(blocks=('ruimte-en-veiligheid',), unmapped=('attitude',))
    """
    found = {key: _counterparts(codebook, key) for key in keys}
    return Translation(
        blocks=tuple(dict.fromkeys(block for to in found.values() for block in to)),
        unmapped=tuple(key for key, to in found.items() if not to),
    )


def _counterparts(codebook: Codebook, key: str) -> tuple[str, ...]:
    """Blocks of the nearest code, from this one upwards, that the crosswalk mentions."""
    code = codebook[key]
    while code.key not in codebook.crosswalk:
        if code.parent is None:
            return ()
        code = codebook[code.parent]
    return codebook.crosswalk[code.key]
