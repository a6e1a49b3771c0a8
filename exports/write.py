"""Write results to a file, the format chosen by its suffix; whole or not at all."""

from __future__ import annotations

__all__ = [
    "QUOTE_SUFFIXES",
    "TABLE_SUFFIXES",
    "inspected",
    "known_suffix",
    "write_bytes",
    "write_illustrations",
    "write_quotes",
    "write_tables",
]

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from bouwsteen.analysis.illustration import Choice
from bouwsteen.analysis.quotes import Quote
from bouwsteen.codebook.model import Codebook
from bouwsteen.errors import ExportError
from bouwsteen.exports import to_csv, to_docx, to_html, to_md, to_tex, to_xlsx
from bouwsteen.exports.article import quote_list_article
from bouwsteen.exports.illustration_article import illustration_article, illustration_book
from bouwsteen.exports.quote_book import quote_book
from bouwsteen.exports.table import Table, named

_TABLES: Mapping[str, Callable[[Sequence[Table]], bytes]] = {
    ".docx": to_docx.render,
    ".xlsx": to_xlsx.render,
    ".csv": to_csv.render,
    ".md": to_md.render,
    ".html": to_html.render,
    ".tex": to_tex.render,
}
_BOOKS = {
    ".docx": to_docx.render_quotes,
    ".md": to_md.render_quotes,
    ".html": to_html.render_quotes,
    ".tex": to_tex.render_quotes,
}
TABLE_SUFFIXES = tuple(_TABLES)
"""Suffixes that `write_tables` knows."""

QUOTE_SUFFIXES = tuple(_TABLES)
"""Suffixes that `write_quotes` knows."""

_CHECK: ContextVar[Callable[[Path, bytes], None] | None] = ContextVar("_CHECK", default=None)


def write_tables(tables: Sequence[Table], path: Path) -> tuple[Path, ...]:
    """Write tables to a file; an existing file is replaced.

    Parameters
    ----------
    tables : sequence of Table
        In the order in which they are numbered.
    path : Path
        Its suffix names the format: docx, xlsx, csv, md, html or tex.

    Returns
    -------
    tuple of Path
        The file; for several tables as csv one file a table, ``NAME-KEY.csv``, numbered where a
        key comes twice.

    Raises
    ------
    ExportError
        When the suffix is not known or the file cannot be written.
    """
    suffix = known_suffix(path, TABLE_SUFFIXES)
    if suffix == ".csv" and len(tables) > 1:
        files = {
            path.with_name(f"{path.stem}-{name}{path.suffix}"): to_csv.render([table])
            for name, table in named(tables).items()
        }
        # All are looked at before the first is written: a set of files is whole or not at all.
        for one, data in files.items():
            _inspect(one, data)
        return tuple(write_bytes(one, data) for one, data in files.items())
    return (write_bytes(path, _TABLES[suffix](tables)),)


def write_quotes(
    quotes: Iterable[Quote], codebook: Codebook, path: Path, *, lang: str = "nl"
) -> Path:
    """Write the quotes themselves: for reading (docx, md, html, tex: per block) or as rows.

    Parameters
    ----------
    quotes : iterable of Quote
        In the order in which they are to stand.
    codebook : Codebook
        Its blocks are the headings.
    path : Path
        Its suffix names the format.
    lang : str
        ``nl`` or ``en``.

    Raises
    ------
    ExportError
        When the suffix is not known or the file cannot be written.
    """
    suffix = known_suffix(path, QUOTE_SUFFIXES)
    listed = list(quotes)
    if suffix in _BOOKS:
        return write_bytes(path, _BOOKS[suffix](quote_book(listed, codebook, lang=lang)))
    return write_bytes(path, _TABLES[suffix]([quote_list_article(listed, codebook, lang=lang)]))


def write_illustrations(
    choice: Choice, codebook: Codebook, path: Path, *, lang: str = "nl"
) -> Path:
    """Write the quotes that illustrate each block: for reading, or as rows (xlsx, csv).

    Parameters
    ----------
    choice : Choice
        What was chosen.
    codebook : Codebook
        Its blocks are the headings.
    path : Path
        Its suffix names the format.
    lang : str
        ``nl`` or ``en``.

    Raises
    ------
    ExportError
        When the suffix is not known or the file cannot be written.
    """
    suffix = known_suffix(path, QUOTE_SUFFIXES)
    if suffix in _BOOKS:
        return write_bytes(path, _BOOKS[suffix](illustration_book(choice, codebook, lang=lang)))
    return write_bytes(path, _TABLES[suffix]([illustration_article(choice, codebook, lang=lang)]))


@contextmanager
def inspected(check: Callable[[Path, bytes], None] | None) -> Iterator[None]:
    """Let `check` look at whatever is written inside the block, and refuse it by raising."""
    token = _CHECK.set(check)
    try:
        yield
    finally:
        _CHECK.reset(token)


def _inspect(path: Path, data: bytes) -> None:
    check = _CHECK.get()
    if check is not None:
        check(path, data)


def write_bytes(path: Path, data: bytes) -> Path:
    """Put bytes in a file at one stroke: readers see the old file or the new one.

    Raises
    ------
    ExportError
        When the folder is not there or cannot be written, or `inspected` refuses the bytes.
    """
    _inspect(path, data)
    temporary = None
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, path)
    except OSError as error:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
        raise ExportError(
            f"{path} cannot be written: {error.strerror or type(error).__name__}.",
            "Check that the folder exists and that no other program has the file open.",
            key="export_unwritable",
            path=path,
        ) from None
    return path


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def known_suffix(path: Path, suffixes: tuple[str, ...]) -> str:
    """The suffix of a file name in lower case, which must be one of those given.

    Raises
    ------
    ExportError
        When it is another one.
    """
    suffix = path.suffix.lower()
    if suffix not in suffixes:
        raise ExportError(
            f"{path.name}: no format goes with "
            + (f"the suffix {suffix}." if suffix else "a name without a suffix."),
            f"Use {', '.join(suffixes)}.",
            key="export_suffix" if suffix else "export_no_suffix",
            file=path.name,
            suffix=suffix,
            known=", ".join(suffixes),
        )
    return suffix
