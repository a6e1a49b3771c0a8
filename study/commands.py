"""Commands on the study as a whole: init, status, undo, redo, log, study check and backup."""

from __future__ import annotations

__all__ = ["init", "log", "redo", "status", "study", "undo"]

import dataclasses
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bouwsteen.coding.model import Done, Layer
from bouwsteen.console import (
    SUFFIX,
    cast_of,
    coder_option,
    format_option,
    lang_option,
    open_study,
    study_file,
    study_option,
)
from bouwsteen.errors import StudyError, StudyUnwritable
from bouwsteen.screen import Listing, say, show
from bouwsteen.study.anonymise_commands import anonymise
from bouwsteen.study.project_commands import import_project

if TYPE_CHECKING:
    from bouwsteen.study.study import Study
    from bouwsteen.transcripts.cast import Cast


@click.command()
@click.argument("path", metavar="STUDY")
@click.option(
    "--codebook",
    "codebook_name",
    default="mkb-leercultuur",
    show_default=True,
    help="A built-in codebook, or a codebook file (toml, csv, qdc).",
)
@lang_option
def init(path: str, codebook_name: str, lang: str) -> None:
    """Make a study.

    STUDY is the file to make; .bouwsteen is added when its name does not end so.
    """
    from bouwsteen.codebook.files import load_codebook
    from bouwsteen.study.study import Study

    target = Path(path)
    if target.suffix != SUFFIX:
        target = target.with_name(target.name + SUFFIX)
    codebook = load_codebook(codebook_name)
    Study.create(target, codebook=codebook).close()
    say("study_made", lang, study=target, codebook=codebook.key, codes=len(codebook))


@click.command()
@study_option
@format_option
@lang_option
def status(study_path: str | None, style: str, lang: str) -> None:
    """Show what is in the study and what is done."""
    with open_study(study_path) as study, study.reading():
        listing = _status(study, lang)
    show(listing, style=style, lang=lang)


def _status(study: Study, lang: str) -> Listing:
    from bouwsteen.transcripts.doubles import look_alikes

    cast = cast_of(study)
    codebook = study.codebook.get()
    records = _progress(study, cast)
    linked = {link.respondent for link in cast.links}
    payload = {
        "study": str(study.path),
        "codebook": {"key": codebook.key, "version": codebook.version, "codes": len(codebook)},
        "transcripts": records,
        "respondents": len(cast.respondents),
        "unlinked_speakers": [list(pair) for pair in cast.unlinked],
        "idle_links": [[link.transcript, link.speaker] for link in cast.idle],
        "look_alikes": [
            list(pair)
            for name in ("role", "organisation")
            for pair in look_alikes(one.attribute(name) for one in cast.respondents)
        ],
        "unlinked_respondents": [one.key for one in cast.respondents if one.key not in linked],
        "unplaced": _unplaced(study),
        "transcripts_missing": sorted({one.transcript for one in cast.links} - set(cast.by_key)),
    }
    return Listing(
        columns=("transcript", "turns", "words", *(one.key for one in study.coders.all())),
        rows=[
            (one["transcript"], one["turns"], one["words"], *map(_mark, one["coders"].values()))
            for one in records
        ],
        title=str(study.path),
        notes=_status_notes(payload, lang),
        payload=payload,
    )


def _progress(study: Study, cast: Cast) -> list[dict[str, Any]]:
    """What each transcript holds, and how far each coder is with it."""
    coders = [one.key for one in study.coders.all()]
    done = study.coders.done()
    own = study.quotations.select(layer=Layer.INDEPENDENT)
    counted = Counter((one.transcript, one.coder) for one in own)
    return [
        {
            "transcript": one.key,
            "turns": len(one.turns),
            "words": sum(len(one.speech(turn).split()) for turn in one.turns),
            "coders": {
                coder: {
                    "quotations": counted[one.key, coder],
                    "done": Done(coder=coder, transcript=one.key) in done,
                }
                for coder in coders
            },
        }
        for one in cast.transcripts
    ]


def _unplaced(study: Study) -> list[dict[str, Any]]:
    """How many quotations of whom a correction left without a place."""
    away = (one.quotation for one in study.unplaced.select())
    counted = Counter((one.transcript, one.coder) for one in away)
    return [
        {"transcript": transcript, "coder": coder, "quotations": count}
        for (transcript, coder), count in counted.items()
    ]


def _mark(held: dict[str, Any]) -> str:
    return f"{held['quotations']} ✓" if held["done"] else str(held["quotations"])


def _status_notes(payload: dict[str, Any], lang: str) -> list[str]:
    from bouwsteen.exports.labels import Labels

    labels = Labels(lang)
    counts = {"transcripts": len(payload["transcripts"]), "respondents": payload["respondents"]}
    notes = [
        labels("screen.status_codebook", **payload["codebook"]),
        labels("screen.status_counts", **counts),
    ]
    for name, key in (("unlinked_speakers", "status_unlinked"), ("idle_links", "status_idle")):
        if payload[name]:
            speakers = ", ".join(f"{where}: {label or '—'}" for where, label in payload[name])
            notes.append(labels(f"screen.{key}", speakers=speakers))
    if payload["look_alikes"]:
        pairs = ", ".join(" / ".join(pair) for pair in payload["look_alikes"])
        notes.append(labels("screen.status_look_alikes", pairs=pairs))
    if payload["unlinked_respondents"]:
        people = ", ".join(payload["unlinked_respondents"])
        notes.append(labels("screen.status_unlinked_respondents", people=people))
    if payload["unplaced"]:
        places = (
            f"{one['transcript']} {one['coder']} {one['quotations']}" for one in payload["unplaced"]
        )
        notes.append(labels("screen.status_unplaced", places=", ".join(places)))
    if payload["transcripts_missing"]:
        absent = ", ".join(payload["transcripts_missing"])
        notes.append(labels("screen.status_absent", transcripts=absent))
    return notes


@click.command()
@study_option
@coder_option
@lang_option
def undo(study_path: str | None, coder: str | None, lang: str) -> None:
    """Take back the last change."""
    with open_study(study_path) as study:
        event = study.undo(actor=coder)
    say("undone", lang, id=event.id, action=event.action, at=event.at.isoformat())


@click.command()
@study_option
@coder_option
@lang_option
def redo(study_path: str | None, coder: str | None, lang: str) -> None:
    """Do again what was undone last, as long as nothing else was changed since."""
    with open_study(study_path) as study:
        event = study.redo(actor=coder)
    say("redone", lang, id=event.id, action=event.action, at=event.at.isoformat())


@click.command()
@click.option("--limit", type=click.IntRange(min=1), help="Only the last N.")
@study_option
@format_option
@lang_option
def log(limit: int | None, study_path: str | None, style: str, lang: str) -> None:
    """Show every change ever made."""
    with open_study(study_path) as study:
        shown = study.log()[-limit if limit else 0 :]
    rows = [
        (
            event.id,
            event.at.isoformat(),
            event.actor,
            event.action,
            ", ".join(f"{name}={_short(value)}" for name, value in event.details.items()),
            event.undone,
        )
        for event in shown
    ]
    columns = ("id", "at", "actor", "action", "details", "undone")
    payload = [
        {**dict(zip(columns, row, strict=True)), "details": event.details}
        for row, event in zip(rows, shown, strict=True)
    ]
    show(Listing(columns=columns, rows=rows, payload=payload), style=style, lang=lang)


def _short(value: Any) -> str:
    if isinstance(value, list):
        more = f" (+{len(value) - 3})" if len(value) > 3 else ""
        return ";".join(str(one) for one in value[:3]) + more
    return str(value)


@click.group()
def study() -> None:
    """Copy, merge, check and back up the study file."""


study.add_command(anonymise)
study.add_command(import_project)


@study.command()
@click.argument("target", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--coder", required=True, envvar="BOUWSTEEN_CODER", help="Who will code in it.")
@study_option
@lang_option
def copy(target: Path, coder: str, study_path: str | None, lang: str) -> None:
    """Make a blind copy for one coder on another laptop.

    It holds the transcripts, the codebook and this coder's own layer; no other coder's.
    """
    from bouwsteen.study.merge import copy_study

    with open_study(study_path) as study:
        copy_study(study, target, coder=coder)
    say("copy_made", lang, target=target, coder=coder)


@study.command()
@click.argument("source", metavar="COPY", type=click.Path(dir_okay=False, path_type=Path))
@study_option
@format_option
@lang_option
def merge(source: Path, study_path: str | None, style: str, lang: str) -> None:
    """Bring the layer of a copy's coder home; nothing here is overwritten.

    Merging the same copy again adds what is new since. What differs is listed. A decision on a
    suggestion takes the place of a skip, wherever it was made.
    """
    from bouwsteen.study.merge import merge_study
    from bouwsteen.study.study import Study

    with open_study(study_path) as study, Study.open(source) as copy:
        report = merge_study(study, copy)
    rows = [(one.transcript, one.span.start, one.span.end, one.kind) for one in report.conflicts]
    columns = ("transcript", "start", "end", "conflict")
    payload = dataclasses.asdict(report)
    if style == "text":
        counts = {"coder": report.coder, "added": report.added, "same": report.same}
        say("merged", lang, **counts, done=len(report.done), conflicts=len(rows))
        for old, new in report.free_codes.items():
            say("merged_free_code", lang, old=old, new=new)
        if report.decisions:
            say("merged_decisions", lang, n=report.decisions, skipped=report.over_skips)
    if rows or style != "text":
        show(Listing(columns=columns, rows=rows, payload=payload), style=style, lang=lang)


@study.command()
@study_option
@lang_option
def check(study_path: str | None, lang: str) -> None:
    """Check that every text and every quotation is as it was stored."""
    with open_study(study_path) as study, study.reading():
        wrong = study.verify()
        fingerprint = study.fingerprint()
        path = study.path
    if wrong:
        raise StudyError(
            f"{path}: {wrong[0].message} ({len(wrong)} found).",
            "Mend what is named, or go back to a backup.",
            key="study_not_sound",
            path=path,
            first=wrong[0],
            n=len(wrong),
        )
    say("study_sound", lang, study=path, fingerprint=fingerprint)


@study.command()
@click.argument("target", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@study_option
@lang_option
def backup(target: Path, study_path: str | None, lang: str) -> None:
    """Copy the study to FILE, whole, also while it is in use."""
    if target.exists():
        raise StudyUnwritable(
            f"{target} is there already.",
            "Choose another name.",
            key="study_backup_taken",
            path=target,
        )
    source = study_file(study_path)
    with open_study(str(source)) as study:
        study.backup(target)
    say("study_copied", lang, study=source, target=target)
