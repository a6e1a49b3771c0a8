"""From a project of another program to what a study holds, with an account of all of it."""

from __future__ import annotations

__all__ = ["incoming", "load_project"]

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from bouwsteen.codebook.description import code_of
from bouwsteen.codebook.model import Code, Codebook, slug
from bouwsteen.coding.model import Coder
from bouwsteen.errors import ProjectError, TranscriptError
from bouwsteen.exports.refi.account import Incoming, account_of, choices_of
from bouwsteen.exports.refi.archive import open_archive
from bouwsteen.exports.refi.cases import Member, People, people_of
from bouwsteen.exports.refi.limits import uncollected
from bouwsteen.exports.refi.model import (
    Guid,
    RefiProject,
    walk_codes,
)
from bouwsteen.exports.refi.offsets import choose
from bouwsteen.exports.refi.others import is_other, read_other
from bouwsteen.exports.refi.people import Attribution, attribution, coders_of
from bouwsteen.exports.refi.placing import Placing, summed
from bouwsteen.exports.refi.references import SourceFinder
from bouwsteen.exports.refi.refusals import refuse_doubled, refuse_missing, refuse_past_end
from bouwsteen.exports.refi.remainder import remainder
from bouwsteen.exports.refi.report import Loss, Remark, Report
from bouwsteen.exports.refi.texts import Text, texts_of, transcript_of
from bouwsteen.exports.refi.xml_read import read_project
from bouwsteen.transcripts.model import Transcript


@uncollected()
def load_project(
    path: str | Path,
    *,
    folder: Path | None = None,
    lang: str = "nl",
    project: str | None = None,
) -> Incoming:
    """Read a project file.

    Parameters
    ----------
    path : str or Path
        A ``.qdpx`` archive, a ``.qde`` or ``.qdc`` on its own, or a project of a program that
        `others` knows.
    folder : Path, optional
        Where texts stand that the project names by a relative place.
    lang : str
        Language of the names of codes.
    project : str, optional
        Which one, in a Taguette file that holds more.

    Returns
    -------
    Incoming

    Raises
    ------
    ProjectError
        When the file is unsafe, damaged or something else, a text is missing on which selections
        stand, two things of one kind have one GUID, or a passage of a REFI-QDA project ends past
        its text.
    """
    if is_other(Path(path)):
        other = read_other(Path(path), project=project)
        return incoming(
            other.project,
            lambda _: None,
            file=Path(path).name,
            lang=lang,
            losses=list(other.losses),
            notes=other.notes,
            stale=True,
        )
    with open_archive(path, folder=folder) as archive:
        reading = read_project(archive.project(), archive.name)
        unread = [
            *(Loss(kind="element", what=name, n=n, why="no_part")
              for name, n in reading.unknown.items()),
            *(Loss(kind="file", what=name, why="no_part")
              for name in archive.ignored),
        ]  # fmt: skip
        return incoming(
            reading.project,
            archive.source,
            file=archive.name,
            files=archive.names(),
            lang=lang,
            losses=unread,
        )


def incoming(
    project: RefiProject,
    read: Callable[[str], bytes | None],
    *,
    file: str,
    files: tuple[str, ...] = (),
    lang: str = "nl",
    losses: list[Loss] | None = None,
    notes: tuple[Remark, ...] = (),
    stale: bool = False,
) -> Incoming:
    """Make of a project what a study holds.

    Parameters
    ----------
    project : RefiProject
    read : callable
        Gives the bytes of a source by its path; None when they are not there.
    file : str
        Its file name, for messages.
    files : tuple of str
        Names of the files in the archive, for references that name a file.
    lang : str
        Language of the names of codes.
    losses : list of Loss, optional
        What was lost before.
    notes : tuple of Remark
        What was noted before.
    stale : bool
        Report passages past the end of their text instead of refusing the project: databases keep
        those of a text that was shortened after it was coded.

    Returns
    -------
    Incoming

    Raises
    ------
    ProjectError
        When a text is missing, empty or too long on which selections stand, two things of one kind
        have one GUID, or a passage ends past its text.
    """
    refuse_doubled(project, file)
    texts = texts_of(project, read)
    refuse_missing(texts, file)
    found = [*(losses or ()), *_missing(texts)]
    texts = [one for one in texts if one.raw is not None]
    verdict = choose(project.origin, [(one.raw or "", one.holder.selections) for one in texts])
    if not stale:
        refuse_past_end(texts, verdict, file)
    transcripts = _frozen(texts, project.origin, file)
    by_source = _by_source(texts, transcripts)
    codebook, codes = _codebook(project, lang)
    who, cases = attribution(project), {one.guid for one in project.cases}
    coders = coders_of(project, _users(project, who, codes))
    placing = Placing(
        reading=verdict.reading, codes=codes, cases=cases, coders=coders, attribution=who
    )
    placing.add_all(zip(texts, transcripts, strict=True))
    finder = SourceFinder(project, by_source, files)
    mended = finder.mended()
    members = [*_members(mended, by_source, placing), *placing.placed.members]
    people = people_of(mended, transcripts, by_source=by_source, members=members)
    rest = remainder(mended, placing, people, texts, by_source, read)
    lost = [*found, *placing.placed.losses, *finder.dangling, *people.losses, *rest.losses]
    chosen = choices_of(project, verdict, who, finder, placing, people)
    made = Incoming(
        name=project.name,
        origin=project.origin or "",
        transcripts=people.transcripts,
        respondents=people.respondents,
        links=people.links,
        codebook=codebook,
        coders=tuple(coders.values()),
        quotations=placing.quotations(),
        carried=(*placing.placed.carried, *rest.carried),
        guids=_guids(codes, coders, by_source, people, placing),
        verdict=verdict,
        report=Report(losses=tuple(summed(lost)), notes=(*notes, *chosen)),
    )
    report = account_of(project, placing.placed, made, cases=len(people.by_case))
    return dataclasses.replace(made, report=report)


def _missing(texts: list[Text]) -> Iterator[Loss]:
    for one in texts:
        name = one.source.name or one.source.guid
        if one.raw is None:
            yield Loss(kind="text", what=name, why="file_no_text")
        elif one.encoding:
            values = {"encoding": one.encoding}
            yield Loss(kind="text", what=name, why="other_encoding", values=values)


def _frozen(texts: list[Text], origin: str | None, file: str) -> list[Transcript]:
    transcripts: list[Transcript] = []
    taken: set[str] = set()
    for text in texts:
        try:
            transcripts.append(transcript_of(text, origin=origin, taken=taken))
        except TranscriptError as error:
            name = text.source.name or text.source.guid
            raise ProjectError(
                f"{file}: {name}: {error.message}",
                error.hint,
                key="refi_text",
                file=file,
                name=name,
                error=error,
            ) from None
        taken.add(transcripts[-1].key)
    return transcripts


def _by_source(texts: list[Text], transcripts: list[Transcript]) -> dict[str, str]:
    """Key of the transcript of every source; of two with one GUID the first is meant."""
    pairs = list(zip(texts, transcripts, strict=True))
    return {text.source.guid: one.key for text, one in reversed(pairs)}


def _codebook(project: RefiProject, lang: str) -> tuple[Codebook, dict[str, str]]:
    """Make the codebook, without the codes that are cases; also the key of every code."""
    cases = {one.guid for one in project.cases}
    codes: list[Code] = []
    keys: dict[str, str] = {}
    crosswalk: dict[str, tuple[str, ...]] = {}
    taken: set[str] = set()
    parents: dict[int, str] = {}
    for one, above in walk_codes(project.codes):
        if one.guid in cases:
            continue
        parent = next((parents[id(up)] for up in reversed(above) if id(up) in parents), None)
        made = code_of(one.name, one.description, one.colour, parent=parent, taken=taken, lang=lang)
        codes.append(made.code)
        taken.add(made.code.key)
        parents[id(one)] = made.code.key
        keys.setdefault(one.guid, made.code.key)
        if made.crosswalk is not None:
            crosswalk[made.code.key] = made.crosswalk
    key = slug(project.name) or "project"
    labels = {lang: project.name} if project.name else {}
    return Codebook(key=key, labels=labels, codes=tuple(codes), crosswalk=crosswalk), keys


def _users(
    project: RefiProject, who: Attribution, codes: Mapping[str, str]
) -> Iterator[str | None]:
    for source in project.sources:
        parts = [source, *([source.representation] if source.representation else [])]
        for part in parts:
            for one in part.selections:
                for coding in one.codings:
                    if coding.code in codes and one.kind == "text":
                        yield who.user(one, coding)


def _members(
    project: RefiProject, by_source: Mapping[str, str], placing: Placing
) -> Iterator[Member]:
    """What cases refer to, as far as it is text."""
    for case in project.cases:
        for guid in case.source_refs:
            if guid in by_source:
                yield Member(case=case.guid, transcript=by_source[guid])
        for guid in case.selection_refs:
            place = placing.placed.places.get(guid)
            if place is not None:
                yield Member(case=case.guid, transcript=place[0], span=place[1])


def _guids(
    codes: Mapping[str, str],
    coders: Mapping[str | None, Coder],
    by_source: Mapping[str, str],
    people: People,
    placing: Placing,
) -> tuple[Guid, ...]:
    """Every GUID that can be kept: one that stands for one thing of its kind."""
    given = [
        *(Guid(kind="code", own=key, guid=guid) for guid, key in codes.items()),
        *(Guid(kind="coder", own=one.key, guid=guid) for guid, one in coders.items() if guid),
        *(Guid(kind="transcript", own=key, guid=guid) for guid, key in by_source.items()),
        *(Guid(kind="respondent", own=key, guid=guid) for guid, key in people.by_case.items()),
        *placing.placed.guids,
    ]
    uses = Counter(one.guid for one in given)
    return tuple(one for one in given if one.guid and uses[one.guid] == 1)
