"""Commands on the study as a whole: init, status, undo, log, study check and backup."""

from __future__ import annotations

__all__ = ["init", "log", "status", "study", "undo"]

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bouwsteen.console import (
    Listing,
    coder_option,
    format_option,
    lang_option,
    open_study,
    say,
    show,
    study_file,
    study_option,
)
from bouwsteen.errors import StudyError, StudyUnwritable

if TYPE_CHECKING:
    from bouwsteen.study.study import Study


@click.command()
@click.argument("path", metavar="STUDY")
@click.option(
    "--codebook",
    "codebook_name",
    default="mkb-leercultuur",
    show_default=True,
    help="A built-in codebook, or a codebook file (toml, csv).",
)
@lang_option
def init(path: str, codebook_name: str, lang: str) -> None:
    """Make a study.

    STUDY is the file to make; .bouwsteen is added when it has no suffix.
    """
    from bouwsteen.codebook.files import load_codebook
    from bouwsteen.study.study import Study

    target = Path(path) if Path(path).suffix else Path(path).with_suffix(".bouwsteen")
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
    from bouwsteen.exports.labels import Labels
    from bouwsteen.transcripts.cast import Cast

    labels = Labels(lang)
    transcripts, respondents = study.transcripts.all(), study.respondents.all()
    links, coders = study.respondents.links(), study.coders.all()
    cast = Cast(transcripts=transcripts, respondents=respondents, links=links)
    done = {(mark.transcript, mark.coder) for mark in study.coders.done()}
    counted = _quotations_by_place(study)
    rows, records = [], []
    for one in transcripts:
        record: dict[str, Any] = {
            "transcript": one.key,
            "turns": len(one.turns),
            "words": sum(len(one.speech(turn).split()) for turn in one.turns),
            "coders": {
                coder.key: {
                    "quotations": counted.get((one.key, coder.key), 0),
                    "done": (one.key, coder.key) in done,
                }
                for coder in coders
            },
        }
        marks = [
            f"{held['quotations']} ✓" if held["done"] else str(held["quotations"])
            for held in record["coders"].values()
        ]
        rows.append((record["transcript"], record["turns"], record["words"], *marks))
        records.append(record)
    unlinked = [f"{key}: {speaker}" for key, speaker in cast.unlinked]
    known = {one.key for one in transcripts}
    absent = sorted({link.transcript for link in links} - known)
    codebook = study.codebook.get()
    payload = {
        "study": str(study.path),
        "codebook": {"key": codebook.key, "version": codebook.version, "codes": len(codebook)},
        "transcripts": records,
        "respondents": len(respondents),
        "unlinked_speakers": [list(pair) for pair in cast.unlinked],
        "transcripts_missing": absent,
    }
    notes = [
        labels.text("screen.status_codebook", **payload["codebook"]),  # type: ignore[arg-type]
        labels.text(
            "screen.status_counts", transcripts=len(transcripts), respondents=len(respondents)
        ),
    ]
    if unlinked:
        notes.append(labels.text("screen.status_unlinked", speakers=", ".join(unlinked)))
    if absent:
        notes.append(labels.text("screen.status_absent", transcripts=", ".join(absent)))
    return Listing(
        columns=("transcript", "turns", "words", *(coder.key for coder in coders)),
        rows=rows,
        title=str(study.path),
        notes=notes,
        payload=payload,
    )


def _quotations_by_place(study: Study) -> dict[tuple[str, str], int]:
    from collections import Counter

    return Counter((one.transcript, one.coder) for one in study.quotations.select())


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
@click.option("--limit", type=click.IntRange(min=1), help="Only the last N.")
@study_option
@format_option
@lang_option
def log(limit: int | None, study_path: str | None, style: str, lang: str) -> None:
    """Show every change ever made."""
    with open_study(study_path) as study:
        events = study.log()
    rows = [
        (
            event.id,
            event.at.isoformat(),
            event.actor,
            event.action,
            ", ".join(f"{name}={_short(value)}" for name, value in event.details.items()),
            event.undone,
        )
        for event in events[-limit if limit else 0 :]
    ]
    columns = ("id", "at", "actor", "action", "details", "undone")
    show(Listing(columns=columns, rows=rows), style=style, lang=lang)


def _short(value: Any) -> str:
    if isinstance(value, list):
        more = f" (+{len(value) - 3})" if len(value) > 3 else ""
        return ";".join(str(one) for one in value[:3]) + more
    return str(value)


@click.group()
def study() -> None:
    """Check and back up the study file."""


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
        raise StudyError(f"{path}: {wrong[0]} ({len(wrong)} found).", "Go back to a backup.")
    say("study_sound", lang, study=path, fingerprint=fingerprint)


@study.command()
@click.argument("target", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@study_option
@lang_option
def backup(target: Path, study_path: str | None, lang: str) -> None:
    """Copy the study to FILE, whole, also while it is in use."""
    if target.exists():
        raise StudyUnwritable(f"{target} is there already.", "Choose another name.")
    source = study_file(study_path)
    with open_study(str(source)) as study:
        study.backup(target)
    say("study_copied", lang, study=source, target=target)
