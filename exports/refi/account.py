"""The account of an import: what was read, kept, carried along and lost, and what was chosen."""

from __future__ import annotations

__all__ = ["Incoming", "account_of", "choices_of"]

import dataclasses
from collections import Counter
from collections.abc import Iterator

from bouwsteen.codebook.model import Codebook
from bouwsteen.coding.model import Coder, Quotation
from bouwsteen.exports.refi.cases import People
from bouwsteen.exports.refi.model import (
    Carried,
    Guid,
    RefiProject,
    RefiSource,
    walk_codes,
)
from bouwsteen.exports.refi.offsets import Reading, Verdict
from bouwsteen.exports.refi.people import Attribution
from bouwsteen.exports.refi.placing import Placed, Placing
from bouwsteen.exports.refi.references import SourceFinder
from bouwsteen.exports.refi.report import Remark, Report
from bouwsteen.transcripts.model import Respondent, SpeakerLink, Transcript

_FEW = 10
"""How many respondents without a label are named."""

_BECAUSE = {"origin": "as_origin", "pattern": "as_pattern", "standard": "as_standard"}
"""Remark on each reason of `Attribution`."""

_AS_THEY_ARE = ("selection", "variable", "note", "link", "set", "graph")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A project as a study can hold it.

    Parameters
    ----------
    name, origin : str
        Of the project; the program that wrote it.
    transcripts : tuple of Transcript
    respondents : tuple of Respondent
    links : tuple of SpeakerLink
    codebook : Codebook
    coders : tuple of Coder
    quotations : tuple of Quotation
        In the coders' independent layers.
    carried : tuple of Carried
        What a study does not hold.
    guids : tuple of Guid
        What everything was called there.
    verdict : Verdict
        How the offsets were read.
    report : Report
    """

    name: str
    origin: str
    transcripts: tuple[Transcript, ...]
    respondents: tuple[Respondent, ...]
    links: tuple[SpeakerLink, ...]
    codebook: Codebook
    coders: tuple[Coder, ...]
    quotations: tuple[Quotation, ...]
    carried: tuple[Carried, ...]
    guids: tuple[Guid, ...]
    verdict: Verdict
    report: Report


def choices_of(
    project: RefiProject,
    verdict: Verdict,
    who: Attribution,
    finder: SourceFinder,
    placing: Placing,
    people: People,
) -> tuple[Remark, ...]:
    """Say what was chosen, and what a person should look at."""
    found = [*_origin(project), *_evidence(verdict), *_together(placing), *_doubts(verdict)]
    if verdict.evidence.selections:
        found.append(_who(who))
    if placing.placed.split:
        found.append(Remark(key="split", values={"n": placing.placed.split}))
    if finder.resolved:
        found.append(Remark(key="file_for_text", values={"n": finder.resolved}))
    for person, transcript in people.unlinked[:_FEW]:
        values = {"person": person, "transcript": transcript}
        found.append(Remark(key="unlinked", values=values))
    if len(people.unlinked) > _FEW:
        found.append(Remark(key="unlinked_more", values={"n": len(people.unlinked) - _FEW}))
    return tuple(found)


def _origin(project: RefiProject) -> Iterator[Remark]:
    if project.origin:
        yield Remark(key="origin", values={"program": project.origin})
    else:
        yield Remark(key="origin_unnamed")


def _evidence(verdict: Verdict) -> Iterator[Remark]:
    """What speaks for the reading of the offsets."""
    proof = verdict.evidence
    if proof.selections:
        values: dict[str, str | int | Remark] = {
            "reading": _counting(verdict.reading),
            "inside": proof.inside,
            "selections": proof.selections,
            "edges": proof.edges,
            "ends": 2 * proof.selections,
        }
        yield Remark(key="offsets", values=values)
    if proof.quotes:
        yield Remark(key="quotes", values={"matched": proof.matched, "quotes": proof.quotes})


def _together(placing: Placing) -> Iterator[Remark]:
    """Why more passages were read than are kept."""
    same = placing.placed.coded - placing.stretches()
    if same:
        yield Remark(key="together", values={"n": same})


def _doubts(verdict: Verdict) -> Iterator[Remark]:
    if verdict.rival is not None:
        yield Remark(key="doubtful_rival", values={"reading": _counting(verdict.rival)})
    elif verdict.doubtful:
        yield Remark(key="doubtful_quotes")


def _who(who: Attribution) -> Remark:
    """Where the coder was read, and why there."""
    place = "who_selection" if who.on_selection else "who_coding"
    return Remark(key=place, values={"why": Remark(key=_BECAUSE[who.why])})


def _counting(reading: Reading) -> Remark:
    if reading.utf16:
        return Remark(key="utf16_folded" if reading.folded else "utf16")
    return Remark(key="points_folded" if reading.folded else "points")


def account_of(project: RefiProject, placed: Placed, made: Incoming, *, cases: int) -> Report:
    """Count what became of a project.

    Parameters
    ----------
    project : RefiProject
    placed : Placed
        What became of the selections in the texts.
    made : Incoming
        Whose report has losses and notes but no counts yet.
    cases : int
        Cases that became respondents.

    Returns
    -------
    Report
    """
    along = Counter(one.kind for one in made.carried)
    on_media = sum(
        len(one.codings) + sum(len(selection.codings) for selection in one.selections)
        for one in project.sources
        if one.kind != "text"
    )
    counts = {kind: along[kind] for kind in _AS_THEY_ARE}
    counts |= {
        "medium": along["source"],
        "coding": along["coding"] + on_media,
        "case coding": placed.case_codings,
    }
    kept = {
        "text": len(made.transcripts),
        "code": len(made.codebook),
        "selection": len({(one.transcript, one.span) for one in made.quotations}),
        "coding": placed.codings,
        "user": len(made.coders),
        "case": cases,
        "value": sum(len(one.values) for one in made.respondents),
    }
    carried = {kind: n for kind, n in counts.items() if n}
    return dataclasses.replace(made.report, read=_read(project), kept=kept, carried=carried)


def _read(project: RefiProject) -> dict[str, int]:
    """Count what is in the file."""
    texts = [one for one in project.sources if one.kind == "text"]
    parts: list[RefiSource] = [*project.sources]
    parts += [one.representation for one in project.sources if one.representation is not None]
    selections = [selection for one in parts for selection in one.selections]
    return {
        "text": len(texts),
        "medium": len(project.sources) - len(texts),
        "code": len(list(walk_codes(project.codes))),
        "selection": len(selections),
        "coding": sum(len(one.codings) for one in parts)
        + sum(len(one.codings) for one in selections),
        "user": len(project.users),
        "case": len(project.cases),
        "variable": len(project.variables),
        "value": sum(len(one.values) for one in project.cases)
        + sum(len(one.values) for one in project.sources),
        "note": len(project.notes),
        "link": len(project.links),
        "set": len(project.sets),
        "graph": len(project.graphs),
    }
