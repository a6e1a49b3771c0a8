"""The command on speakers of one transcript: who speaks, whose labels differ, new labels."""

from __future__ import annotations

__all__ = ["speakers"]

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from bouwsteen.console import coder_option, format_option, lang_option, open_study, study_option
from bouwsteen.errors import TranscriptError
from bouwsteen.screen import Listing, say, show

if TYPE_CHECKING:
    from bouwsteen.study.study import Study
    from bouwsteen.transcripts.model import Transcript
    from bouwsteen.transcripts.speakers import Merge


@click.command()
@click.argument("key")
@click.option(
    "--rename", "pairs", multiple=True, metavar="OLD=NEW", help="Give a label a new name."
)
@click.option("--merge-proposed", is_flag=True, help="Rename as the list of likenesses proposes.")
@study_option
@coder_option
@format_option
@lang_option
def speakers(
    key: str,
    pairs: tuple[str, ...],
    merge_proposed: bool,
    study_path: str | None,
    coder: str | None,
    style: str,
    lang: str,
) -> None:
    """Show who speaks in transcript KEY, and labels that may be one person.

    Nothing is merged unless you ask. A new label changes no text and no coding; links to
    respondents go along.
    """
    from bouwsteen.transcripts.speakers import propose_merges

    with open_study(study_path) as study:
        one = study.transcripts.get(key)
        names = dict(_pair(text) for text in pairs)
        if merge_proposed:
            proposed = {old: merge.new for merge in propose_merges(one) for old in merge.old}
            names = {**proposed, **names}
        if names:
            with study.change("transcript speakers", actor=coder, transcript=key, renamed=names):
                study.transcripts.rename_speakers(key, names)
            one = study.transcripts.get(key)
        listing = _listing(study, one, propose_merges(one))
    if style == "text":
        for old, new in names.items():
            say("speaker_renamed", lang, old=old, new=new)
    show(listing, style=style, lang=lang)
    if style == "text":
        for merge in propose_merges(one):
            old = ", ".join(merge.old)
            say(f"merge_proposed_{merge.reason}", lang, old=old, new=merge.new)


def _listing(study: Study, one: Transcript, merges: Sequence[Merge]) -> Listing:
    from bouwsteen.transcripts.speakers import voices

    links = {
        link.speaker: link.respondent
        for link in study.respondents.links()
        if link.transcript == one.key
    }
    proposed = {old: merge.new for merge in merges for old in merge.old}
    columns = ("speaker", "turns", "words", "backchannels", "respondent", "proposal")
    rows = [
        (
            voice.speaker,
            voice.turns,
            voice.words,
            voice.backchannels,
            links.get(voice.speaker or ""),
            proposed.get(voice.speaker or ""),
        )
        for voice in voices(one)
    ]
    return Listing(columns=columns, rows=rows, title=one.title)


def _pair(text: str) -> tuple[str, str]:
    old, sign, new = text.partition("=")
    if not sign or not old.strip() or not new.strip():
        raise TranscriptError(
            f"{text!r} is not OLD=NEW.",
            "For example: --rename 'Interviewer1=I'",
            key="speaker_pair",
            text=text,
        )
    return old.strip(), new.strip()
