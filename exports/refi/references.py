"""References of cases that do not point where they should."""

from __future__ import annotations

__all__ = ["SourceFinder"]

import dataclasses
from collections.abc import Mapping
from functools import cached_property
from pathlib import PurePosixPath

from bouwsteen.exports.refi.model import RefiProject, guid_key
from bouwsteen.exports.refi.report import Loss


class SourceFinder:
    """Finds the source that a case means.

    QualCoder refers to the name of a source's file instead of the source; in recent versions that
    file may be one that no source names, which leaves nothing to find.

    Parameters
    ----------
    project : RefiProject
    by_source : mapping of GUID to str
        Key of the transcript of every text source.
    files : tuple of str
        Names of the files in the archive.
    """

    def __init__(
        self, project: RefiProject, by_source: Mapping[str, str], files: tuple[str, ...]
    ) -> None:
        self._project = project
        self._by_source = by_source
        self._files = {guid_key(PurePosixPath(name).stem) for name in files}
        self.resolved = 0
        self.dangling: list[Loss] = []

    def mended(self) -> RefiProject:
        """The project with references of cases that point to sources."""
        return self._mended

    @cached_property
    def _mended(self) -> RefiProject:
        sources = {one.guid for one in self._project.sources}
        stems = self._stems()
        cases = []
        for case in self._project.cases:
            refs = []
            for guid in case.source_refs:
                target = guid if guid in sources else stems.get(guid)
                if target is None:
                    why = "text_unnamed" if guid in self._files else "text_unknown"
                    what = case.name or case.guid
                    self.dangling.append(Loss(kind="text of a case", what=what, why=why))
                    continue
                self.resolved += target != guid
                refs.append(target)
            cases.append(dataclasses.replace(case, source_refs=tuple(refs)))
        return dataclasses.replace(self._project, cases=tuple(cases))

    def _stems(self) -> dict[str, str]:
        """GUID in the name of a source's file to that source."""
        found: dict[str, str] = {}
        for one in self._project.sources:
            for path in (one.rich_path, one.plain_path, one.path):
                if path:
                    stem = PurePosixPath(path.replace("\\", "/")).stem
                    found.setdefault(guid_key(stem.rpartition("/")[2]), one.guid)
        return found
