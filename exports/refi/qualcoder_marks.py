"""The codings of a QualCoder project as marks to compare, where it has them and where they are."""

from __future__ import annotations

__all__ = ["ProjectMarks", "project_marks"]

import dataclasses
from collections.abc import Mapping

from bouwsteen.analysis.agreement.qualcoder_kappa import Mark
from bouwsteen.exports.refi.model import RefiProject, walk_codes
from bouwsteen.exports.refi.offsets import Ruler
from bouwsteen.exports.refi.qualcoder import READING


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ProjectMarks:
    """What coders marked in a project.

    Parameters
    ----------
    lengths : mapping of text to int
        Characters of every text, by the text's GUID.
    coders : tuple of str
        Names, in the order in which they first coded.
    codes : tuple of str
        Names of all codes, in the order of the tree; QualCoder gives no name twice.
    marks : tuple of Mark
        In characters.
    as_stored : tuple of Mark
        The same in QualCoder's own units, which differ behind an emoji.
    """

    lengths: Mapping[str, int]
    coders: tuple[str, ...]
    codes: tuple[str, ...]
    marks: tuple[Mark, ...]
    as_stored: tuple[Mark, ...]


def project_marks(project: RefiProject) -> ProjectMarks:
    """Take the marks out of a project that `read_qualcoder` read."""
    names = {code.guid: code.name for code, _ in walk_codes(project.codes)}
    people = {one.guid: one.name or "" for one in project.users}
    codable = tuple(code.name for code, _ in walk_codes(project.codes) if code.codable)
    lengths: dict[str, int] = {}
    marks: list[Mark] = []
    stored: list[Mark] = []
    for source in project.sources:
        ruler = Ruler(source.text or "", READING)
        lengths[source.guid] = len(ruler.text)
        for one in source.selections:
            for coding in one.codings:
                mark = Mark(
                    text=source.guid,
                    coder=people.get(coding.user or "", ""),
                    code=names[coding.code],
                    start=one.start or 0,
                    end=one.end or 0,
                )
                stored.append(mark)
                start, end = ruler.place(mark.start), ruler.place(mark.end, end=True)
                marks.append(dataclasses.replace(mark, start=start, end=end))
    return ProjectMarks(
        lengths=lengths,
        coders=tuple(dict.fromkeys(mark.coder for mark in marks if mark.coder)),
        codes=codable,
        marks=tuple(marks),
        as_stored=tuple(stored),
    )
