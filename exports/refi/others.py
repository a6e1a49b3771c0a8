"""Projects that are no REFI-QDA and can be read all the same, told by name and contents."""

from __future__ import annotations

__all__ = ["OTHERS", "is_other", "read_other"]

from pathlib import Path

from bouwsteen.exports.refi.foreign import Foreign
from bouwsteen.exports.refi.qualcoder import read_qualcoder
from bouwsteen.exports.refi.taguette import read_taguette

OTHERS = {".qda": "QualCoder", ".sqlite3": "Taguette", ".sqlite": "Taguette", ".db": "Taguette"}
"""Program by suffix."""


def is_other(path: Path) -> bool:
    """Say whether a path names a project of QualCoder or Taguette.

    Examples
    --------
    >>> is_other(Path("team.qda")), is_other(Path("team.qdpx"))
    (True, False)
    """
    return path.suffix.lower() in OTHERS or (path / "data.qda").is_file()


def read_other(path: Path, *, project: str | None = None) -> Foreign:
    """Read a project of QualCoder or Taguette in the words of REFI-QDA.

    Parameters
    ----------
    path : Path
        The folder or file.
    project : str, optional
        Which one, in a file that holds more.

    Raises
    ------
    ProjectError
        When it cannot be read.
    """
    if OTHERS.get(path.suffix.lower()) == "Taguette":
        return read_taguette(path, project=project)
    return read_qualcoder(path)
