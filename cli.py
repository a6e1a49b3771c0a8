"""The command line: names the commands, imports each when it is asked for. No logic."""

from __future__ import annotations

__all__ = ["main"]

import click

from bouwsteen.console import LazyGroup

_PLACES = {
    "demo": ("examples.commands:demo", "Run the bundled study, from transcripts to tables."),
    "init": ("study.commands:init", "Make a study."),
    "status": ("study.commands:status", "Show what is in the study and what is done."),
    "transcript": ("transcripts.commands:transcript", "Import, list and show transcripts."),
    "respondent": ("transcripts.commands:respondent", "Say who speaks, with role and firm."),
    "codebook": ("codebook.commands:codebook", "Show and change the codebook."),
    "coder": ("coding.commands:coder", "Add and list the coders."),
    "code": ("coding.commands:code", "Code transcripts by hand or from files."),
    "serve": ("web.commands:serve", "Open the workbench: a page on this machine to code in."),
    "undo": ("study.commands:undo", "Take back the last change."),
    "redo": (
        "study.commands:redo",
        "Do again what was undone last, as long as nothing else was changed since.",
    ),
    "log": ("study.commands:log", "Show every change ever made."),
    "suggest": (
        "coding.suggest_commands:suggest",
        "Let the computer suggest codes; you decide on each.",
    ),
    "agreement": ("analysis.agreement_commands:agreement", "Measure how far coders agree."),
    "consensus": (
        "coding.consensus_commands:consensus",
        "Hold the consensus meeting and make the final coding.",
    ),
    "table": ("analysis.commands:table", "Count quotes, interviews and coverage."),
    "quotes": ("analysis.commands:quotes", "Show the quotes themselves."),
    "quote": ("exports.quote_commands:quote", "Choose the quotes that illustrate each block."),
    "export": ("exports.commands:export", "Write tables, quotes and codebook to files."),
    "study": ("study.commands:study", "Copy, merge, check and back up the study file."),
}


@click.command(
    cls=LazyGroup,
    places={name: (f"bouwsteen.{place}", text) for name, (place, text) in _PLACES.items()},
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="bouwsteen", prog_name="bouwsteen")
@click.option(
    "--study",
    "study_path",
    envvar="BOUWSTEEN_STUDY",
    metavar="PATH",
    help="The study file, for any command; else the only *.bouwsteen here.",
)
@click.pass_context
def main(ctx: click.Context, study_path: str | None) -> None:
    """From interview transcripts to the tables in the article, offline.

    \b
    A study in six steps:
      bouwsteen init mystudy.bouwsteen
      bouwsteen transcript import interviews/* --respondents respondents.csv
      bouwsteen coder add anna
      bouwsteen code import codings.csv
      bouwsteen table quotes --by role
      bouwsteen export tables tables.docx
    """
    ctx.obj = study_path
