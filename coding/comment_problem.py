"""What of a Word comment was not taken over as a coding, and why."""

from __future__ import annotations

__all__ = ["CommentProblem", "Trouble"]

import dataclasses
from enum import StrEnum


class Trouble(StrEnum):
    """Why a comment, or a part of it, needs a person's eye."""

    UNKNOWN = "unknown"
    """It begins with nothing that is a code, or with a number that is none."""

    DOUBTFUL = "doubtful"
    """A part comes near a code without being one."""

    MANY = "many"
    """A part is the name of more than one code."""

    JOINED = "joined"
    """A part holds a code and more, without a semicolon between them."""

    LATE = "late"
    """A code stands after the memo, and is read as memo."""

    UNPLACED = "unplaced"
    """It marks no text, so there is nothing to code."""

    NO_AUTHOR = "no-author"
    """Nobody's name is on it, so it is nobody's coding."""

    ORPHAN = "orphan"
    """It replies to a comment from which no quotation was made."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CommentProblem:
    """A comment, or a part of one, that was not taken over as it stands.

    Parameters
    ----------
    trouble : Trouble
        What is the matter.
    comment : str
        Number of the comment in its file.
    author : str
        Who wrote it.
    text : str
        The part in question, or the whole comment.
    turn : int or None
        Number of the turn that it marks; None outside every turn and without text.
    offset : int or None
        Where in the transcript; None when it marks no text.
    near : tuple of str
        Names of the nearest codes.
    """

    trouble: Trouble
    comment: str
    author: str
    text: str
    turn: int | None = None
    offset: int | None = None
    near: tuple[str, ...] = ()
