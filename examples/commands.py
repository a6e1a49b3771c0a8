"""The demo command: the bundled study through the public commands, each shown as it runs."""

from __future__ import annotations

__all__ = ["demo"]

import os
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from bouwsteen.console import lang_option
from bouwsteen.errors import ExportError
from bouwsteen.screen import say

STUDY = "demo.bouwsteen"
OPEN = (
    *("report.docx", "transcript.html", "tables.docx", "quotes.docx"),
    *("agreement.docx", "minutes.docx", "codebook.docx"),
)


@click.command()
@click.option(
    "--dir",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("bouwsteen-demo"),
    show_default=True,
    help="Folder for the study and what comes out.",
)
@lang_option
@click.pass_context
def demo(ctx: click.Context, folder: Path, lang: str) -> None:
    """Run the bundled study, from transcripts to tables.

    Eight invented interviews, two coders. A second run in the same folder starts afresh.
    """
    from bouwsteen.examples.bundled import copy_to

    _check_folder(folder)
    copy_to(folder)
    (folder / STUDY).unlink(missing_ok=True)
    with _inside(folder):
        for words in _script(lang):
            click.secho(f"\n$ bouwsteen {shlex.join(words)}", bold=True)
            # The very commands that a user types, errors and all.
            code = ctx.find_root().command.main(
                ["--study", STUDY, *words], prog_name="bouwsteen", standalone_mode=False
            )
            if code:
                ctx.exit(code)
    click.echo()
    say("demo_done", lang, folder=folder)
    for name in OPEN:
        click.echo(f"  {folder / 'out' / name}")


def _script(lang: str) -> list[list[str]]:
    """The study in commands, in the order in which a researcher would give them."""
    from bouwsteen.examples.bundled import (
        CODINGS,
        COMMENTED,
        DECISIONS,
        RESPONDENTS,
        TRANSCRIPTS,
    )

    spoken, pair = ["--lang", lang], ["--coders", "anna,bram"]
    commands = [
        ["init", STUDY, *spoken],
        ["transcript", "import", TRANSCRIPTS[1], "--dry-run", *spoken],
        ["transcript", "import", *TRANSCRIPTS, "--respondents", RESPONDENTS, *spoken],
        ["code", "import", *CODINGS, *spoken],
        ["code", "done", "--all", "--coder", "anna", *spoken],
        ["code", "done", "--all", "--coder", "bram", *spoken],
        ["code", "import", *COMMENTED, *spoken],
        ["status", *spoken],
        ["table", "quotes", "--by", "role", "--coder", "anna", *spoken],
        ["table", "interviews", *spoken],
        ["table", "coverage", *spoken],
        ["quotes", "--code", "4", "--limit", "3", "--coder", "anna", *spoken],
        ["agreement", "plan", "--primary", "alpha", "--unit", "turn", *spoken],
        ["agreement", "--coders", "anna,bram", *spoken],
        ["agreement", "disagreements", "--coders", "anna,bram", "--limit", "5", *spoken],
        ["export", "disagreements", "out/disagreements.docx", *pair, *spoken],
        ["consensus", "start", *pair, "--coder", "anna", *spoken],
        ["consensus", "import", DECISIONS, "--coder", "anna", *spoken],
        ["consensus", "finish", "--coder", "anna", *spoken],
        ["consensus", "minutes", "out/minutes.docx", *spoken],
        ["export", "agreement", "out/agreement.docx", *pair, *spoken],
        ["table", "quotes", "--by", "role", *spoken],
    ]
    exports = {"tables": ("docx", "xlsx", "csv", "md"), "quotes": ("docx", "xlsx", "csv")}
    for kind, suffixes in exports.items():
        for suffix in suffixes:
            commands.append(["export", kind, f"out/{kind}.{suffix}", *spoken])
    commands.append(["export", "codebook", "out/codebook.docx", *spoken])
    return [*commands, *_article(spoken), *_suggestions(spoken)]


def _article(spoken: list[str]) -> list[list[str]]:
    """What an article takes beside the tables: quotes, patterns, figures, all in one document."""
    return [
        ["quote", "choose", "--per-cell", "1", *spoken],
        ["table", "cooccurrence", *spoken],
        ["export", "figure", "out/figure.png", "--kind", "heatmap", *spoken],
        ["export", "transcript", "01_directie_metaal", "out/transcript.html", *spoken],
        ["export", "transcript", "01_directie_metaal", "out/transcript.docx", *spoken],
        ["export", "report", "out/report.docx", *spoken],
    ]


def _suggestions(spoken: list[str]) -> list[list[str]]:
    """A third coder, last of all: the others' work is done without suggestions."""
    return [
        ["coder", "add", "cees", *spoken],
        ["suggest", "run", "--coder", "cees", *spoken],
        ["suggest", "list", "--coder", "cees", "--limit", "4", *spoken],
    ]


def _check_folder(folder: Path) -> None:
    """Refuse a folder that holds something other than an earlier demo."""
    if folder.exists() and any(folder.iterdir()) and not (folder / STUDY).exists():
        raise ExportError(
            f"{folder} is not empty.",
            "Name a new folder with --dir.",
            key="example_not_empty",
            folder=folder,
        )
    try:
        (folder / "out").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExportError(
            f"Cannot make {folder}: {error.strerror}.",
            "Choose another.",
            key="example_no_folder",
            folder=folder,
        ) from None


@contextmanager
def _inside(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
