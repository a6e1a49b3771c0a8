"""A corrected transcript: the new text in place of the old, every quotation carried along."""

from __future__ import annotations

__all__ = ["Correction", "CorrectionStore"]

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import select

from bouwsteen.coding.model import Quotation
from bouwsteen.errors import TranscriptError
from bouwsteen.study import schema
from bouwsteen.study.assistance import keep_apart, what_is_apart
from bouwsteen.study.carried_decisions import carry_decisions
from bouwsteen.study.carried_stretches import carry_stretches
from bouwsteen.study.carried_suggestions import carry_control, carry_suggestions
from bouwsteen.study.consensus_store import ConsensusStore
from bouwsteen.study.quotation_store import QuotationStore
from bouwsteen.study.session import Session
from bouwsteen.study.settings import SettingStore
from bouwsteen.study.unplaced_store import UnplacedStore
from bouwsteen.study.version_store import VersionStore
from bouwsteen.transcripts.correct import Alignment, Carried, Kind, align
from bouwsteen.transcripts.model import Transcript

# Further than any text goes: where a quotation waits while another still stands in its place.
_ASIDE = 10**9


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a correction does to the codings of a transcript.

    Parameters
    ----------
    version : int
        Number of the version that it makes.
    alignment : Alignment
        Old and new text.
    quotations : tuple of (Quotation, Carried)
        Every quotation of every coder and layer, in the order of the old text.
    speakers : mapping of str to str
        Labels that were renamed throughout, old to new; their respondents follow.
    reopened : int
        Number of decisions of the consensus meeting that must be taken again, because the
        quotations that they are about are no longer together; 0 while only planned.
    """

    version: int
    alignment: Alignment
    quotations: tuple[tuple[Quotation, Carried], ...]
    speakers: Mapping[str, str]
    reopened: int = 0

    @property
    def counts(self) -> dict[str, int]:
        """Number of quotations of each kind, kinds with none among them."""
        found = Counter(carried.kind for _, carried in self.quotations)
        return {str(kind): found[kind] for kind in Kind}


class CorrectionStore:
    """Correct transcripts that are coded already."""

    def __init__(
        self,
        session: Session,
        versions: VersionStore,
        quotations: QuotationStore,
        unplaced: UnplacedStore,
        consensus: ConsensusStore,
        settings: SettingStore,
    ) -> None:
        self._session = session
        self._versions = versions
        self._quotations = quotations
        self._unplaced = unplaced
        self._consensus = consensus
        self._settings = settings

    def plan(self, new: Transcript) -> Correction:
        """See what a correction would do, and change nothing.

        Parameters
        ----------
        new : Transcript
            Under the key of the transcript that it corrects.

        Returns
        -------
        Correction
            Of two quotations of one coder that end on the same stretch, one is unplaced.

        Raises
        ------
        TranscriptError
            When the study has no such transcript, or it reads like that already.
        """
        last = self._versions.of(new.key)[-1]
        if (last.transcript.text, last.transcript.turns) == (new.text, new.turns):
            raise TranscriptError(
                f"{new.key} reads like that already; nothing was changed.",
                "Give the file with the corrected text.",
                key="study_corrected_already",
                transcript=new.key,
            )
        alignment = align(last.transcript, new)
        return Correction(
            version=last.version + 1,
            alignment=alignment,
            quotations=tuple(
                _apart(
                    (one, alignment.carry(one.span))
                    for one in self._quotations.select(transcript=new.key)
                )
            ),
            speakers=alignment.renamed_speakers(),
        )

    def apply(self, plan: Correction, *, reason: str, actor: str | None = None) -> Correction:
        """Put the corrected text in place and every quotation where the plan says.

        Layers that a coder declared done go along: a correction codes nothing.

        Parameters
        ----------
        plan : Correction
            From `plan`, on the study as it is.
        reason : str
            Why the text was corrected.
        actor : str, optional
            Who corrected it.

        Returns
        -------
        Correction
            The plan, with the number of decisions that are open again.
        """
        old, new = plan.alignment.old, plan.alignment.new
        before = None if self._consensus.settings() is None else self._consensus.agenda()
        self._versions.replace(new, reason=reason, actor=actor)
        self._move(plan.quotations, plan.version - 1)
        self._rename(old.key, plan.speakers)
        carry_suggestions(self._session.writer, plan.alignment)
        carry_stretches(self._session.writer, plan.alignment)
        keep_apart(self._settings, carry_control(what_is_apart(self._settings), plan.alignment))
        if before is None:
            return plan
        after = self._consensus.agenda()
        lost = carry_decisions(self._session.writer, before, after, plan.alignment)
        return dataclasses.replace(plan, reopened=lost)

    def _move(self, carried: Sequence[tuple[Quotation, Carried]], version: int) -> None:
        writer, table = self._session.writer, schema.quotation
        moving = []
        for one, found in carried:
            if found.span is None:
                self._unplaced.put_away(one.id, version=version, quote=found.old_text)
            elif found.span != one.span:
                moving.append((one, found.span))
        wanted = {(one.coder, one.layer, span) for one, span in moving}
        for one, _ in moving:
            # A coder marks a stretch once, also halfway: whoever stands in the way steps aside.
            if (one.coder, one.layer, one.span) in wanted:
                aside = {"start": one.span.start + _ASIDE, "end": one.span.end + _ASIDE}
                writer.update(table, one.id, aside)
        for one, span in moving:
            writer.update(table, one.id, {"start": span.start, "end": span.end})

    def _rename(self, transcript: str, speakers: Mapping[str, str]) -> None:
        writer, table = self._session.writer, schema.speaker_link
        rows = writer.connection.execute(
            select(table.c.id, table.c.speaker).where(table.c.transcript == transcript)
        ).all()
        known = {row.speaker for row in rows}
        for row in rows:
            label = speakers.get(row.speaker)
            if label is not None and label not in known:
                known.add(label)
                writer.update(table, row.id, {"speaker": label})


def _apart(
    carried: Iterable[tuple[Quotation, Carried]],
) -> Iterator[tuple[Quotation, Carried]]:
    """Of quotations that would come to be one, leave the one that changed least in place."""
    found = list(carried)
    rank = list(Kind)
    taken = set()
    kept = set()
    for one, result in sorted(found, key=lambda pair: rank.index(pair[1].kind)):
        place = (one.coder, one.layer, result.span)
        if result.span is not None and place not in taken:
            taken.add(place)
            kept.add(one.id)
    for one, result in found:
        if one.id not in kept:
            result = dataclasses.replace(result, span=None, kind=Kind.UNPLACED, new_text="")
        yield one, result
