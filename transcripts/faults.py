"""What is wrong with a file, told with its name, in the words of whoever reads it."""

from __future__ import annotations

__all__ = ["in_file", "unreadable"]

from pathlib import Path
from typing import TypeVar

from bouwsteen.errors import BouwsteenError

E = TypeVar("E", bound=BouwsteenError)


def unreadable(path: Path, fault: OSError, error: type[E]) -> E:
    """The error that a file is not there, or may not be read."""
    return error(
        f"{path} cannot be read: {fault.strerror}.",
        "Check the name and the folder.",
        key="transcripts_unreadable",
        path=path,
    )


def in_file(name: str, fault: BouwsteenError, error: type[E]) -> E:
    """Give a fault again, now with the name of the file that it is in."""
    return error(
        f"{name}: {fault.message}",
        fault.hint,
        key="transcripts_in_file",
        file=name,
        fault=fault,
    )
