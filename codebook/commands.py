"""Commands on the codebook."""

from __future__ import annotations

__all__ = ["codebook"]

from typing import TYPE_CHECKING, Any

import click

from bouwsteen.codebook.edit_commands import (
    add,
    edit,
    merge,
    move,
    reason_option,
    remove,
    split,
)
from bouwsteen.codebook.export_commands import export_codebook
from bouwsteen.codebook.interpret_commands import interpret
from bouwsteen.console import coder_option, format_option, lang_option, open_study, study_option
from bouwsteen.screen import Listing, say, show

if TYPE_CHECKING:
    from bouwsteen.codebook.model import Code, Codebook


@click.group()
def codebook() -> None:
    """Show and change the codebook.

    A code is a key, a number (3.2) or a label.
    """


@codebook.command("show")
@click.argument("code_name", metavar="[CODE]", required=False)
@click.option("--builtin", help="Show this built-in codebook instead of the study's.")
@study_option
@format_option
@lang_option
def show_(
    code_name: str | None, builtin: str | None, study_path: str | None, style: str, lang: str
) -> None:
    """Show the codebook as a tree, or all there is about one CODE."""
    from bouwsteen.codebook.files import load_codebook

    if builtin is not None:
        book = load_codebook(builtin)
        usage: dict[str, int] = {}
    else:
        with open_study(study_path) as study, study.reading():
            book, usage = study.codebook.get(), study.codebook.usage()
    if code_name is not None:
        _show_code(book, book.resolve(code_name), style, lang)
        return
    rows = [
        (
            book.numbers.get(code.key),
            code.key,
            "  " * depth * (style == "text") + code.label(lang),
            code.definition.get(lang),
            usage.get(code.key, 0),
        )
        for depth, code in book.walk()
    ]
    title = f"{book.key} ({book.version})"
    columns = ("number", "code", "label", "definition", "codings")
    show(Listing(columns=columns, rows=rows, title=title), style=style, lang=lang)


def _show_code(book: Codebook, code: Code, style: str, lang: str) -> None:
    values: dict[str, Any] = {
        "code": code.key,
        "number": book.numbers.get(code.key),
        "parent": code.parent,
        "label": code.label(lang),
        "definition": code.definition.get(lang),
        "include": code.include.get(lang),
        "exclude": code.exclude.get(lang),
        "examples": list(code.examples.get(lang, ())),
        "cues": list(code.cues.get(lang, ())),
        "blocks": list(book.crosswalk.get(code.key, ())),
        "colour": code.colour,
        "free": code.free,
    }
    rows = [
        (name, "; ".join(value) if isinstance(value, list) else value)
        for name, value in values.items()
    ]
    show(Listing(columns=("field", "value"), rows=rows, payload=values), style=style, lang=lang)


@codebook.command("list")
@format_option
@lang_option
def list_(style: str, lang: str) -> None:
    """List the built-in codebooks."""
    from bouwsteen.codebook.files import builtin_names, load_codebook

    books = [load_codebook(name) for name in builtin_names()]
    rows = [(one.key, one.labels.get(lang), len(one.blocks), len(one)) for one in books]
    columns = ("codebook", "title", "blocks", "codes")
    show(Listing(columns=columns, rows=rows), style=style, lang=lang)


@codebook.command()
@click.argument("name", metavar="NAME|FILE")
@reason_option
@study_option
@coder_option
@lang_option
def use(name: str, reason: str, study_path: str | None, coder: str | None, lang: str) -> None:
    """Code with another codebook from now on: a built-in one or a file (toml, csv, qdc).

    Codes that have codings must be in the new codebook too; free codes stay.
    """
    from bouwsteen.codebook.files import load_codebook
    from bouwsteen.codebook.tree import with_free_codes

    fresh = load_codebook(name)
    with open_study(study_path) as study:
        with study.change("codebook use", actor=coder, codebook=fresh.key, reason=reason):
            book = with_free_codes(fresh, study.codebook.get())
            stored = study.codebook.put(book, reason=reason, actor=coder)
    say("codebook_version", lang, codebook=stored.key, version=stored.version)


codebook.add_command(use, "import")
for _edit in (add, edit, move, merge, split, remove):
    codebook.add_command(_edit)


codebook.add_command(export_codebook, "export")
codebook.add_command(interpret)


@codebook.command()
@study_option
@format_option
@lang_option
def history(study_path: str | None, style: str, lang: str) -> None:
    """Show every version of the codebook: when, who, why, and what changed."""
    from bouwsteen.codebook.diff import diff_codebooks, summary

    with open_study(study_path) as study:
        versions = study.codebook.history()
    rows = []
    for before, one in zip([None, *versions], versions, strict=False):
        changed = summary(diff_codebooks(before.codebook, one.codebook)) if before else []
        rows.append((one.codebook.version, one.at.isoformat(), one.actor, one.reason, changed))
    columns = ("version", "at", "actor", "reason", "changes")
    show(Listing(columns=columns, rows=rows), style=style, lang=lang)


@codebook.command()
@click.option("--builtin", help="Use this built-in codebook instead of the study's.")
@study_option
@format_option
@lang_option
def crosswalk(builtin: str | None, study_path: str | None, style: str, lang: str) -> None:
    """Show which of the six blocks each code answers to."""
    from bouwsteen.codebook.crosswalk import crosswalk as blocks_of
    from bouwsteen.codebook.files import load_codebook

    if builtin is not None:
        book = load_codebook(builtin)
    else:
        with open_study(study_path) as study:
            book = study.codebook.get()
    six = load_codebook("mkb-leercultuur")
    mapped = blocks_of(book, six)
    rows = [
        (
            code.key,
            code.label(lang),
            list(mapped[code.key]),
            [six[key].label(lang, short=True) for key in mapped[code.key]],
        )
        for _, code in book.walk()
    ]
    columns = ("code", "label", "blocks", "block_labels")
    show(Listing(columns=columns, rows=rows), style=style, lang=lang)
