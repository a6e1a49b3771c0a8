"""The command that makes a study of another program's project: study import."""

from __future__ import annotations

__all__ = ["import_project"]

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bouwsteen.console import SUFFIX, format_option, lang_option, study_option
from bouwsteen.errors import StudyError
from bouwsteen.screen import Listing, say, show

if TYPE_CHECKING:
    from bouwsteen.exports.labels import Labels
    from bouwsteen.exports.refi.account import Incoming
    from bouwsteen.study.study import Study


@click.command(name="import")
@click.argument("project", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Show what would come in; write nothing.")
@click.option(
    "--sources",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    help="Folder with the texts that the project names but does not hold.",
)
@click.option("--project-name", help="Which project, in a Taguette file that holds more.")
@study_option
@format_option
@lang_option
def import_project(
    project: Path,
    dry_run: bool,
    sources: Path | None,
    project_name: str | None,
    study_path: str | None,
    style: str,
    lang: str,
) -> None:
    """Make a study of a project of ATLAS.ti, NVivo, MAXQDA, QualCoder or Taguette.

    PROJECT is a .qdpx, .qde or .qdc, a QualCoder project (.qda) or a Taguette file (.sqlite3). The
    study is a new file, named after the project unless you name one, or one in which nothing
    stands yet. The report tells what was read, kept, carried along for an export, and left out.
    """
    from bouwsteen.exports.refi.incoming import load_project

    found = load_project(project, folder=sources, lang=lang, project=project_name)
    target = None if dry_run else _target(study_path, project)
    if target is not None:
        _write(target, found, project)
    if style == "text" and target is not None:
        say("project_imported", lang, study=target, project=found.name or project.name)
    show(_listing(found, target, style, lang), style=style, lang=lang)


def _target(study_path: str | None, project: Path) -> Path:
    """The study to fill: the one that was named, else one named after the project, here."""
    named = study_path or click.get_current_context().find_root().obj
    path = Path(named) if named else Path(project.stem + SUFFIX)
    return path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)


def _write(target: Path, found: Incoming, project: Path) -> None:
    from bouwsteen.study.study import Study

    fresh = not target.exists()
    if fresh:
        study = Study.create(target, codebook=found.codebook)
    else:
        study = Study.open(target)
    try:
        with study:
            _fill(study, found, project, fresh=fresh)
    except BaseException:
        if fresh:
            target.unlink(missing_ok=True)
        raise


def _fill(study: Study, found: Incoming, project: Path, *, fresh: bool) -> None:
    """Put everything in the study, in one change."""
    from bouwsteen.study.carried_store import CarriedPart, KeptGuid

    if study.transcripts.keys() or study.coders.all() or study.respondents.all():
        raise StudyError(
            f"{study.path} is not empty, and a project makes a study of its own.",
            "Name a file that is not there yet with --study NEW.bouwsteen.",
            key="study_not_empty",
            path=study.path,
        )
    with study.change("study import", project=project.name, origin=found.origin) as writer:
        writer.details["transcripts"] = len(found.transcripts)
        writer.details["quotations"] = len(found.quotations)
        if not fresh:
            study.codebook.put(found.codebook, reason=f"{found.codebook.key}, as it came")
        study.transcripts.add(found.transcripts)
        study.respondents.put(found.respondents, found.links)
        study.coders.add(found.coders)
        study.quotations.add(found.quotations, settled=True)
        study.carried.add(
            [KeptGuid(kind=one.kind, own=one.own, guid=one.guid) for one in found.guids],
            [
                CarriedPart(kind=one.kind, guid=one.guid, name=one.name, xml=one.xml)
                for one in found.carried
            ],
        )
        study.settings.put("refi", {"name": found.name, "origin": found.origin})


def _listing(found: Incoming, target: Path | None, style: str, lang: str) -> Listing:
    """One row a kind of thing; what was lost, and the choices made, below it."""
    from bouwsteen.exports.labels import Labels
    from bouwsteen.exports.refi_words import part_words, reason_words, remark_words

    labels = Labels(lang)
    report = found.report
    kinds = list(dict.fromkeys([*report.read, *report.kept, *report.carried]))
    rows = [
        (
            part_words(kind, labels) if style == "text" else kind,
            report.read.get(kind, 0),
            report.kept.get(kind, 0),
            report.carried.get(kind, 0),
            sum(one.n for one in report.losses if one.kind == kind),
        )
        for kind in kinds
    ]
    rows = [row for row in rows if any(row[1:])]
    lost = [
        f"– {labels.cell(one.n, 'int')} × {part_words(one.kind, labels)}"
        f"{f' ({one.what})' if one.what else ''}: {reason_words(one, labels)}"
        for one in report.losses
    ]
    return Listing(
        columns=("part", "read", "kept", "carried", "dropped"),
        rows=rows,
        title=found.name,
        notes=[*(remark_words(one, labels) for one in report.notes), *lost],
        payload=_payload(found, labels, target),
    )


def _payload(found: Incoming, labels: Labels, target: Path | None) -> dict[str, Any]:
    from bouwsteen.exports.refi_words import account_data

    report = found.report
    return {
        "study": None if target is None else str(target),
        "project": found.name,
        "origin": found.origin,
        "read": dict(report.read),
        "kept": dict(report.kept),
        "carried": dict(report.carried),
        **account_data(report, labels),
        "offsets": {
            "reading": str(found.verdict.reading),
            "doubtful": found.verdict.doubtful,
            "selections": found.verdict.evidence.selections,
            "inside": found.verdict.evidence.inside,
            "quotes": found.verdict.evidence.quotes,
            "matched": found.verdict.evidence.matched,
            "edges": found.verdict.evidence.edges,
        },
    }
