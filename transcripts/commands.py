"""Commands on transcripts and respondents."""

from __future__ import annotations

__all__ = ["respondent", "transcript"]

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bouwsteen.console import coder_option, format_option, lang_option, open_study, study_option
from bouwsteen.errors import RespondentError
from bouwsteen.screen import Listing, say, show, track
from bouwsteen.transcripts.correct_commands import correct, versions
from bouwsteen.transcripts.speaker_commands import speakers
from bouwsteen.transcripts.survey_commands import survey

if TYPE_CHECKING:
    from bouwsteen.transcripts.cast import Cast
    from bouwsteen.transcripts.load import Loaded
    from bouwsteen.transcripts.model import Respondent, SpeakerLink, Transcript


@click.group()
def transcript() -> None:
    """Import, list and show transcripts."""


transcript.add_command(correct)
transcript.add_command(versions)
transcript.add_command(speakers)
transcript.add_command(survey)


@transcript.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--respondents",
    "table",
    type=click.Path(path_type=Path),
    help="A table of speakers with role and organisation (csv, xlsx).",
)
@click.option("--reader", help="Read the files as this format, whatever they look like.")
@click.option("--key", help="Key of the transcript; else the file's name without suffix.")
@click.option("--dry-run", is_flag=True, help="Show turns and speakers; store nothing.")
@study_option
@coder_option
@lang_option
def import_(
    files: tuple[Path, ...],
    table: Path | None,
    reader: str | None,
    key: str | None,
    dry_run: bool,
    study_path: str | None,
    coder: str | None,
    lang: str,
) -> None:
    """Import transcripts: all of the FILES, or none."""
    from bouwsteen.transcripts.keys import new_key
    from bouwsteen.transcripts.load import load

    if key is not None and len(files) > 1:
        raise click.UsageError("--key names one transcript; give one file with it.")
    key = key if key is None else new_key(key)
    people = _people(table) if table is not None else None
    loaded = [
        load(path, key=key, reader=reader)
        for path in track(files, what="Reading", total=len(files))
    ]
    for one in loaded:
        new_key(one.transcript.key)
    if dry_run:
        for one in loaded:
            _preview(one, lang)
        return
    with open_study(study_path) as study:
        names = [path.name for path in files]
        with study.change("transcript import", actor=coder, files=names):
            known = {one.sha256: one.key for one in study.transcripts.all()}
            study.transcripts.add([one.transcript for one in loaded])
            if people is not None:
                study.respondents.merge(*people)
    say("imported", lang, n=len(loaded), turns=sum(len(one.transcript.turns) for one in loaded))
    for one in loaded:
        twin = known.setdefault(one.transcript.sha256, one.transcript.key)
        if twin != one.transcript.key:
            say("same_text", lang, transcript=one.transcript.key, twin=twin)
        for warning in one.warnings:
            click.echo(f"{one.transcript.key}: {warning}", err=True)


def _people(table: Path) -> tuple[list[Respondent], list[SpeakerLink]]:
    from bouwsteen.transcripts.respondents import read_respondents

    return read_respondents(table)


def _preview(loaded: Loaded, lang: str) -> None:
    from bouwsteen.transcripts.preview import preview

    seen = preview(loaded)
    columns = ("turn", "time", "speaker", "text")
    show(Listing(columns=columns, rows=seen.turns, title=seen.title), style="text", lang=lang)
    speakers = Listing(columns=("speaker", "turns", "words"), rows=seen.speakers)
    show(speakers, style="text", lang=lang)
    for line in seen.dropped:
        say("left_out", lang, line=line)
    for warning in seen.warnings:
        click.echo(warning)


@transcript.command("list")
@study_option
@format_option
@lang_option
def list_(study_path: str | None, style: str, lang: str) -> None:
    """List the transcripts."""
    with open_study(study_path) as study:
        found = study.transcripts.all()
    rows = [
        (
            one.key,
            one.title,
            len(one.turns),
            sum(len(one.speech(turn).split()) for turn in one.turns),
            list(one.speakers),
            one.language,
            one.meta.get("reader"),
            one.meta.get("source"),
        )
        for one in found
    ]
    columns = ("transcript", "title", "turns", "words", "speakers", "language", "reader", "source")
    show(Listing(columns=columns, rows=rows), style=style, lang=lang)


@transcript.command("show")
@click.argument("key")
@click.option("--version", type=int, help="An earlier version of a corrected transcript.")
@study_option
@format_option
@lang_option
def show_(key: str, version: int | None, study_path: str | None, style: str, lang: str) -> None:
    """Show a transcript, turn by turn."""
    from bouwsteen.transcripts.cast import Cast
    from bouwsteen.transcripts.preview import clock

    with open_study(study_path) as study, study.reading():
        if version is None:
            one = study.transcripts.get(key)
        else:
            one = study.versions.get(key, version).transcript
        cast = Cast(
            transcripts=(one,),
            respondents=tuple(study.respondents.all()),
            links=tuple(link for link in study.respondents.links() if link.transcript == key),
        )
    turns = _turn_records(one, cast)
    payload = {"key": one.key, "text": one.text, "sha256": one.sha256, "turns": turns}
    columns = ("index", "time", "speaker", "respondent", "role", "start", "end", "text")
    shown = [{**record, "time": clock(record["time"])} for record in turns]
    rows = [tuple(record[name] for name in columns) for record in shown]
    listing = Listing(columns=columns, rows=rows, title=one.title, payload=payload)
    show(listing, style=style, lang=lang)


def _turn_records(one: Transcript, cast: Cast) -> list[dict[str, Any]]:
    records = []
    for turn in one.turns:
        person = cast.respondent_of(one.key, turn)
        records.append(
            {
                "index": turn.index,
                "speaker": turn.speaker,
                "respondent": person.key if person else None,
                "role": person.role if person else None,
                "start": turn.span.start,
                "end": turn.span.end,
                "time": turn.start_time,
                "text": one.speech(turn),
                "flags": sorted(turn.flags),
            }
        )
    return records


@transcript.command()
@click.argument("key")
@study_option
@coder_option
@lang_option
def remove(key: str, study_path: str | None, coder: str | None, lang: str) -> None:
    """Take a transcript out; refused while codings stand on it."""
    with (
        open_study(study_path) as study,
        study.change("transcript remove", actor=coder, transcript=key),
    ):
        study.transcripts.remove(key)
    say("removed", lang, what=key)


@click.group()
def respondent() -> None:
    """Say who speaks, with role and firm."""


@respondent.command("import")
@click.argument("table", type=click.Path(path_type=Path))
@study_option
@coder_option
@lang_option
def import_respondents(table: Path, study_path: str | None, coder: str | None, lang: str) -> None:
    """Import a table of respondents (csv, xlsx).

    Columns: transcript, speaker, respondent, role, organisation, and any attribute. The role
    "interviewer" marks the interviewer.
    """
    people, links = _people(table)
    with open_study(study_path) as study:
        with study.change("respondent import", actor=coder, file=table.name):
            study.respondents.merge(people, links)
    say("respondents_imported", lang, n=len(people), links=len(links))


@respondent.command("list")
@study_option
@format_option
@lang_option
def list_respondents(study_path: str | None, style: str, lang: str) -> None:
    """List the respondents with their attributes."""
    with open_study(study_path) as study, study.reading():
        people, links = study.respondents.all(), study.respondents.links()
    names = list(dict.fromkeys(name for one in people for name in one.attributes))
    rows = [
        (
            one.key,
            one.role,
            one.organisation,
            [link.transcript for link in links if link.respondent == one.key],
            *(one.attributes.get(name) for name in names),
        )
        for one in people
    ]
    columns = ("respondent", "role", "organisation", "transcripts", *names)
    show(Listing(columns=columns, rows=rows), style=style, lang=lang)


@respondent.command("set")
@click.argument("key")
@click.argument("values", nargs=-1, required=True, metavar="NAME=VALUE...")
@click.option("--transcript", "transcript_key", help="Also link a speaker of this transcript.")
@click.option("--speaker", help="The speaker label to link, with --transcript.")
@study_option
@coder_option
@lang_option
def set_(
    key: str,
    values: tuple[str, ...],
    transcript_key: str | None,
    speaker: str | None,
    study_path: str | None,
    coder: str | None,
    lang: str,
) -> None:
    """Set role, organisation or any attribute of a respondent; NAME= clears it.

    A KEY that is not there yet is added.
    """
    from bouwsteen.transcripts.model import Respondent, SpeakerLink

    if (transcript_key is None) != (speaker is None):
        raise click.UsageError("--transcript and --speaker go together.")
    pairs = dict(_pair(text) for text in values)
    with open_study(study_path) as study:
        with study.change("respondent set", actor=coder, respondent=key, values=sorted(pairs)):
            held = {one.key: one for one in study.respondents.all()}
            person = held.get(key, Respondent(key=key)).with_values(pairs)
            links = []
            if transcript_key is not None and speaker is not None:
                one = study.transcripts.get(transcript_key)
                if speaker not in one.speakers:
                    raise RespondentError(
                        f"{transcript_key} has no speaker {speaker!r}.",
                        f"It has {', '.join(one.speakers)}.",
                        key="speaker_unknown",
                        transcript=transcript_key,
                        speaker=speaker,
                        speakers=", ".join(one.speakers),
                    )
                links.append(
                    SpeakerLink(transcript=transcript_key, speaker=speaker, respondent=key)
                )
            study.respondents.put([person], links)
    say("respondent_set", lang, respondent=key)


@respondent.command("remove")
@click.argument("key")
@study_option
@coder_option
@lang_option
def remove_respondent(key: str, study_path: str | None, coder: str | None, lang: str) -> None:
    """Take a respondent out, with the links to them; transcripts and codings stay."""
    with (
        open_study(study_path) as study,
        study.change("respondent remove", actor=coder, respondent=key),
    ):
        study.respondents.remove(key)
    say("removed", lang, what=key)


@respondent.command()
@click.argument("transcript_key", metavar="TRANSCRIPT")
@click.argument("speaker")
@study_option
@coder_option
@lang_option
def unlink(
    transcript_key: str, speaker: str, study_path: str | None, coder: str | None, lang: str
) -> None:
    """Let a SPEAKER of a transcript stand for nobody again; "" is who has no label."""
    with (
        open_study(study_path) as study,
        study.change("respondent unlink", actor=coder, transcript=transcript_key, speaker=speaker),
    ):
        study.respondents.unlink(transcript_key, speaker)
    say("unlinked", lang, transcript=transcript_key, speaker=speaker or "–")


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name.strip():
        raise RespondentError(
            f"{text!r} is not NAME=VALUE.",
            "For example: role=Medewerker",
            key="respondent_pair",
            text=text,
        )
    return name.strip(), value.strip()
