"""References of a project that do not point where they should, and GUIDs used twice."""

from __future__ import annotations

__all__ = ["SourceFinder", "doubled"]

import dataclasses
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import PurePosixPath

from bouwsteen.exports.refi.model import Loss, RefiProject, guid_key, walk_codes


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
                    why = (
                        "it names a file that belongs to no source"
                        if guid in self._files
                        else "it points to nothing"
                    )
                    what = case.name or case.guid
                    self.dangling.append(Loss(kind="reference of a case", what=what, why=why))
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


def doubled(project: RefiProject) -> Iterator[Loss]:
    """Tell GUIDs that two things of one kind have; references then mean the first.

    Between kinds they do double in real files: a case and its code, a PDF and its text.
    """
    selections = [one for source in project.sources for one in source.selections]
    for kind, guids in (
        ("user", [one.guid for one in project.users]),
        ("code", [one.guid for one, _ in walk_codes(project.codes)]),
        ("case", [one.guid for one in project.cases]),
        ("source", [one.guid for one in project.sources]),
        ("variable", [one.guid for one in project.variables]),
        ("note", [one.guid for one in project.notes]),
        ("set", [one.guid for one in project.sets]),
        ("selection", [one.guid for one in selections]),
    ):
        for guid, n in Counter(guids).items():
            if n > 1:
                why = f"{n} of these have one GUID; references mean the first"
                yield Loss(kind=kind, what=guid, n=n - 1, why=why)
