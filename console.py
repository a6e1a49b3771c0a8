"""What every command shares: options, the study at hand, errors, tables and progress bars.

An adapter: it may know click, rich and the study file. The command files use it, nothing else.
"""

from __future__ import annotations

__all__ = [
    "LazyGroup",
    "Listing",
    "cast_of",
    "coder_option",
    "current_coder",
    "format_option",
    "lang_option",
    "note_look",
    "open_study",
    "reader_option",
    "say",
    "show",
    "show_table",
    "study_file",
    "study_option",
    "track",
]

import dataclasses
import importlib
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from bouwsteen.errors import BouwsteenError, CodingError, StudyError

if TYPE_CHECKING:
    from bouwsteen.exports.labels import Labels
    from bouwsteen.exports.table import Cell, Table
    from bouwsteen.study.study import Study
    from bouwsteen.transcripts.cast import Cast

T = TypeVar("T")

SUFFIX = ".bouwsteen"


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
            click.echo(f"Error: {error.message}", err=True)
            if error.hint:
                click.echo(error.hint, err=True)
            ctx.exit(1)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Rows to show: a table for a person, records for a program.

    Parameters
    ----------
    columns : sequence of str
        Stable English keys; headings come from the labels.
    rows : sequence of sequence
        Raw values, one for each column.
    title : str
        Shown above the table on a terminal.
    notes : sequence of str
        Shown under it.
    payload : object, optional
        What ``--format json`` gives instead of one record a row.
    """

    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]
    title: str = ""
    notes: Sequence[str] = ()
    payload: Any = None


format_option = click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
    help="A table to read, or clean data for a program.",
)
lang_option = click.option(
    "--lang",
    type=click.Choice(["nl", "en"]),
    envvar="BOUWSTEEN_LANG",
    default="nl",
    show_default=True,
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
        raise StudyError(f"There is more than one study here: {names}.", hint)
    raise StudyError("There is no study here.", f"Make one with: bouwsteen init NAME{SUFFIX}")


def current_coder(study: Study, coder: str | None) -> str:
    """Who codes: the one named, else the only coder of the study."""
    if coder:
        study.coders.check(coder)
        return coder
    known = [one.key for one in study.coders.all()]
    if len(known) == 1:
        return known[0]
    if not known:
        raise CodingError("The study has no coder yet.", "Add one: bouwsteen coder add KEY")
    raise CodingError(
        f"The study has {len(known)} coders: {', '.join(known)}.",
        "Say who you are with --coder KEY or BOUWSTEEN_CODER.",
    )


def cast_of(study: Study) -> Cast:
    """Everybody who speaks in a study."""
    from bouwsteen.transcripts.cast import Cast

    return Cast(
        transcripts=tuple(study.transcripts.all()),
        respondents=tuple(study.respondents.all()),
        links=tuple(study.respondents.links()),
    )


def note_look(study: Study, coder: str | None) -> None:
    """Log it when one coder reads another's codings of transcripts not yet finished.

    Who reads is known from BOUWSTEEN_CODER only; agreement warns of what was seen.
    """
    from bouwsteen.study.history import LOOK

    reader = os.environ.get("BOUWSTEEN_CODER")
    if coder is None or reader in (None, coder):
        return
    if reader not in {one.key for one in study.coders.all()}:
        return
    finished = {mark.transcript for mark in study.coders.done() if mark.coder == reader}
    held = {one.transcript for one in study.quotations.select(coder=coder)}
    seen = sorted(held - finished)
    if seen:
        study.note(LOOK, actor=reader, coder=coder, transcripts=seen)


def say(key: str, lang: str, **values: Any) -> None:
    """Print one sentence of the labels, on standard output."""
    from bouwsteen.exports.labels import Labels

    click.echo(Labels(lang)(f"screen.{key}", **values))


def show(listing: Listing, *, style: str, lang: str) -> None:
    """Print a listing as a readable table, as JSON or as CSV."""
    if style == "json":
        payload = listing.payload
        if payload is None:
            payload = [dict(zip(listing.columns, row, strict=True)) for row in listing.rows]
        _print_json(payload)
    elif style == "csv":
        _print_csv(listing.columns, listing.rows)
    else:
        from bouwsteen.exports.labels import Labels

        labels = Labels(lang)
        numeric = [
            all(isinstance(row[place], int | float | None) for row in listing.rows)
            for place in range(len(listing.columns))
        ]
        headings = [labels.optional(f"column.{key}", key) for key in listing.columns]
        rows = [[_readable(value, labels) for value in row] for row in listing.rows]
        _print_table(headings, numeric, rows, title=listing.title, notes=listing.notes)


def show_table(table: Table, *, payload: Any, style: str, lang: str) -> None:
    """Print an article's table as a reader sees it, its figures as JSON, or raw as CSV."""
    if style == "json":
        _print_json(payload)
    elif style == "csv":
        _print_csv([column.key for column in table.columns], [*table.rows, *table.foot])
    else:
        from bouwsteen.exports.labels import Labels

        labels = Labels(lang)
        kinds = [column.kind for column in table.columns]

        def words(row: Sequence[Cell]) -> list[str]:
            return [labels.cell(cell, kind) for cell, kind in zip(row, kinds, strict=True)]

        _print_table(
            [column.label for column in table.columns],
            [kind != "text" for kind in kinds],
            [words(row) for row in table.rows],
            foot=[words(row) for row in table.foot],
            title=table.caption,
            notes=(*table.text, *table.notes),
        )


def _print_json(payload: Any) -> None:
    click.echo(json.dumps(payload, ensure_ascii=False, indent=2, default=str))


def _print_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    import csv

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_plain(value) for value in row] for row in rows)


def _print_table(
    headings: Sequence[str],
    numeric: Sequence[bool],
    rows: Sequence[Sequence[str]],
    *,
    foot: Sequence[Sequence[str]] = (),
    title: str = "",
    notes: Sequence[str] = (),
) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text

    # Off a terminal there is no width to fit; a table must not lose text to an imagined one.
    width = None if sys.stdout.isatty() else 10_000
    console = Console(width=width, highlight=False, soft_wrap=True)
    grid = Grid(box=SIMPLE_HEAD, pad_edge=False)
    for heading, right in zip(headings, numeric, strict=True):
        grid.add_column(Text(heading), justify="right" if right else "left", overflow="fold")
    for place, row in enumerate([*rows, *foot], start=1):
        grid.add_row(*map(Text, row), end_section=place == len(rows))
    if title:
        console.print(Text(title, style="bold"))
    with console.capture() as drawn:
        console.print(grid, soft_wrap=False)
    for line in drawn.get().splitlines():
        click.echo(line.rstrip())
    for note in notes:
        console.print(Text(note))


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple | set | frozenset):
        return ";".join(str(one) for one in value)
    return "" if value is None else value


def _readable(value: Any, labels: Labels) -> str:
    if isinstance(value, bool):
        return labels("word.yes" if value else "word.no")
    if isinstance(value, float):
        return labels.cell(value, "decimal")
    return str(_plain(value))


def track(items: Iterable[T], *, what: str, total: int) -> Iterator[T]:
    """Walk over items behind a progress bar, on a terminal only."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield from items
        return
    from rich.console import Console
    from rich.progress import track as rich_track

    yield from rich_track(items, what, total=total, console=Console(stderr=True), transient=True)
