"""A project file opened with care: names are only compared, sizes are counted, nothing is unpacked.

The places of sources are resolved by file name alone inside the archive; a relative place only
inside a folder that the user gave; an absolute one never.
"""

from __future__ import annotations

__all__ = [
    "ENTRIES_MOST",
    "LARGEST",
    "RATIO_MOST",
    "TEXTS_MOST",
    "TOTAL_MOST",
    "Archive",
    "open_archive",
]

import codecs
import re
import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from bouwsteen.errors import ProjectError
from bouwsteen.transcripts.package import PACKAGE_ERRORS

ENTRIES_MOST = 20_000
"""Files in one archive."""

LARGEST = 64_000_000
"""Bytes of one unpacked file; media are never unpacked, so this is about texts and the project."""

TOTAL_MOST = 512_000_000
"""Bytes that are unpacked from one archive altogether."""

TEXTS_MOST = 96_000_000
"""Bytes of all texts of one archive; in memory a text with an emoji takes four times as much."""

RATIO_MOST = 200
"""How many times smaller than itself a file may be packed; text comes to ten."""

_RATIO_FROM = 1_000_000
_CHUNK = 1 << 20
_ENTRY = b"PK\x01\x02"
_DRIVE = re.compile(r"[A-Za-z]:")
_HINT = "Open it in the program that made it, export it again, and import that file."


class Archive:
    """A project file that is open: its project and, by name, its sources.

    Parameters
    ----------
    name : str
        File name, for messages.
    package : ZipFile or None
        None when the file is a project or codebook on its own.
    alone : bytes
        That file then.
    folder : Path or None
        Where sources with a relative place stand.
    """

    def __init__(
        self,
        name: str,
        package: zipfile.ZipFile | None,
        *,
        alone: bytes = b"",
        folder: Path | None = None,
    ) -> None:
        self.name = name
        self.ignored: tuple[str, ...] = ()
        self._package = package
        self._alone = alone
        self._folder = folder
        self._total = 0
        self._texts = 0
        self._sources: dict[str, zipfile.ZipInfo] = {}
        self._root: zipfile.ZipInfo | None = None
        if package is not None:
            self._index(package)

    def project(self) -> bytes:
        """The project or codebook itself, as XML."""
        return self._alone if self._root is None else self._read(self._root)

    def names(self) -> tuple[str, ...]:
        """File names of the sources in the archive, as it spells them."""
        return tuple(PurePosixPath(_slashed(one.filename)).name for one in self._sources.values())

    def source(self, place: str | None) -> bytes | None:
        """Read the source that a path in the project means.

        Parameters
        ----------
        place : str or None
            ``internal://…``, ``relative://…`` or a bare name.

        Returns
        -------
        bytes or None
            None when it is not there, or stands where nothing may be read.
        """
        if not place:
            return None
        scheme, mark, rest = place.replace("\\", "/").partition(":")
        if not mark or scheme.lower() == "internal":
            found = self._sources.get(PurePosixPath(rest if mark else scheme).name.casefold())
            return None if found is None else self._read(found, texts=True)
        if scheme.lower() == "relative" and self._folder is not None:
            return self._beside(rest.lstrip("/"))
        return None

    def _index(self, package: zipfile.ZipFile) -> None:
        seen: set[str] = set()
        roots, other = [], []
        for one in package.infolist():
            path = _checked(one, self.name)
            key = path.as_posix().casefold()
            if key in seen:
                why = f"it holds {one.filename!r} twice"
                raise _unsafe(self.name, why, key="refi_part_twice", part=one.filename)
            seen.add(key)
            if one.is_dir() or one.orig_filename.endswith("\\"):
                continue
            if len(path.parts) == 1 and path.suffix.casefold() == ".qde":
                roots.append(one)
            elif path.parts[0].casefold() == "sources":
                self._sources.setdefault(path.name.casefold(), one)
            else:
                other.append(one.filename)
        named = [one for one in roots if one.filename.casefold() == "project.qde"] or roots
        if len(named) != 1:
            what = "more than one project" if named else "no project.qde"
            raise ProjectError(
                f"{self.name}: it holds {what}.",
                _HINT,
                key="refi_many_projects" if named else "refi_no_project",
                file=self.name,
            )
        self._root = named[0]
        self.ignored = (*other, *(one.filename for one in roots if one is not named[0]))

    def _read(self, one: zipfile.ZipInfo, *, texts: bool = False) -> bytes:
        """Unpack one file, counting what really comes out."""
        assert self._package is not None
        most = max(_RATIO_FROM, RATIO_MOST * one.compress_size)
        chunks, size = [], 0
        try:
            with self._package.open(one) as part:
                while chunk := part.read(_CHUNK):
                    size += len(chunk)
                    self._total += len(chunk)
                    self._texts += len(chunk) if texts else 0
                    if size > most:
                        why = f"{one.filename!r} swells like a zip bomb"
                        raise _unsafe(self.name, why, key="refi_swells", part=one.filename)
                    if size > LARGEST or self._total > TOTAL_MOST:
                        why = f"{one.filename!r} is too large"
                        raise _unsafe(self.name, why, key="refi_part_large", part=one.filename)
                    if self._texts > TEXTS_MOST:
                        why = f"it has more than {TEXTS_MOST:,} bytes of text"
                        raise _unsafe(self.name, why, key="refi_much_text", most=TEXTS_MOST)
                    chunks.append(chunk)
        except PACKAGE_ERRORS as error:
            raise ProjectError(
                f"{self.name}: {one.filename!r} is damaged ({error}).",
                _HINT,
                key="refi_part_damaged",
                file=self.name,
                part=one.filename,
            ) from None
        return b"".join(chunks)

    def _beside(self, rest: str) -> bytes | None:
        assert self._folder is not None
        base = self._folder.resolve()
        path = (base / rest).resolve()
        if not path.is_relative_to(base) or not path.is_file() or path.stat().st_size > LARGEST:
            return None
        return path.read_bytes()


@contextmanager
def open_archive(path: str | Path, *, folder: Path | None = None) -> Iterator[Archive]:
    """Open a project (.qdpx), or a project or codebook on its own (.qde, .qdc).

    Parameters
    ----------
    path : str or Path
        The file.
    folder : Path, optional
        Where sources stand that the project names by a relative place.

    Raises
    ------
    ProjectError
        When it cannot be read, is no project, or is built to harm: a zip bomb, too many files,
        names that leave the archive or stand there twice, links, encryption.
    """
    path = Path(path)
    try:
        file = path.open("rb")
    except OSError as error:
        raise ProjectError(
            f"{path} cannot be read: {error.strerror}.",
            "Check the name.",
            key="refi_unreadable",
            path=path,
        ) from None
    with file:
        start = file.read(4).removeprefix(codecs.BOM_UTF8)
        file.seek(0)
        if start[:2] == b"PK":
            with _package(file, path.name) as package:
                yield Archive(path.name, package, folder=folder)
            return
        if start.lstrip()[:1] not in (b"<", b"") or not start:
            raise ProjectError(
                f"{path.name}: this is no REFI-QDA file.",
                "Use .qdpx, .qde or .qdc.",
                key="refi_other_file",
                file=path.name,
            )
        data = file.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise _unsafe(path.name, "it is too large", key="refi_large")
        yield Archive(path.name, None, alone=data, folder=folder)


def _package(file: IO[bytes], name: str) -> zipfile.ZipFile:
    """Open a zip file; its entries are counted first, because every one becomes an object."""
    count, rest = 0, b""
    while chunk := file.read(_CHUNK):
        found = rest + chunk
        count += found.count(_ENTRY)
        if count > ENTRIES_MOST:
            why = f"it holds more than {ENTRIES_MOST:,} files"
            raise _unsafe(name, why, key="refi_many_files", most=ENTRIES_MOST)
        rest = found[1 - len(_ENTRY) :]
    file.seek(0)
    try:
        return zipfile.ZipFile(file)
    except PACKAGE_ERRORS as error:
        raise ProjectError(
            f"{name}: the archive is damaged ({error}).", _HINT, key="refi_damaged", file=name
        ) from None


def _checked(one: zipfile.ZipInfo, name: str) -> PurePosixPath:
    """Give the path of an entry, unless it could lead somewhere else."""
    slashed = _slashed(one.filename)
    path = PurePosixPath(slashed)
    if "\0" in one.orig_filename or not path.parts:
        raise _unsafe(name, "a file in it has no usable name", key="refi_nameless")
    if path.is_absolute() or ".." in path.parts or _DRIVE.match(slashed):
        why = f"{one.filename!r} leads out of the archive"
        raise _unsafe(name, why, key="refi_leads_out", part=one.filename)
    if stat.S_ISLNK(one.external_attr >> 16):
        raise _unsafe(name, f"{one.filename!r} is a link", key="refi_link", part=one.filename)
    if one.flag_bits & 1:
        raise ProjectError(
            f"{name}: {one.filename!r} is encrypted.",
            "Export without a password.",
            key="refi_encrypted",
            file=name,
            part=one.filename,
        )
    return path


def _slashed(name: str) -> str:
    return name.replace("\\", "/")


def _unsafe(name: str, why: str, *, key: str, **values: object) -> ProjectError:
    message = f"{name}: {why}, so it was not read."
    return ProjectError(message, _HINT, key=key, file=name, **values)
