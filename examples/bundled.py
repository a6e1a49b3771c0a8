"""Where the bundled, invented study lies, and a copy of it to work with."""

from __future__ import annotations

__all__ = [
    "CODINGS",
    "COMMENTED",
    "DECISIONS",
    "FILES",
    "README",
    "RESPONDENTS",
    "TRANSCRIPTS",
    "copy_to",
    "data_path",
]

from importlib import resources
from pathlib import Path

from bouwsteen.errors import ExportError

TRANSCRIPTS = (
    "transcripts/01_directie_metaal.docx",
    "transcripts/02_hr_installatie.docx",
    "transcripts/03_leidinggevende_bakkerij.txt",
    "transcripts/04_medewerker_metaal.txt",
    "transcripts/05_directie_thuiszorg.vtt",
    "transcripts/06_hr_bakkerij.vtt",
    "transcripts/07_leidinggevende_installatie.srt",
    "transcripts/08_medewerker_thuiszorg.csv",
)
"""Eight interviews, each in the layout of another program; the stem is the transcript's key."""

RESPONDENTS = "respondents.csv"
"""Who speaks under which label, with role, organisation, sector and years of service."""

CODINGS = ("codings_anna.csv", "codings_bram.csv")
"""Independent codings of two coders, against the codebook ``mkb-leercultuur``."""

COMMENTED = ("commented/01_directie_metaal.docx",)
"""The first interview again, coded in Word comments."""

DECISIONS = "decisions.csv"
"""What the two coders' invented consensus meeting decided on every point of difference."""

README = "README.md"
"""Says that everything is invented, and what each file is."""

FILES = (README, RESPONDENTS, *CODINGS, DECISIONS, *TRANSCRIPTS, *COMMENTED)
"""Every file of the study, as a path inside `data_path()`."""


def data_path(name: str = "") -> Path:
    """Give the folder of the bundled study, or one file in it.

    Parameters
    ----------
    name : str
        One of `FILES`; the folder itself when empty.

    Examples
    --------
    >>> data_path(RESPONDENTS).name
    'respondents.csv'
    """
    return Path(str(resources.files("bouwsteen.examples"))) / "data" / name


def copy_to(folder: Path) -> tuple[Path, ...]:
    """Copy the bundled study, to work with or to read.

    Parameters
    ----------
    folder : Path
        Where the files go; made when absent. A file that is there already with the same content
        stays as it is.

    Returns
    -------
    tuple of Path
        The copies, in the order of `FILES`.

    Raises
    ------
    ExportError
        When a file of that name holds something else, or the folder cannot be written. In the
        first case nothing has been written.
    """
    copies = {folder / name: data_path(name).read_bytes() for name in FILES}
    try:
        changed = [path for path, content in copies.items() if _holds_other(path, content)]
        if changed:
            raise ExportError(
                f"{changed[0]} exists and is not the bundled file.",
                "Choose an empty folder.",
                key="example_changed",
                path=changed[0],
            )
        for path, content in copies.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    except OSError as error:
        raise ExportError(
            f"Cannot write the bundled study to {folder}: {error.strerror}.",
            "Choose another folder.",
            key="example_unwritable",
            folder=folder,
        ) from error
    return tuple(copies)


def _holds_other(path: Path, content: bytes) -> bool:
    return path.exists() and path.read_bytes() != content
