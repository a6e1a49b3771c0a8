"""What commands print: sentences, tables for a person, data for a program, progress bars."""

from __future__ import annotations

__all__ = [
    "Listing",
    "came_about",
    "odd_comment",
    "say",
    "show",
    "show_table",
    "track",
    "wrapped",
]

import dataclasses
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from bouwsteen.coding.comment_problem import CommentProblem
    from bouwsteen.coding.model import Coding
    from bouwsteen.exports.labels import Labels
    from bouwsteen.exports.table import Cell, Table

T = TypeVar("T")

_WIDEST = 100
"""Columns beyond which running text is hard to read."""


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


def say(key: str, lang: str, **values: Any) -> None:
    """Print one sentence of the labels, on standard output."""
    from bouwsteen.exports.labels import Labels

    click.echo(Labels(lang)(f"screen.{key}", **values))


def wrapped(*parts: str | tuple[str, str], end: str = "\n") -> None:
    """Print words, some with a style such as ``bold``, wrapped to the window as it is now."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    console.width = min(console.width, _WIDEST)
    console.print(Text.assemble(*parts), end=end)


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


def show_table(
    table: Table, *, payload: Any, records: Sequence[Mapping[Any, Any]], style: str, lang: str
) -> None:
    """Print an article's table as a reader sees it, its figures as JSON, or as clean CSV.

    Parameters
    ----------
    table : Table
        With words, notes and totals, for a person.
    payload : object
        What ``--format json`` gives.
    records : sequence of mapping
        What ``--format csv`` gives: one record a row, keys in English, no totals.
    """
    if style == "json":
        _print_json(payload)
    elif style == "csv":
        columns = list(dict.fromkeys(key for record in records for key in record))
        _print_csv(columns, [[record.get(key) for key in columns] for record in records])
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


def came_about(codings: Sequence[Coding], *, style: str, lang: str) -> tuple[list[str], list[str]]:
    """Origin and assistance of each code; for a person in words, and once each."""
    origins = [str(one.origin) for one in codings]
    assistances = [str(one.assistance) for one in codings]
    if style != "text":
        return origins, assistances
    from bouwsteen.exports.labels import Labels

    labels = Labels(lang)
    return (
        [labels(f"origin.{name}") for name in dict.fromkeys(origins)],
        [labels(f"assistance.{name}") for name in dict.fromkeys(assistances)],
    )


def odd_comment(file: str, problem: CommentProblem, lang: str) -> str:
    """Say which Word comment, or part of one, was not taken over, and why."""
    from bouwsteen.exports.labels import Labels

    labels = Labels(lang)
    word = "screen.comment"
    at = "" if problem.turn is None else labels(f"{word}.turn", turn=problem.turn)
    at += "" if problem.offset is None else labels(f"{word}.offset", offset=problem.offset)
    said = labels(
        f"{word}.line",
        file=file,
        who=problem.author or labels(f"{word}.nobody"),
        at=at,
        text=problem.text,
        trouble=labels(f"{word}.{problem.trouble}"),
    )
    if not problem.near:
        return said
    names = labels(f"{word}.or").join(problem.near)
    return f"{said} {labels(f'{word}.guess', names=names)}"


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
