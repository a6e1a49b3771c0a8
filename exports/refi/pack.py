"""A project in its archive: project.qde and the texts in sources/, the same bytes every time."""

from __future__ import annotations

__all__ = ["pack"]

import io
import zipfile
from collections.abc import Iterator

from bouwsteen.exports.refi.model import RefiProject
from bouwsteen.exports.refi.xml_write import write_project

_INSIDE = "internal://"
_DATE = (1980, 1, 1, 0, 0, 0)


def pack(project: RefiProject, *, lower: bool = False) -> bytes:
    """Put a project and its texts in a ``.qdpx``.

    Parameters
    ----------
    project : RefiProject
        What has a `text` and an internal `plain_path` becomes a file, in UTF-8 as it stands.
    lower : bool
        Write GUIDs in lower case.

    Returns
    -------
    bytes
        A zip file: ``project.qde`` first, then ``sources/``; the same for the same project.

    Raises
    ------
    ExportError
        When the project does not fit the format.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        _put(archive, "project.qde", write_project(project, lower=lower))
        for name, data in _texts(project):
            _put(archive, f"sources/{name}", data)
    return out.getvalue()


def _texts(project: RefiProject) -> Iterator[tuple[str, bytes]]:
    for one in (*project.sources, *project.notes):
        path = one.plain_path or ""
        if one.text is not None and path.startswith(_INSIDE):
            yield path.removeprefix(_INSIDE), one.text.encode("utf-8")


def _put(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, date_time=_DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    # Said outright, because it would otherwise differ from system to system.
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, data)
