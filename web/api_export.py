"""Every view as a file; see `export_views`. Names of the study's table of names stay in."""

from __future__ import annotations

__all__ = ["ROUTES"]

import io
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import Response
from starlette.routing import Route

from bouwsteen.errors import ExportError
from bouwsteen.exports.labels import told
from bouwsteen.web.context import Call, endpoint
from bouwsteen.web.errors import Refusal
from bouwsteen.web.export_views import VIEWS

if TYPE_CHECKING:
    from bouwsteen.transcripts.pseudonyms import Pseudonyms

_TYPES = {
    ".csv": "text/csv; charset=utf-8",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".html": "text/html; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".png": "image/png",
    ".qdc": "application/xml",
    ".svg": "image/svg+xml",
    ".tex": "application/x-tex",
    ".toml": "application/toml",
    ".txt": "text/plain; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
}


@endpoint
def _export(call: Call) -> Response:
    view, suffix = call.path("view"), call.path("suffix")
    if view not in VIEWS or f".{suffix}" not in _TYPES:
        raise Refusal(call.labels("web.export.absent", name=f"{view}.{suffix}"), status=404)
    with TemporaryDirectory() as folder, _named(call) as names:
        VIEWS[view](call, Path(folder) / f"{view}.{suffix}", names)
        name, content = _one_file(Path(folder), view)
    return Response(
        content,
        media_type=_TYPES[Path(name).suffix],
        headers={"Content-Disposition": _disposition(name)},
    )


@contextmanager
def _named(call: Call) -> Iterator[Pseudonyms | None]:
    """Give the table of names, and refuse a file with one of them as the commands do.

    The table is that of BOUWSTEEN_NAMES; ``force=1`` in the address is ``--force``.
    """
    table = os.environ.get("BOUWSTEEN_NAMES")
    if not table:
        yield None
        return
    from bouwsteen.exports.scan import refuse_names
    from bouwsteen.exports.write import inspected
    from bouwsteen.transcripts.pseudonym_file import read_pseudonyms

    names = read_pseudonyms(Path(table))

    def look(path: Path, data: bytes) -> None:
        try:
            refuse_names(path, data, names)
        except ExportError as error:
            hint = call.labels("web.export.named")
            message, _ = told(error, call.lang)
            raise Refusal(message, hint, status=422, force=True) from None

    with inspected(None if call.query("force", "") == "1" else look):
        yield names


def _one_file(folder: Path, view: str) -> tuple[str, bytes]:
    """What was written; several files, one a table, go into one archive."""
    written = sorted(folder.iterdir())
    if len(written) == 1:
        return written[0].name, written[0].read_bytes()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in written:
            archive.write(one, one.name)
    return f"{view}.zip", packed.getvalue()


def _disposition(name: str) -> str:
    """The header that names a file; a name in other letters is sent as RFC 6266 says.

    Examples
    --------
    >>> _disposition("tables.csv"), _disposition("café.txt")
    ('attachment; filename="tables.csv"', "attachment; filename*=UTF-8''caf%C3%A9.txt")
    """
    plain = name.isascii() and '"' not in name and "\\" not in name
    said = f'filename="{name}"' if plain else f"filename*=UTF-8''{quote(name, safe='')}"
    return f"attachment; {said}"


ROUTES = [Route("/export/{view}.{suffix}", _export, methods=["GET"])]
