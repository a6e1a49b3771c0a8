"""Codebooks from and to files, the format chosen by suffix, and the built-in ones by name."""

from __future__ import annotations

__all__ = ["DEFAULT", "builtin_names", "load_codebook", "read_codebook", "write_codebook"]

from importlib import resources
from pathlib import Path

from bouwsteen.codebook.csv_file import from_csv, to_csv
from bouwsteen.codebook.model import LANGUAGES, Codebook, slug
from bouwsteen.codebook.toml_file import from_toml, to_toml
from bouwsteen.errors import CodebookError, ExportError, nearest

DEFAULT = "mkb-leercultuur"
"""The built-in codebook of the six blocks; the others have a crosswalk to it."""

_BUILTINS = (DEFAULT, "aandachtsgebieden", "quickscan-leercultuur", "llo-gedragsmodel")


def builtin_names() -> tuple[str, ...]:
    """Names of the built-in codebooks, the default one first."""
    return _BUILTINS


def load_codebook(name_or_path: str | Path) -> Codebook:
    """Load a built-in codebook by name, or any codebook from its file.

    Parameters
    ----------
    name_or_path : str or Path
        A name of :func:`builtin_names`, or a ``.toml``, ``.csv`` or ``.qdc`` file. A name wins over
        a file of that name without a suffix; a :class:`~pathlib.Path` is always a file.

    Returns
    -------
    Codebook

    Raises
    ------
    CodebookError
        When there is no such codebook, or its file cannot be read.

    Examples
    --------
    >>> [code.label("en", short=True) for code in load_codebook("mkb-leercultuur").blocks][3:5]
    ['Leadership', 'Organisational design']
    """
    if isinstance(name_or_path, str):
        if name_or_path in _BUILTINS:
            file = resources.files("bouwsteen.codebook") / "builtin" / f"{name_or_path}.toml"
            return from_toml(file.read_text(encoding="utf-8"), source=name_or_path)
        if not Path(name_or_path).suffix and not Path(name_or_path).exists():
            raise CodebookError(
                f"There is no built-in codebook {name_or_path!r}.",
                nearest(name_or_path, _BUILTINS) or f"Built in are: {', '.join(_BUILTINS)}.",
                key="codebook_not_built_in",
                name=name_or_path,
                known=", ".join(_BUILTINS),
            )
    return read_codebook(Path(name_or_path))


def read_codebook(path: str | Path) -> Codebook:
    """Read a codebook from a ``.toml``, ``.csv`` or ``.qdc`` (REFI-QDA) file.

    A codebook from CSV or REFI-QDA starts at version 1; it is named after the file when the file
    does not hold its key.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    Codebook

    Raises
    ------
    CodebookError
        When the file is missing, not UTF-8, of another suffix, or its content is broken; the
        message names the file and, where known, the line.
    """
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix not in (".toml", ".csv", ".qdc"):
        raise CodebookError(
            f"{path}: a codebook is not read from {suffix or 'a file without a suffix'}.",
            "Use a .toml, .csv or .qdc file.",
            key="codebook_suffix" if suffix else "codebook_no_suffix",
            path=path,
            suffix=suffix,
        )
    key = slug(path.stem) or "codebook"
    try:
        data = path.read_bytes()
        if suffix == ".qdc":
            from bouwsteen.codebook.qdc import from_qdc

            return from_qdc(data, key=key, source=str(path))
        text = data.decode("utf-8-sig")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise CodebookError(
            f"{path}: cannot be read: {reason}.",
            "Check the path.",
            key="codebook_unreadable",
            path=path,
            reason=reason,
        ) from None
    except UnicodeDecodeError:
        raise CodebookError(
            f"{path}: is not written in UTF-8.",
            "Save it again as UTF-8 (in Excel: CSV UTF-8).",
            key="codebook_no_utf8",
            path=path,
        ) from None
    if suffix == ".toml":
        return from_toml(text, source=str(path))
    return from_csv(text, key=key, source=str(path))


def write_codebook(codebook: Codebook, path: str | Path, *, lang: str = "nl") -> None:
    """Write a codebook as ``.toml``, ``.csv``, ``.qdc`` or ``.docx``, by the suffix of `path`.

    TOML holds everything; CSV everything but the version; REFI-QDA every code, but not the title;
    docx what a reader or coder needs in one language (no cues).

    Parameters
    ----------
    codebook : Codebook
    path : str or Path
        An existing file is replaced.
    lang : str
        ``nl`` or ``en``, for docx and the names in qdc; toml and csv hold every language.

    Raises
    ------
    ExportError
        When the suffix or language is not known, or the file cannot be written.
    """
    path = Path(path)
    suffix = path.suffix.lower()
    if lang not in LANGUAGES:
        raise ExportError(
            f"No language {lang!r}.",
            f"Use {' or '.join(LANGUAGES)}.",
            key="codebook_language",
            lang=lang,
        )
    if suffix == ".docx":
        from bouwsteen.codebook.docx_out import codebook_document, save_docx

        save_docx(codebook_document(codebook, lang=lang), path)
        return
    if suffix == ".toml":
        content = to_toml(codebook).encode("utf-8")
    elif suffix == ".csv":
        content = to_csv(codebook).encode("utf-8-sig")
    elif suffix == ".qdc":
        from bouwsteen.codebook.qdc import to_qdc

        content = to_qdc(codebook, lang=lang)
    else:
        raise ExportError(
            f"{path}: a codebook is not written as {suffix or 'a file without a suffix'}.",
            "Use .toml, .csv, .qdc or .docx.",
            key="codebook_write_suffix" if suffix else "codebook_write_no_suffix",
            path=path,
            suffix=suffix,
        )
    _write(path, content)


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ExportError(
            f"{path}: cannot be written: {reason}.",
            "Check the folder.",
            key="codebook_unwritable",
            path=path,
            reason=reason,
        ) from None
