"""What every command shares: options, the study at hand, errors, tables and progress bars.

An adapter: it may know click, rich and the study file. The command files use it, nothing else.
"""

from __future__ import annotations

__all__ = [
    "LazyGroup",
    "cast_of",
    "coder_option",
    "current_coder",
    "format_option",
    "lang_option",
    "note_look",
    "open_study",
    "reader_option",
    "study_file",
    "study_option",
]

import importlib
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bouwsteen.errors import BouwsteenError, CodingError, StudyError

if TYPE_CHECKING:
    from bouwsteen.study.study import Study
    from bouwsteen.transcripts.cast import Cast


SUFFIX = ".bouwsteen"
_LANG = "bouwsteen.lang"


class LazyGroup(click.Group):
    """A group that imports a command when it is asked for, and shows user errors as one line.

    Parameters
    ----------
    places : mapping of command name to (place, summary)
        Place is ``module:attribute``; the summary stands in the list of commands, so that the
        list needs no import. A test holds it against the command's own help.
    """

    def __init__(self, *, places: Mapping[str, tuple[str, str]], **options: Any) -> None:
        super().__init__(**options)
        self.places = places

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order in which a study goes."""
        return list(self.places)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command that a name stands for."""
        if cmd_name not in self.places:
            return None
        module, _, attribute = self.places[cmd_name][0].partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in self.places.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; a user's mistake becomes ``Error: …`` and exit code 1."""
        try:
            return super().invoke(ctx)
        except BouwsteenError as error:
            message, hint = _told(error, ctx.meta.get(_LANG))
            click.echo(f"Error: {message}", err=True)
            if hint:
                click.echo(hint, err=True)
            ctx.exit(1)


def _told(error: BouwsteenError, lang: str | None) -> tuple[str, str | None]:
    """What an error says; a command without ``--lang`` goes by the environment alone."""
    if error.key is None:
        return error.message, error.hint
    from bouwsteen.exports.labels import told

    return told(error, lang or ("en" if os.environ.get("BOUWSTEEN_LANG") == "en" else "nl"))


def _keep(ctx: click.Context, _: click.Parameter, lang: str) -> str:
    """Keep the language for errors; the group that shows them is not given the option."""
    ctx.meta[_LANG] = lang
    return lang


format_option = click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
    help="A table to read, or data for a program, letter for letter; for a spreadsheet use export.",
)
lang_option = click.option(
    "--lang",
    type=click.Choice(["nl", "en"]),
    envvar="BOUWSTEEN_LANG",
    default="nl",
    show_default=True,
    callback=_keep,
    help="Language of what you read.",
)
coder_option = click.option(
    "--coder", envvar="BOUWSTEEN_CODER", help="Who codes; else BOUWSTEEN_CODER."
)


study_option = click.option(
    "--study",
    "study_path",
    metavar="PATH",
    help="The study file; else BOUWSTEEN_STUDY, else the only *.bouwsteen here.",
)
reader_option = click.option(
    "--coder", help="Read this coder's layer; else the consensus, else the only coder."
)


@contextmanager
def open_study(path: str | None) -> Iterator[Study]:
    """Open the study that ``--study``, BOUWSTEEN_STUDY or the current folder names."""
    from bouwsteen.study.study import Study

    with Study.open(study_file(path)) as study:
        yield study


def study_file(path: str | None) -> Path:
    """Path of the study at hand; StudyError when none or more than one could be meant."""
    path = path or click.get_current_context().find_root().obj
    if path:
        return Path(path)
    found = sorted(Path.cwd().glob(f"*{SUFFIX}"))
    if len(found) == 1:
        return found[0]
    hint = "Name one with --study PATH or BOUWSTEEN_STUDY."
    if found:
        names = ", ".join(one.name for one in found)
        said = f"There is more than one study here: {names}."
        raise StudyError(said, hint, key="studies_here", names=names)
    hint = f"Make one with: bouwsteen init NAME{SUFFIX}"
    raise StudyError("There is no study here.", hint, key="no_study_here")


def current_coder(study: Study, coder: str | None) -> str:
    """Who codes: the one named, else the only coder of the study."""
    if coder:
        study.coders.check(coder)
        return coder
    known = [one.key for one in study.coders.all()]
    if len(known) == 1:
        return known[0]
    if not known:
        raise CodingError(
            "The study has no coder yet.", "Add one: bouwsteen coder add KEY", key="no_coder_yet"
        )
    raise CodingError(
        f"The study has {len(known)} coders: {', '.join(known)}.",
        "Say who you are with --coder KEY or BOUWSTEEN_CODER.",
        key="which_coder",
        n=len(known),
        coders=", ".join(known),
    )


def cast_of(study: Study) -> Cast:
    """Everybody who speaks in a study."""
    from bouwsteen.transcripts.cast import Cast

    return Cast(
        transcripts=tuple(study.transcripts.all()),
        respondents=tuple(study.respondents.all()),
        links=tuple(study.respondents.links()),
    )


def note_look(study: Study, coder: str | None, *, transcript: str | None = None) -> None:
    """Log it when one coder reads another's codings of transcripts not yet finished.

    Who reads is known from BOUWSTEEN_CODER only; agreement warns of what was seen.
    Of one transcript alone when it is named.
    """
    from bouwsteen.study.history import LOOK

    reader = os.environ.get("BOUWSTEEN_CODER")
    if coder is None or reader in (None, coder):
        return
    if reader not in {one.key for one in study.coders.all()}:
        return
    finished = {mark.transcript for mark in study.coders.done() if mark.coder == reader}
    held = {one.transcript for one in study.quotations.select(coder=coder)}
    seen = sorted((held if transcript is None else held & {transcript}) - finished)
    if seen:
        study.note(LOOK, actor=reader, coder=coder, transcripts=seen)
