"""From a study to a project that other programs read, with an account of what it cannot hold."""

from __future__ import annotations

__all__ = ["CONSENSUS", "Holdings", "outgoing"]

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from bouwsteen import __version__
from bouwsteen.codebook.description import Described, described
from bouwsteen.codebook.model import Codebook
from bouwsteen.codebook.qdc import code_guid
from bouwsteen.coding.model import Coder, Layer, Quotation
from bouwsteen.exports.refi.giving import Giving, People
from bouwsteen.exports.refi.marks import SourceMark, source_mark
from bouwsteen.exports.refi.model import (
    Aud,
    Carried,
    Guid,
    RefiCode,
    RefiCoding,
    RefiProject,
    RefiSelection,
    RefiSource,
    RefiUser,
    coding_key,
)
from bouwsteen.exports.refi.report import Loss, Remark, Report
from bouwsteen.exports.refi.returning import made
from bouwsteen.exports.refi.targets import Offsets, Target, Unit
from bouwsteen.transcripts.model import Respondent, SpeakerLink, Transcript

CONSENSUS = "consensus"
"""Name of the user that stands for what coders agreed on in their meeting."""

_QUOTE = 100


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """What of a study goes into a project.

    Parameters
    ----------
    name : str
        Of the project.
    codebook : Codebook
    transcripts, respondents, links, coders, quotations : sequence
        Quotations of any layer; those of the consensus belong to a user of their own.
    carried, guids : sequence
        What came with the project from which the study was made, and what things were called.
    """

    name: str
    codebook: Codebook
    transcripts: Sequence[Transcript] = ()
    respondents: Sequence[Respondent] = ()
    links: Sequence[SpeakerLink] = ()
    coders: Sequence[Coder] = ()
    quotations: Sequence[Quotation] = ()
    carried: Sequence[Carried] = ()
    guids: Sequence[Guid] = ()


def outgoing(held: Holdings, target: Target, *, lang: str = "nl") -> tuple[RefiProject, Report]:
    """Make a project of a study.

    GUIDs are those that things had when they came in, else made of the codebook's key and their
    own: the same study gives the same GUIDs.

    Parameters
    ----------
    held : Holdings
    target : Target
        The program that is to read it.
    lang : str
        Language of the names of codes.

    Returns
    -------
    RefiProject
        Its texts stand in ``text``; `pack` puts them in files.
    Report
        `kept` counts what was written, `carried` what was given back as it came.
    """
    return _Outgoing(held, target, lang).project()


class _Outgoing:
    """Makes a project part by part; each takes its GUIDs before anything refers to them."""

    def __init__(self, held: Holdings, target: Target, lang: str) -> None:
        self._held = held
        self._target = target
        self._lang = lang
        self._giving = Giving(held.carried, held.guids, held.codebook.key)
        self._ambiguous: Counter[str] = Counter()
        self._codings: dict[str, list[Quotation]] = defaultdict(list)
        for one in held.quotations:
            self._codings[one.transcript].append(one)

    def project(self) -> tuple[RefiProject, Report]:
        """The project and its report."""
        held, giving = self._held, self._giving
        users = tuple(self._users())
        self._take_guids()
        giving.announce()
        project = giving.project(held.name)
        wide = self._target.unit is Unit.UTF16
        people = People(giving, held.respondents, held.links, {t.key for t in held.transcripts})
        project = dataclasses.replace(
            project,
            origin=f"bouwsteen {__version__}" + (" (UTF-16)" if wide else ""),
            users=users,
            codes=self._codes(),
            variables=people.variables,
            sources=(*map(self._source, held.transcripts), *giving.media()),
        )
        # Cases refer to selections, so these come first.
        project = dataclasses.replace(
            project,
            cases=people.cases(),
            notes=giving.notes(),
            links=giving.links(),
            sets=giving.sets(),
            graphs=giving.graphs(),
            note_refs=giving.notes_on(""),
        )
        return project, self._report(project)

    def _take_guids(self) -> None:
        held, giving = self._held, self._giving
        for one in held.codebook.codes:
            giving.take("code", one.key, code_guid(held.codebook.key, one.key))
        for text in held.transcripts:
            giving.take("transcript", text.key, as_kind="source")
        for person in held.respondents:
            giving.take("respondent", person.key, as_kind="case")

    def _users(self) -> Iterator[RefiUser]:
        for one in self._held.coders:
            guid = self._giving.take("coder", one.key, as_kind="user")
            yield RefiUser(guid=guid, name=one.name or one.key, id=one.key)
        if any(one.layer is Layer.CONSENSUS for one in self._held.quotations):
            guid = self._giving.take("consensus", CONSENSUS, as_kind="user")
            yield RefiUser(guid=guid, name=CONSENSUS, id=CONSENSUS)

    def _codes(self) -> tuple[RefiCode, ...]:
        book = self._held.codebook
        taken: set[str] = set()
        words: dict[str, tuple[str, str]] = {}
        for _, one in book.walk():
            told = Described(code=one, crosswalk=book.crosswalk.get(one.key))
            words[one.key] = described(told, lang=self._lang, taken=taken)
            taken.add(one.key)

        def of(parent: str | None) -> tuple[RefiCode, ...]:
            own = book.children(parent) if parent is not None else (*book.blocks, *book.free_codes)
            return tuple(
                RefiCode(
                    guid=self._giving.own("code", one.key),
                    name=words[one.key][0],
                    description=words[one.key][1],
                    colour=one.colour,
                    codable=not self._giving.is_heading(one.key),
                    note_refs=self._giving.notes_on(self._giving.kept("code", one.key)),
                    children=of(one.key),
                )
                for one in own
            )

        return of(None)

    def _source(self, one: Transcript) -> RefiSource:
        giving = self._giving
        guid = giving.own("transcript", one.key)
        offsets = Offsets(one.text, self._target.unit)
        selections: list[RefiSelection] = []
        for quotation in sorted(self._codings[one.key], key=_place):
            quote = _name(quotation, one.text)
            selections += self._selections(quotation, quote, guid, offsets)
            if offsets.ambiguous(quotation.span.end):
                self._ambiguous[one.key] += len(quotation.codings)
        for stretch in giving.stretches(one.key):
            start, end = offsets.of(stretch.start or 0), offsets.of(stretch.end or 0)
            selections.append(dataclasses.replace(stretch, start=start, end=end))
        source = RefiSource(
            guid=guid,
            name=one.title or one.key,
            plain_path=f"internal://{guid.lower() if self._target.lower else guid}.txt",
            text=one.text,
            description="\n".join(
                filter(
                    None,
                    (
                        giving.description("text", one.key),
                        source_mark(SourceMark(key=one.key, language=one.language)),
                    ),
                )
            ),
            selections=tuple(selections),
            codings=giving.whole_codings(one.key),
            values=giving.values(one.key),
            note_refs=giving.notes_on(giving.kept("transcript", one.key)),
        )
        return giving.in_medium(source)

    def _selections(
        self, quotation: Quotation, quote: str, source: str, offsets: Offsets
    ) -> Iterator[RefiSelection]:
        """One selection a code; who and when stand on it and on its coding, for every program."""
        giving = self._giving
        consensus = quotation.layer is Layer.CONSENSUS
        coder = CONSENSUS if consensus else quotation.coder
        user = giving.own("consensus" if consensus else "coder", coder)
        start, end = quotation.span.start, quotation.span.end
        when = _moment(quotation.created)
        for code in quotation.codes:
            key = coding_key(quotation.transcript, start, end, coder, code)
            parts = (source, start, end, user, giving.own("code", code))
            selection, coding = giving.kept("selection", key), giving.kept("coding", key)
            yield RefiSelection(
                guid=giving.take_as("selection", selection, made("selection", *parts)),
                name=quote,
                start=offsets.of(start),
                end=offsets.of(end),
                aud=Aud(creating_user=user, created=when),
                description=quotation.memo,
                codings=(
                    RefiCoding(
                        guid=giving.take_as("coding", coding, made("coding", *parts)),
                        code=giving.own("code", code),
                        user=user,
                        date=when,
                        note_refs=giving.notes_on(coding),
                    ),
                ),
                note_refs=giving.notes_on(selection),
            )

    def _report(self, project: RefiProject) -> Report:
        held = self._held
        kept = {
            "text": len(held.transcripts),
            "code": len(held.codebook),
            "coding": sum(len(one.codings) for one in held.quotations),
            "user": len(project.users),
            "case": len(held.respondents),
            "value": sum(len(one.values) for one in project.cases),
        }
        return Report(
            read=kept,
            kept=kept,
            carried=self._giving.counts(project),
            losses=(*self._losses(), *self._giving.losses()),
            notes=tuple(self._notes()),
        )

    def _losses(self) -> Iterator[Loss]:
        held = self._held
        timed = sum(turn.start_time is not None for text in held.transcripts for turn in text.turns)
        if timed:
            yield Loss(kind="time of a turn", n=timed, why="times_of_media")
        turns = sum(len(text.turns) for text in held.transcripts)
        if turns:
            yield Loss(kind="turn", n=turns, why="no_turns")
        agreed = [one for one in held.quotations if one.layer is Layer.CONSENSUS]
        if agreed:
            values = {"user": CONSENSUS}
            yield Loss(kind="layer", what=CONSENSUS, n=len(agreed), why="one_user", values=values)
        helped = sum(
            coding.assistance != "unassisted" for one in held.quotations for coding in one.codings
        )
        if helped:
            yield Loss(kind="assistance", n=helped, why="suggestion_unsaid")
        if held.codebook.version > 1:
            yield Loss(kind="version", n=held.codebook.version - 1, why="present_alone")

    def _notes(self) -> Iterator[Remark]:
        target = self._target
        program = {"program": target.name}
        wide = target.unit is Unit.UTF16
        yield Remark(key="written_utf16" if wide else "written_points", values=program)
        if self._ambiguous:
            n, texts = sum(self._ambiguous.values()), ", ".join(sorted(self._ambiguous)[:3])
            more = ", …" if len(self._ambiguous) > 3 else ""
            yield Remark(key="after_emoji", values={"n": n, "texts": texts + more})
            if not target.sure:
                yield Remark(key="emoji_unsure", values=program)


def _place(one: Quotation) -> tuple[Any, ...]:
    return (one.span, one.layer is Layer.CONSENSUS, one.coder)


def _name(one: Quotation, text: str) -> str:
    """The quote on one line, cut to a length that programs show."""
    stretch = text[one.span.start : min(one.span.end, one.span.start + 4 * _QUOTE)]
    flat = " ".join(stretch.split())
    cut = len(flat) > _QUOTE or one.span.end > one.span.start + 4 * _QUOTE
    return flat[: _QUOTE - 1].rstrip() + "…" if cut else flat


def _moment(when: datetime | None) -> str | None:
    return None if when is None else when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
