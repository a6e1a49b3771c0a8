"""Two laptops: a blind copy of a study for one coder, and that coder's layer brought home."""

from __future__ import annotations

__all__ = ["Conflict", "MergeReport", "copy_study", "merge_study"]

import dataclasses
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from sqlalchemy import Connection, insert, select

from bouwsteen.codebook.model import Code, Codebook
from bouwsteen.coding.model import Coder, Done, Layer, Quotation
from bouwsteen.errors import StudyError
from bouwsteen.study import schema
from bouwsteen.study.assistance import SETTING
from bouwsteen.study.brought_suggestions import Brought
from bouwsteen.study.engine import create_file, written
from bouwsteen.study.illustration_store import COPIED
from bouwsteen.study.study import Study
from bouwsteen.study.suggestion_rows import Standing
from bouwsteen.transcripts.model import Span

_SHARED = (
    schema.transcript,
    schema.turn,
    schema.respondent,
    schema.speaker_link,
    schema.codebook_version,
    schema.code,
)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """What differs between the study and the copy; the study's was kept.

    Parameters
    ----------
    transcript : str
        Key.
    span : Span
        Where.
    kind : str
        ``changed``: other codes or memo in the copy; ``removed``: no longer in the copy;
        ``locked``: new in the copy, but here the coder has declared the transcript done;
        ``decision``: a suggestion that was decided otherwise in the copy.
    """

    transcript: str
    span: Span
    kind: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class MergeReport:
    """What a merge brought home.

    Parameters
    ----------
    coder : str
        Whose layer.
    added, same : int
        New quotations, and quotations that were here already.
    done : tuple of str
        Transcripts that are done now and were not before.
    free_codes : mapping of str to str
        Free codes made in the copy, to the key they have here.
    conflicts : tuple of Conflict
        What was left as it is here, for a person to look at.
    decisions : int
        Decisions on suggestions that came along.
    over_skips : int
        How many of those took the place of a suggestion that was left for later here.
    """

    coder: str
    added: int
    same: int
    done: tuple[str, ...]
    free_codes: Mapping[str, str]
    conflicts: tuple[Conflict, ...]
    decisions: int = 0
    over_skips: int = 0


def copy_study(study: Study, target: Path, *, coder: str) -> None:
    """Write a blind copy: transcripts, respondents, codebook, and one coder's own layer.

    No other coder, no other layer and no log goes along, and nothing that was chosen for the
    article or came along from another program (which may show how others coded).

    Parameters
    ----------
    study : Study
        The study at home.
    target : Path
        The file to make.
    coder : str
        Key of the coder who will work in the copy.

    Raises
    ------
    CodingError
        When the study has no such coder.
    StudyError
        When `target` exists or cannot be written.
    """
    study.coders.check(coder)
    fresh = create_file(target)
    try:
        with Study.open(fresh) as copy, study.reading() as source:
            with copy.change("study copy", actor=coder, coder=coder) as change:
                _copy_rows(source, change.connection, coder)
                copy.settings.put(COPIED, study.codebook.get().version)
                # What is kept without suggestions holds in a copy too.
                apart = study.settings.get(SETTING)
                if apart is not None:
                    copy.settings.put(SETTING, apart)
        with written(target):
            os.replace(fresh, target)
    finally:
        fresh.unlink(missing_ok=True)


def _copy_rows(source: Connection, target: Connection, coder: str) -> None:
    """Copy rows with their numbers, so that a quotation has the same number in both files."""
    person = schema.coder.c.key == coder
    number = source.execute(select(schema.coder.c.id).where(person)).scalar_one()
    quotation, coding, done = schema.quotation, schema.coding, schema.done
    own = (quotation.c.coder_id == number) & (quotation.c.layer == str(Layer.INDEPENDENT))
    held = select(quotation.c.id).where(own)
    offered, decided = schema.suggestion, schema.suggestion_decision
    own_offers = select(offered.c.id).where(offered.c.coder_id == number)
    for query in (
        *(select(table) for table in _SHARED),
        select(schema.coder).where(person),
        select(quotation).where(own),
        select(coding).where(coding.c.quotation_id.in_(held)),
        select(done).where(done.c.coder_id == number),
        select(offered).where(offered.c.coder_id == number),
        select(decided).where(decided.c.suggestion_id.in_(own_offers)),
    ):
        rows = [dict(row) for row in source.execute(query).mappings()]
        if rows:
            (table,) = query.get_final_froms()
            target.execute(insert(table), rows)  # type: ignore[arg-type]


def merge_study(study: Study, copy: Study) -> MergeReport:
    """Bring the layer of a copy's coder home; merging twice changes nothing more.

    Quotations that are new are added; nothing that is here is overwritten. Free codes made in
    the copy get the coder's key behind theirs, so that two coders' codes of the same name stay
    apart whatever the order of merging.

    Parameters
    ----------
    study : Study
        The study at home.
    copy : Study
        What `copy_study` made, worked in by its one coder.

    Returns
    -------
    MergeReport
        With every conflict.

    Raises
    ------
    StudyError
        When `copy` is no copy, or its texts or its codebook are not those of the study.
    """
    with copy.reading():
        coder = _coder_of(copy)
        # Compared inside the change: nobody writes here between the comparison and the merge.
        with study.change("study merge", actor=coder.key, coder=coder.key) as change:
            report, brought = _merge(study, copy, coder)
            change.details["added"] = report.added
    decided = [
        Conflict(transcript=transcript, span=span, kind="decision")
        for transcript, span in brought.differing
    ]
    return dataclasses.replace(
        report,
        conflicts=(*report.conflicts, *decided),
        decisions=brought.decisions,
        over_skips=brought.over_skips,
    )


def _merge(study: Study, copy: Study, coder: Coder) -> tuple[MergeReport, Brought]:
    _check_texts(study, copy)
    free = _free_codes(study.codebook.get(), copy, coder.key)
    fresh = [_renamed(one, {old: new.key for old, new in free.items()}) for one in _layer(copy)]
    finished = {mark.transcript for mark in copy.coders.done()}
    done = {mark.transcript for mark in study.coders.done() if mark.coder == coder.key}
    here = {_place(one): one for one in study.quotations.select(coder=coder.key)}
    conflicts = [*_conflicts(here, fresh, done)]
    locked = {(one.transcript, one.span) for one in conflicts if one.kind == "locked"}
    known = [one for one in fresh if _place(one) in here]
    new = [one for one in fresh if _place(one) not in here and _place(one) not in locked]
    clear = tuple(sorted(finished - done - {one.transcript for one in conflicts}))
    report = MergeReport(
        coder=coder.key,
        added=len(new),
        same=sum(not _differs(one, here[_place(one)]) for one in known),
        done=clear,
        free_codes={old: code.key for old, code in free.items()},
        conflicts=tuple(conflicts),
    )
    offered = copy.suggestions.select(coder=coder.key, retired=True)
    return report, _store(study, coder, list(free.values()), new, report, offered)


def _store(
    study: Study,
    coder: Coder,
    free: Sequence[Code],
    new: Sequence[Quotation],
    report: MergeReport,
    offered: Sequence[Standing],
) -> Brought:
    if coder.key not in {one.key for one in study.coders.all()}:
        study.coders.add([coder])
    book = study.codebook.get()
    missing = [code for code in free if code.key not in book]
    if missing:
        # Sorted, so that the order of merging leaves no mark on the codebook.
        loose = sorted((*book.free_codes, *missing), key=lambda code: code.key)
        kept = (code for code in book.codes if not code.free)
        study.codebook.put(
            dataclasses.replace(book, codes=(*kept, *loose)),
            reason=f"free codes of {coder.key}",
            actor=coder.key,
        )
    study.quotations.add(new, settled=True)
    brought = study.suggestions.bring(coder.key, offered, codes=report.free_codes)
    study.coders.mark_done(Done(coder=coder.key, transcript=key) for key in report.done)
    return brought


def _coder_of(copy: Study) -> Coder:
    coders = copy.coders.all()
    if copy.settings.get(COPIED) is None or len(coders) != 1:
        raise StudyError(
            f"{copy.path} is no copy for one coder.",
            "Make one with: bouwsteen study copy",
            key="study_no_copy",
            path=copy.path,
        )
    return coders[0]


def _check_texts(study: Study, copy: Study) -> None:
    here = {one.key: one.sha256 for one in study.transcripts.all()}
    for one in copy.transcripts.all():
        if here.get(one.key) != one.sha256:
            corrected = (one.key, one.sha256) in {
                (key, digest) for key, _, digest in study.versions.digests()
            }
            raise _other_text(one.key, copy, known=one.key in here, corrected=corrected)


def _other_text(transcript: str, copy: Study, *, known: bool, corrected: bool) -> StudyError:
    what = "has another text here" if known else "is not in the study"
    case = "corrected" if corrected else "other" if known else "absent"
    return StudyError(
        f"{transcript} of {copy.path} {what}; nothing was merged.",
        "It was corrected here; correct it in the copy too (bouwsteen transcript correct "
        f"{transcript} FILE), then merge."
        if corrected
        else "Merge into the study that the copy was made from.",
        key=f"study_merge_{case}",
        transcript=transcript,
        path=copy.path,
    )


def _free_codes(book: Codebook, copy: Study, coder: str) -> dict[str, Code]:
    """Codes made in the copy, by their key there; refuses any other change of the codebook."""
    theirs = copy.codebook.get()
    given = copy.settings.get(COPIED)
    (base,) = (one.codebook for one in copy.codebook.history() if one.codebook.version == given)
    if not _scheme(book) == _scheme(base) == _scheme(theirs):
        raise StudyError(
            f"The codebook of {copy.path} is not the one of the study; nothing was merged.",
            "Make the same change in both (see: codebook history), then merge again.",
            key="study_merge_codebook",
            path=copy.path,
        )
    return {
        code.key: dataclasses.replace(
            code,
            key=f"{code.key}-{coder}",
            labels={lang: f"{label} ({coder})" for lang, label in code.labels.items()},
        )
        for code in theirs.free_codes
        if code.key not in base
    }


def _scheme(book: Codebook) -> tuple[Code, ...]:
    return tuple(code for code in book.codes if not code.free)


def _layer(copy: Study) -> list[Quotation]:
    return copy.quotations.select(layer=Layer.INDEPENDENT)


def _renamed(quotation: Quotation, keys: Mapping[str, str]) -> Quotation:
    codings = tuple(
        dataclasses.replace(coding, code=keys.get(coding.code, coding.code))
        for coding in quotation.codings
    )
    return dataclasses.replace(quotation, codings=codings)


def _place(quotation: Quotation) -> tuple[str, Span]:
    return quotation.transcript, quotation.span


def _differs(one: Quotation, other: Quotation) -> bool:
    return set(one.codes) != set(other.codes) or one.memo != other.memo


def _conflicts(
    here: Mapping[tuple[str, Span], Quotation], fresh: Sequence[Quotation], done: set[str]
) -> list[Conflict]:
    found = {}
    for one in fresh:
        held = here.get(_place(one))
        if held is None and one.transcript in done:
            found[_place(one)] = "locked"
        elif held is not None and _differs(one, held):
            found[_place(one)] = "changed"
    there = set(map(_place, fresh))
    found.update({place: "removed" for place in here if place not in there})
    return [
        Conflict(transcript=transcript, span=span, kind=kind)
        for (transcript, span), kind in sorted(found.items())
    ]
