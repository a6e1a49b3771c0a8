"""What a user can cause, as exceptions; anything else that escapes is a bug.

::

    BouwsteenError            message, hint
    ├ CodebookError           unknown or doubled code, broken codebook file
    ├ TranscriptError         unreadable, empty or not understood transcript
    ├ RespondentError         broken table of respondents
    ├ PseudonymError          broken table of names, a name that would get out
    ├ CodingError             span outside the text, locked transcript, unknown code
    ├ AnalysisError           a table or figure that cannot be made from these codings
    ├ ExportError             target not writable, suffix not known
    ├ ProjectError            project of another program that is unsafe or cannot be read
    └ StudyError              anything about the study file
      ├ NotAStudy             foreign or damaged file
      ├ StudyTooNew           made by a newer release
      ├ StudyBusy             locked by another program
      └ StudyUnwritable       read-only place or full disk
"""

from __future__ import annotations

__all__ = [
    "AnalysisError",
    "BouwsteenError",
    "CodebookError",
    "CodingError",
    "ExportError",
    "Guess",
    "NotAStudy",
    "ProjectError",
    "PseudonymError",
    "RespondentError",
    "StudyBusy",
    "StudyError",
    "StudyTooNew",
    "StudyUnwritable",
    "TranscriptError",
    "nearest",
]

import difflib
from collections.abc import Iterable


class BouwsteenError(Exception):
    """A mistake that the user can mend.

    Parameters
    ----------
    message : str
        What is wrong and where, on one line.
    hint : str, optional
        What to do about it, on one line.
    key : str, optional
        Name under which ``errors_nl.toml`` holds both in Dutch, as ``KEY`` and
        ``KEY_hint``.
    **values
        What fills the places in them; another error stands for what it says.
    """

    def __init__(
        self, message: str, hint: str | None = None, *, key: str | None = None, **values: object
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.key = key
        self.values = values


class CodebookError(BouwsteenError):
    """An unknown or doubled code, or a codebook file that cannot be read."""


class TranscriptError(BouwsteenError):
    """A transcript that cannot be read, is empty, or has no shape we know."""


class RespondentError(BouwsteenError):
    """A table of respondents that cannot be read or contradicts itself."""


class PseudonymError(BouwsteenError):
    """A table of names that cannot be used, or a name that would get out."""


class CodingError(BouwsteenError):
    """A coding that cannot be applied, found or removed."""


class AnalysisError(BouwsteenError):
    """A table or figure that these codings do not allow."""


class ExportError(BouwsteenError):
    """An export that cannot be written."""


class ProjectError(BouwsteenError):
    """A project of another program that cannot be read, or not safely."""


class StudyError(BouwsteenError):
    """Something about the study file itself."""


class NotAStudy(StudyError):
    """The file is no study, or a damaged one."""


class StudyTooNew(StudyError):
    """The study was written by a newer release."""


class StudyBusy(StudyError):
    """Another program holds the study's lock."""


class StudyUnwritable(StudyError):
    """The study cannot be written: read-only place or full disk."""


class Guess(str):
    """The hint that names what was meant, with the names apart for other languages."""

    names: tuple[str, ...] = ()


def nearest(word: str, known: Iterable[str]) -> Guess | None:
    """Give a hint that names the known words closest to an unknown one.

    Parameters
    ----------
    word : str
        What the user wrote.
    known : iterable of str
        What exists.

    Returns
    -------
    Guess or None
        ``"Did you mean ...?"``, or None when nothing comes near.

    Examples
    --------
    >>> nearest("leiderschp", ["leiderschap", "samenwerken"])
    'Did you mean leiderschap?'
    >>> nearest("xyz", ["leiderschap"]) is None
    True
    """
    close = difflib.get_close_matches(word, list(known), n=3, cutoff=0.6)
    if not close:
        return None
    guess = Guess(f"Did you mean {' or '.join(close)}?")
    guess.names = tuple(close)
    return guess
