"""What is left of a project when the study has taken its part: carried along, or told as lost."""

from __future__ import annotations

__all__ = ["Remainder", "remainder"]

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from bouwsteen.errors import TranscriptError
from bouwsteen.exports.refi.cases import People
from bouwsteen.exports.refi.fragments import case_xml, code_xml, element_xml, inlined, source_xml
from bouwsteen.exports.refi.marks import without_marks
from bouwsteen.exports.refi.model import Carried, RefiProject, RefiSource, walk_codes
from bouwsteen.exports.refi.people import TOOL_USERS
from bouwsteen.exports.refi.placing import Placing
from bouwsteen.exports.refi.report import Loss
from bouwsteen.exports.refi.texts import Text, raw_text

_Read = Callable[[str], bytes | None]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Remainder:
    """Parts that are carried along, and what does not come along."""

    carried: tuple[Carried, ...]
    losses: tuple[Loss, ...]


def remainder(
    project: RefiProject,
    placing: Placing,
    people: People,
    texts: Sequence[Text],
    by_source: Mapping[str, str],
    read: _Read,
) -> Remainder:
    """Gather what a study does not hold.

    Parameters
    ----------
    project : RefiProject
        With references of cases mended.
    placing : Placing
        After all texts.
    people : People
    texts : sequence of Text
        Those that became transcripts.
    by_source : mapping of GUID to str
        Key of the transcript of every text source.
    read : callable
        Gives the bytes of a file by its path.

    Returns
    -------
    Remainder
    """
    losses: list[Loss] = []

    def text(path: str) -> str | None:
        data = read(path)
        try:
            return None if data is None else raw_text(data)[0]
        except TranscriptError:
            return None

    frozen = {one.source.guid for one in texts if one.source.kind == "pdf"}
    carried = [
        *_project(project),
        *_headings(project),
        *_cases(project, placing, people, by_source),
        *_variables(project),
        *_beside(project.sources, by_source, people.crowded),
        *_media(project.sources, frozen, text, losses),
        *_notes(project.notes, text, losses),
        *(Carried(kind="link", guid=one.guid, name=one.name or "", xml=one.xml)
          for one in project.links),
        *(Carried(kind="set", guid=one.guid, name=one.name, xml=one.xml) for one in project.sets),
        *(Carried(kind="graph", guid=one.guid, name=one.name or "", xml=one.xml)
          for one in project.graphs),
        *_noterefs(project),
    ]  # fmt: skip
    losses += _users(project)
    return Remainder(carried=tuple(carried), losses=tuple(losses))


def _project(project: RefiProject) -> Iterator[Carried]:
    attributes = {"name": project.name, "basePath": project.base_path or None}
    if project.description.strip() or project.base_path:
        xml = element_xml("Project", attributes, description=project.description)
        yield Carried(kind="project", guid="", name=project.name, xml=xml)


def _headings(project: RefiProject) -> Iterator[Carried]:
    cases = {one.guid for one in project.cases}
    for one, _ in walk_codes(project.codes):
        if not one.codable and one.guid not in cases:
            yield Carried(kind="code", guid=one.guid, name=one.name, xml=code_xml(one))


def _cases(
    project: RefiProject, placing: Placing, people: People, by_source: Mapping[str, str]
) -> Iterator[Carried]:
    linked = {(one.respondent, one.transcript) for one in people.links}
    stretches = defaultdict(list)
    for case, selection in placing.placed.case_selections:
        stretches[case].append(selection)
    for one in project.cases:
        if one.guid not in people.by_case:
            continue
        person = people.by_case[one.guid]
        sources = [guid for guid in one.source_refs if (person, by_source.get(guid)) not in linked]
        selections = dict.fromkeys((*one.selection_refs, *stretches[one.guid]))
        description = without_marks(one.description)
        if sources or selections or one.code_refs or description.strip():
            xml = case_xml(one, description=description, sources=sources, selections=selections)
            yield Carried(kind="case", guid=one.guid, name=one.name or "", xml=xml)


def _variables(project: RefiProject) -> Iterator[Carried]:
    for one in project.variables:
        attributes = {"guid": one.guid, "name": one.name, "typeOfVariable": one.kind}
        xml = element_xml("Variable", attributes, description=one.description)
        yield Carried(kind="variable", guid=one.guid, name=one.name, xml=xml)


def _beside(
    sources: Iterable[RefiSource], by_source: Mapping[str, str], crowded: Collection[str]
) -> Iterator[Carried]:
    """What a text source says of itself, unless it is what our own exports write."""
    for one in sources:
        key = by_source.get(one.guid)
        if one.kind != "text" or key is None:
            continue
        description = without_marks(one.description)
        values = one.values if key in crowded else ()
        if description.strip() or values:
            xml = source_xml(one, description=description, values=values)
            yield Carried(kind="text", guid=one.guid, name=key, xml=xml)


def _media(
    sources: Iterable[RefiSource],
    frozen: set[str],
    text: Callable[[str], str | None],
    losses: list[Loss],
) -> Iterator[Carried]:
    files: Counter[str] = Counter()
    for one in sources:
        if one.kind == "text":
            continue
        without = ("Representation",) if one.guid in frozen else ()
        xml, missing = inlined(one.xml, text, without=without)
        if missing:
            what = one.name or one.guid
            losses.append(Loss(kind="text", what=what, n=missing, why="text_file_gone"))
        files[one.kind] += 1
        yield Carried(kind="source", guid=one.guid, name=one.name or "", xml=xml)
    for kind, n in files.items():
        losses.append(Loss(kind=f"{kind} file", n=n, why="file_stays"))


def _notes(
    notes: Iterable[RefiSource], text: Callable[[str], str | None], losses: list[Loss]
) -> Iterator[Carried]:
    for one in notes:
        xml, missing = inlined(one.xml, text)
        if missing:
            losses.append(Loss(kind="note", what=one.name or one.guid, why="file_gone"))
        yield Carried(kind="note", guid=one.guid, name=one.name or "", xml=xml)


def _noterefs(project: RefiProject) -> Iterator[Carried]:
    """Which note is about what; notes on what is carried stand in its own XML."""
    found: list[tuple[str, tuple[str, ...]]] = [("", project.note_refs)]
    found += [(one.guid, one.note_refs) for one, _ in walk_codes(project.codes)]
    for source in project.sources:
        if source.kind != "text":
            continue
        found.append((source.guid, source.note_refs))
        for one in source.selections:
            found.append((one.guid, one.note_refs))
            found += [(coding.guid, coding.note_refs) for coding in one.codings]
    for owner, notes in found:
        for note in notes:
            yield Carried(kind="noteref", guid=owner, name=note)


def _users(project: RefiProject) -> Iterator[Loss]:
    tools = [one for one in project.users if one.guid in TOOL_USERS]
    if tools:
        yield Loss(kind="user", what=tools[0].name or "", n=len(tools), why="program_itself")
    named = [one for one in project.users if one.id and one.id != one.name]
    if named:
        yield Loss(kind="user", n=len(named), why="second_name")
    rich = [one for one in project.sources if one.kind == "text" and one.rich_path]
    if rich:
        yield Loss(kind="layout of a text", n=len(rich), why="words_alone")
