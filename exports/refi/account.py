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
    Report,
    walk_codes,
)
from bouwsteen.exports.refi.offsets import Verdict
from bouwsteen.exports.refi.people import Attribution
from bouwsteen.exports.refi.placing import Placed, Placing
from bouwsteen.exports.refi.references import SourceFinder
from bouwsteen.transcripts.model import Respondent, SpeakerLink, Transcript

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
) -> tuple[str, ...]:
    """Say what was chosen, and what a person should look at.

    Returns
    -------
    tuple of str
        One line each.
    """
    found = [f"written by {project.origin or 'an unnamed program'}"]
    proof = verdict.evidence
    if proof.selections:
        found.append(_evidence(verdict))
    found += _together(placing)
    if verdict.rival is not None:
        found.append(
            f"DOUBTFUL: the offsets could as well be {verdict.rival}; look at the quotations"
        )
    elif verdict.doubtful:
        found.append(
            "DOUBTFUL: most quotations stored in the file say other words; look at the quotations"
        )
    place = "selection" if who.on_selection else "coding"
    if proof.selections:
        found.append(f"who coded is taken from the {place} ({who.why})")
    if placing.placed.split:
        found.append(f"{placing.placed.split} ends lay inside one character and moved outward")
    if finder.resolved:
        found.append(
            "cases that named the file of a text instead of the text; the text was found: "
            f"{finder.resolved}"
        )
    for person, transcript in people.unlinked[:10]:
        found.append(f"{person} belongs to {transcript}, but the label is not known; link it")
    if len(people.unlinked) > 10:
        found.append(f"and {len(people.unlinked) - 10} more respondents without a label")
    return tuple(found)


def _evidence(verdict: Verdict) -> str:
    """What speaks for the reading of the offsets."""
    proof = verdict.evidence
    said = (
        f"offsets read as {verdict.reading}: {proof.inside} of {proof.selections} passages lie in"
        f" their text, {proof.edges} of {2 * proof.selections} ends at the edge of a word"
    )
    if proof.quotes:
        said += (
            f", {proof.matched} of {proof.quotes} quotations stored in the file say the same words"
        )
    return said


def _together(placing: Placing) -> Iterator[str]:
    """Why more passages were read than are kept."""
    same = placing.placed.coded - len({(one.transcript, one.span) for one in placing.quotations()})
    if same:
        yield (
            f"{same} passage{'s mark' if same > 1 else ' marks'} exactly the same words as another "
            "one; such words count as one passage, with the codes of all coders"
        )


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
