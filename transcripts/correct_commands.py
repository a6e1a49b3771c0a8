"""Commands on corrected transcripts: correct and versions."""

from __future__ import annotations

__all__ = ["correct", "versions"]

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bouwsteen.console import coder_option, format_option, lang_option, open_study, study_option
from bouwsteen.screen import Listing, say, show

if TYPE_CHECKING:
    from bouwsteen.study.correction import Correction
    from bouwsteen.study.study import Study
    from bouwsteen.transcripts.model import Transcript


@click.command()
@click.argument("key")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--reason", required=True, help="Why, for the log and the list of versions.")
@click.option("--reader", help="Read the file as this format, whatever it looks like.")
@click.option("--dry-run", is_flag=True, help="Show what would become of the codings.")
@study_option
@coder_option
@format_option
@lang_option
def correct(
    key: str,
    file: Path,
    reason: str,
    reader: str | None,
    dry_run: bool,
    study_path: str | None,
    coder: str | None,
    style: str,
    lang: str,
) -> None:
    """Put a corrected text in the place of transcript KEY; codings go along.

    Lists the quotations that are not the same any more: moved, changed, shortened, or without a
    place. With --coder only yours, so that you see nothing of another coder's layer. The old text
    stays readable: transcript versions, transcript show --version.
    """
    with open_study(study_path) as study:
        if coder is not None:
            study.coders.check(coder)
        new = _corrected(study.transcripts.get(key), file, reader)
        if dry_run:
            with study.reading():
                found = study.corrections.plan(new)
        else:
            found = study.correct(new, reason=reason, actor=coder)
    _report(found, key, coder=coder, dry_run=dry_run, style=style, lang=lang)


def _corrected(old: Transcript, file: Path, reader: str | None) -> Transcript:
    from bouwsteen.transcripts.load import load

    loaded = load(file, key=old.key, title=old.title, reader=reader)
    for warning in loaded.warnings:
        click.echo(f"{old.key}: {warning}", err=True)
    one = loaded.transcript
    return dataclasses.replace(one, language=one.language or old.language)


def _report(
    found: Correction, key: str, *, coder: str | None, dry_run: bool, style: str, lang: str
) -> None:
    records = _records(found, coder)
    if style == "text":
        screen = "correction_planned" if dry_run else "corrected"
        say(screen, lang, transcript=key, version=found.version, **found.counts)
        for old, label in found.speakers.items():
            say("speaker_renamed", lang, old=old, new=label)
        if found.reopened:
            say("decisions_reopened", lang, n=found.reopened)
        if records:
            show(_listing(records, lang), style=style, lang=lang)
        if any(record["start"] is None for record in records) and not dry_run:
            say("place_hint", lang)
        return
    payload = {
        "transcript": key,
        "version": found.version,
        "dry_run": dry_run,
        "counts": found.counts,
        "speakers": dict(found.speakers),
        "reopened": found.reopened,
        "quotations": records,
    }
    show(dataclasses.replace(_listing(records), payload=payload), style=style, lang=lang)


def _records(found: Correction, coder: str | None) -> list[dict[str, Any]]:
    """What is not the same any more, without codes: those are the coders' own affair."""
    return [
        {
            "id": one.id,
            "coder": one.coder,
            "kind": str(carried.kind),
            "start": carried.span.start if carried.span else None,
            "end": carried.span.end if carried.span else None,
            "score": round(carried.score, 3),
            "old_text": carried.old_text,
            "new_text": carried.new_text,
        }
        for one, carried in found.quotations
        if carried.kind != "same" and coder in (None, one.coder)
    ]


def _listing(records: Sequence[dict[str, Any]], lang: str | None = None) -> Listing:
    columns = ("id", "coder", "kind", "start", "end", "score", "old_text", "new_text")
    rows = [tuple(record[name] for name in columns) for record in records]
    if lang is not None:
        from bouwsteen.exports.labels import Labels

        labels = Labels(lang)
        rows = [(*row[:2], labels(f"carried.{row[2]}"), *row[3:]) for row in rows]
    return Listing(columns=columns, rows=rows)


@click.command()
@click.argument("key")
@study_option
@format_option
@lang_option
def versions(key: str, study_path: str | None, style: str, lang: str) -> None:
    """List the versions of transcript KEY; the last one holds now."""
    with open_study(study_path) as study:
        rows = _versions(study, key)
    columns = ("version", "at", "actor", "reason", "turns", "words", "sha256")
    show(Listing(columns=columns, rows=rows), style=style, lang=lang)


def _versions(study: Study, key: str) -> list[tuple[Any, ...]]:
    return [
        (
            one.version,
            one.at.isoformat() if one.at else None,
            one.actor,
            one.reason,
            len(text.turns),
            sum(len(text.speech(turn).split()) for turn in text.turns),
            text.sha256,
        )
        for one in study.versions.of(key)
        for text in [one.transcript]
    ]
