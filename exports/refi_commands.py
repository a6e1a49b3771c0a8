"""The command that writes a study as a project of REFI-QDA."""

from __future__ import annotations

__all__ = ["export_refi"]

import dataclasses
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bouwsteen.console import cast_of, format_option, lang_option, open_study, study_option
from bouwsteen.naming import pseudonymised, view_of
from bouwsteen.screen import Listing, say, show

if TYPE_CHECKING:
    from bouwsteen.coding.model import Quotation
    from bouwsteen.exports.refi.outgoing import Holdings
    from bouwsteen.exports.refi.report import Loss, Report
    from bouwsteen.study.study import Study
    from bouwsteen.transcripts.pseudonyms import Pseudonyms

SUFFIXES = (".qdpx", ".qdc")


@click.command("refi")
@click.argument("target", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--target",
    "program",
    type=click.Choice(["standard", "atlasti", "nvivo", "maxqda", "qualcoder"]),
    default="standard",
    show_default=True,
    help="The program that is to read it.",
)
@click.option("--coder", help="Only this coder's layer; else every coder's.")
@click.option("--consensus", is_flag=True, help="Only what was agreed on in the meeting.")
@study_option
@format_option
@lang_option
@pseudonymised
def export_refi(
    target: Path,
    program: str,
    coder: str | None,
    consensus: bool,
    study_path: str | None,
    style: str,
    lang: str,
    names: Pseudonyms | None,
) -> None:
    """Write a project (qdpx) or its codebook (qdc) for another program.

    Every coder's independent layer goes in; coders stay apart. What the format cannot hold is
    listed.
    """
    from bouwsteen.codebook.qdc import to_qdc
    from bouwsteen.exports.refi.outgoing import outgoing
    from bouwsteen.exports.refi.pack import pack
    from bouwsteen.exports.refi.targets import target_of
    from bouwsteen.exports.write import known_suffix, write_bytes

    suffix = known_suffix(target, SUFFIXES)
    chosen = target_of(program)
    with open_study(study_path) as study, study.reading():
        if coder is not None:
            study.coders.check(coder)
        held = _holdings(study, coder, consensus)
        unsaid = list(_unsaid(study, coder, consensus))
        if names is not None:
            behind = len(held.carried)
            held = _renamed(study, held, names)
            unsaid = [*unsaid, *_not_renamed(behind)]
    if suffix == ".qdc":
        guids = {one.own: one.guid for one in held.guids if one.kind == "code"}
        write_bytes(target, to_qdc(held.codebook, lang=lang, guids=guids))
        say("written", lang, target=target)
        return
    project, report = outgoing(held, chosen, lang=lang)
    write_bytes(target, pack(project, lower=chosen.lower))
    report = dataclasses.replace(report, losses=(*unsaid, *report.losses))
    _show(report, target, style, lang)


def _holdings(study: Study, coder: str | None, consensus: bool) -> Holdings:
    from bouwsteen.coding.model import Layer
    from bouwsteen.exports.refi.model import Carried, Guid
    from bouwsteen.exports.refi.outgoing import Holdings

    layer = Layer.CONSENSUS if consensus else Layer.INDEPENDENT
    cast = cast_of(study)
    quotations = study.quotations.select(coder=None if consensus else coder, layer=layer)
    used = {one.coder for one in quotations}
    return Holdings(
        name=study.path.stem,
        codebook=study.codebook.get(),
        transcripts=cast.transcripts,
        respondents=cast.respondents,
        links=cast.links,
        coders=[
            one
            for one in study.coders.all()
            if not consensus and (coder is None or one.key in used or one.key == coder)
        ],
        quotations=quotations,
        carried=[Carried(**dataclasses.asdict(one)) for one in study.carried.parts()],
        guids=[Guid(**dataclasses.asdict(one)) for one in study.carried.guids()],
    )


def _renamed(study: Study, held: Holdings, names: Pseudonyms) -> Holdings:
    """As it reads with pseudonyms; what was carried along has not been through the table."""
    view = view_of(study, names)
    quotations: Sequence[Quotation] = list(map(view.quotation, held.quotations))
    keys = {one.key: view.coder_key(one.key) for one in held.coders}
    return dataclasses.replace(
        held,
        codebook=view.codebook(held.codebook),
        transcripts=view.cast.transcripts,
        respondents=view.cast.respondents,
        links=view.cast.links,
        coders=[dataclasses.replace(one, key=keys[one.key], name="") for one in held.coders],
        quotations=quotations,
        carried=(),
        guids=(),
    )


def _unsaid(study: Study, coder: str | None, consensus: bool) -> Iterable[Loss]:
    """What the study holds and a project cannot, or was not asked to."""
    from bouwsteen.coding.model import Layer
    from bouwsteen.exports.refi.report import Loss

    agreed = study.quotations.select(layer=Layer.CONSENSUS)
    if agreed and not consensus:
        yield Loss(kind="layer", what="consensus", n=len(agreed), why="consensus_not_asked")
    others = study.quotations.select(layer=Layer.INDEPENDENT)
    left = [one for one in others if consensus or (coder is not None and one.coder != coder)]
    if left:
        yield Loss(kind="layer", n=len(left), why="coder_not_asked")
    facts = (
        ("lock", len(study.coders.done()), "done_unsaid"),
        ("unplaced quotation", len(study.unplaced.select()), "no_place"),
        ("event", len(study.log()), "log_stays"),
    )
    for kind, n, why in facts:
        if n:
            yield Loss(kind=kind, n=n, why=why)


def _not_renamed(behind: int) -> Iterable[Loss]:
    """What stays behind because it may hold names."""
    from bouwsteen.exports.refi.report import Loss

    if behind:
        yield Loss(kind="carried part", n=behind, why="may_hold_names")


def _show(report: Report, target: Path, style: str, lang: str) -> None:
    """Print the account; a program gets the keys of reasons too."""
    from bouwsteen.exports.labels import Labels
    from bouwsteen.exports.refi_words import account_data, part_words, reason_words, remark_words

    labels = Labels(lang)
    fates: list[tuple[str, str, str, int, str, str]] = [
        *(("written", kind, "", n, "", "") for kind, n in report.kept.items()),
        *(("carried", kind, "", n, "", "") for kind, n in report.carried.items()),
        *(
            ("lost", one.kind, one.what, one.n, one.why, reason_words(one, labels))
            for one in report.losses
        ),
    ]
    columns = ["fate", "part", "what", "count", "why"]
    rows: Sequence[Sequence[str | int]] = fates
    if style == "text":
        say("written", lang, target=target)
        rows = [
            (labels(f"refi.fate.{fate}"), part_words(kind, labels), what, n, words)
            for fate, kind, what, n, _, words in fates
        ]
    else:
        columns.append("in_words")
    payload = {
        "file": str(target),
        "written": dict(report.kept),
        "carried": dict(report.carried),
        **account_data(report, labels),
    }
    notes = [remark_words(one, labels) for one in report.notes]
    listing = Listing(columns=columns, rows=rows, notes=notes, payload=payload)
    show(listing, style=style, lang=lang)
