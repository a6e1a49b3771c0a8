"""How good suggestions are, measured on transcripts that the model did not see."""

from __future__ import annotations

__all__ = ["evaluate"]

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bouwsteen.console import (
    coder_option,
    current_coder,
    format_option,
    lang_option,
    open_study,
    study_option,
)
from bouwsteen.errors import CodingError
from bouwsteen.screen import Listing, show
from bouwsteen.suggesting import gather, own_of, work_of

if TYPE_CHECKING:
    from bouwsteen.codebook.model import Codebook
    from bouwsteen.coding.suggest.acceptance import Share
    from bouwsteen.coding.suggest.results import Evaluation
    from bouwsteen.coding.suggest.training import Training
    from bouwsteen.exports.labels import Labels
    from bouwsteen.study.study import Study
    from bouwsteen.suggesting import Own, Work


@click.command()
@click.option("--language", type=click.Choice(["nl", "en"]), help="Of which transcripts.")
@click.option(
    "--figure",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Draw the learning curve (png or svg).",
)
@study_option
@coder_option
@format_option
@lang_option
def evaluate(
    language: str | None,
    figure: Path | None,
    study_path: str | None,
    coder: str | None,
    style: str,
    lang: str,
) -> None:
    """Measure suggestions against your own codings, leaving whole interviews out.

    Only interviews that you finished count. Per block: the share of your codes that is among the
    first two suggestions, how many suggestions would be shown and be right, how many you decided
    on and accepted so far, F1, and kappa of model and you beside kappa of you and another coder
    who finished the same interviews; below the table stands who.
    """
    from bouwsteen.coding.suggest.acceptance import acceptance
    from bouwsteen.coding.suggest.evaluate import evaluate as measure
    from bouwsteen.coding.suggest.gate import silent_blocks

    with open_study(study_path) as study:
        who = current_coder(study, coder)
        work = gather(study)
        chosen = language or max(work.passages, key=lambda key: len(work.passages[key]))
        if chosen not in work.passages:
            known = ", ".join(work.passages)
            raise CodingError(
                f"There is no transcript in {chosen!r}.",
                f"Leave --language out, or name one of: {known}",
                key="suggest_no_transcript_in",
                language=chosen,
                known=known,
            )
        own = own_of(study, who)
        training = _finished(work, own, chosen)
        peer = _peer(study, work, who, chosen, training.places.tolist())
    found = measure(
        work.codebook,
        work.passages[chosen],
        training,
        language=chosen,
        others=None if peer is None else peer.work.marks,
        silent=silent_blocks((block, verdict) for block, _, verdict in own.decided),
    )
    if figure is not None:
        _draw(found, figure, lang)
    by_block, by_band = acceptance(own.decided)
    report = _Report(coder=who, found=found, peer=peer, by_block=by_block, by_band=by_band)
    show(_listing(report, work.codebook, style, lang), style=style, lang=lang)


@dataclasses.dataclass(frozen=True, kw_only=True)
class _Peer:
    """The coder beside whom the model is put, and what that coder gave the same passages."""

    coder: str
    work: Training
    assisted: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class _Report:
    """What is told: measured on finished interviews, and counted from decisions."""

    coder: str
    found: Evaluation
    peer: _Peer | None
    by_block: Mapping[str, Share]
    by_band: Mapping[str, Share]


def _finished(work: Work, own: Own, language: str) -> Training:
    """What a coder did in finished transcripts; elsewhere a missing code says nothing."""
    training = work_of(work, own, language)
    places = enumerate(training.places.tolist())
    return training.only(
        [row for row, place in places if work.passages[language][place].transcript in own.done]
    )


def _peer(study: Study, work: Work, who: str, language: str, places: list[int]) -> _Peer | None:
    """Of the coders who finished all these transcripts the one who worked least with suggestions.

    By key among equals; None when nobody else finished them.
    """
    needed = {work.passages[language][place].transcript for place in places}
    done: dict[str, set[str]] = {}
    for mark in study.coders.done():
        done.setdefault(mark.coder, set()).add(mark.transcript)
    found = []
    for coder in sorted(done.keys() - {who}):
        if needed <= done[coder]:
            theirs = work_of(work, own_of(study, coder), language)
            at = {place: row for row, place in enumerate(theirs.places.tolist())}
            same = theirs.only([at[place] for place in places])
            assisted = 0 if same.assisted is None else int(same.assisted.sum())
            found.append(_Peer(coder=coder, work=same, assisted=assisted))
    return min(found, key=lambda one: one.assisted, default=None)


def _draw(found: Evaluation, path: Path, lang: str) -> None:
    from bouwsteen.exports.figures_learning import learning_curve
    from bouwsteen.exports.write import known_suffix, write_bytes

    known_suffix(path, (".png", ".svg"))
    kind = path.suffix.lower().removeprefix(".")
    write_bytes(path, learning_curve(found, "svg" if kind == "svg" else "png", lang=lang))


def _listing(report: _Report, book: Codebook, style: str, lang: str) -> Listing:
    from bouwsteen.coding.suggest.acceptance import Share

    measured = ("n", "recall", "shown", "right")
    agreed = ("f1", "kappa", "kappa_humans")
    rows, codes = [], []
    for one in report.found.codes:
        share = report.by_block.get(one.code, Share())
        rows.append(
            (
                book[one.code].label(lang, short=True) if style == "text" else one.code,
                *(getattr(one, name) for name in measured),
                *(share.decided, share.accepted),
                *(getattr(one, name) for name in agreed),
            )
        )
        codes.append({**dataclasses.asdict(one), **dataclasses.asdict(share)})
    peer = report.peer
    payload = {
        **dataclasses.asdict(report.found),
        "codes": codes,
        "accepted_bands": {key: dataclasses.asdict(one) for key, one in report.by_band.items()},
        "coder": report.coder,
        "other_coder": None if peer is None else peer.coder,
        "other_assisted": None if peer is None else peer.assisted,
    }
    return Listing(
        columns=("label", *measured, "decided", "accepted", *agreed),
        rows=rows,
        notes=_notes(report, lang),
        payload=payload,
    )


def _notes(report: _Report, lang: str) -> list[str]:
    """The figures over all codes, what they rest on, the bands and the learning curve, in words."""
    from bouwsteen.exports.labels import Labels

    labels, found = Labels(lang), report.found
    overall = labels(
        "suggest.overall",
        passages=found.passages,
        transcripts=found.transcripts,
        recall=_figure(labels, found.recall),
        hits=_figure(labels, found.hits),
        f1=_figure(labels, found.macro_f1),
        always=_figure(labels, found.macro_f1_always),
        error=_figure(labels, found.calibration_error),
    )
    fair = labels("suggest.fair", coder=report.coder)
    return [
        overall,
        fair,
        *_people(report, labels),
        *_bands(report, labels),
        *_curve(found, labels),
    ]


def _people(report: _Report, labels: Labels) -> list[str]:
    found, peer = report.found, report.peer
    own = labels("suggest.unassisted", marks=found.marks)
    if found.assisted:
        own = labels(
            "suggest.assisted",
            assisted=found.assisted,
            marks=found.marks,
            shown=_figure(labels, found.recall_assisted),
            unseen=_figure(labels, found.recall_unassisted),
        )
    if peer is None:
        return [own, labels("suggest.no_humans")]
    marks = int(peer.work.marks.sum())
    return [
        own,
        labels(
            "suggest.humans",
            coder=report.coder,
            other=peer.coder,
            marks=marks,
            assisted=peer.assisted,
        ),
    ]


def _bands(report: _Report, labels: Labels) -> list[str]:
    shown = [
        labels("suggest.band", band=labels(f"suggest.{name}"), shown=shown, right=right)
        for name, shown, right in report.found.bands
    ]
    decided = [
        labels(
            "suggest.accepted_band",
            band=labels(f"suggest.{name}"),
            decided=one.decided,
            accepted=one.accepted,
        )
        for name, one in report.by_band.items()
        if one.decided
    ]
    return [*shown, *decided]


def _curve(found: Evaluation, labels: Labels) -> list[str]:
    from bouwsteen.coding.suggest.model import Limits

    points = [
        labels(
            "suggest.point",
            passages=one.passages,
            recall=_figure(labels, one.recall),
            f1=_figure(labels, one.macro_f1),
        )
        for one in found.curve
    ]
    return [labels("suggest.cold", minimum=_figure(labels, Limits().minimum)), *points]


def _figure(labels: Labels, value: float | None) -> str:
    return labels.cell(value, "decimal")
