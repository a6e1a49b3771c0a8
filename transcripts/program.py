"""Whether a text is a program rather than speech: colons make its lines look like turns."""

from __future__ import annotations

__all__ = ["is_program"]

import re
from collections.abc import Sequence

# An opening bracket, a semicolon or an equals sign at the end; a closing bracket alone; a call; an
# assignment, a comparison or an arrow; a comment sign.
_STATEMENT = re.compile(
    r"[(\[{;=\\]\s*\Z|\A\s*[)\]}]+[;,:]?\s*\Z|[A-Za-z_]\(|\s[=!<>+-]?=\s|[-=]>|\*/|\A\s*(?:#\w|//)"
)
# In transcripts that others made at most 4 % of the lines, in programs at least 17 %.
_ENOUGH = 0.15
_FEWEST = 3


def is_program(lines: Sequence[str]) -> bool:
    """Say whether so many lines are statements of some programming language that it is no speech.

    Parameters
    ----------
    lines : sequence of str
        What would be speech, labels and stamps left out.

    Examples
    --------
    >>> is_program(["x = f(1)", "if (x > 0) {", "}", "// klaar"])
    True
    >>> is_program(["Dat (lacht) weet ik niet;", "een plus een = twee, zei hij.", "Nou ja."])
    False
    """
    found = sum(_STATEMENT.search(line) is not None for line in lines)
    return found >= _FEWEST and found >= _ENOUGH * len(lines)
