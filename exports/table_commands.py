"""The command that writes the tables of the article: export tables."""

from __future__ import annotations

__all__ = ["export_tables"]

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from bouwsteen.console import lang_option, open_study, reader_option, study_option
from bouwsteen.counting import SHOWN, Counted, by_option, counted, coverage_of
from bouwsteen.errors import ExportError
from bouwsteen.illustrating import summary_of
from bouwsteen.naming import pseudonymised
from bouwsteen.screen import say

if TYPE_CHECKING:
    from bouwsteen.exports.table import Table
    from bouwsteen.transcripts.pseudonyms import Pseudonyms

_TABLES = (
    *("quotes", "interviews", "codes", "cooccurrence"),
    *("saturation", "coverage", "summary"),
)
_USUAL = ("quotes", "interviews", "codes")


@click.command()
@click.argument("target", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@by_option
@click.option(
    "--table",
    "chosen",
    type=click.Choice(_TABLES),
    multiple=True,
    help="Only this table; may be given more than once, in the order of the file.",
)
@click.option(
    "--show",
    "shown",
    type=click.Choice(SHOWN),
    multiple=True,
    default=("counts",),
    show_default=True,
    help="What stands in the cells of the tables of quotes; may be given more than once.",
)
@reader_option
@study_option
@lang_option
@pseudonymised
def export_tables(
    target: Path,
    by: str,
    chosen: tuple[str, ...],
    shown: tuple[str, ...],
    coder: str | None,
    study_path: str | None,
    lang: str,
    names: Pseudonyms | None,
) -> None:
    """Write the tables of the article (docx, xlsx, csv, md, html, tex).

    Quotes per block and per code, each by role, interviews per organisation and role, and the
    summary per block once it has an interpretation (see codebook interpret); or those that --table
    names.
    """
    from bouwsteen.exports.write import write_tables

    with open_study(study_path) as study, study.reading():
        material = counted(study, coder, names, trace=True)
        summary = summary_of(study, lang=lang, names=names)
        coverage = coverage_of(study, lang=lang, names=names) if "coverage" in chosen else None
    if summary is None and "summary" in chosen:
        raise ExportError(
            "No block has an interpretation yet, so there is no summary.",
            "Write one with: bouwsteen codebook interpret CODE TEXT",
            key="summary_nothing",
        )
    found: list[Table] = []
    for name in dict.fromkeys(chosen or (*_USUAL, "summary")):
        if name == "summary":
            found += [] if summary is None else [summary]
        elif name == "coverage":
            found += [] if coverage is None else [coverage]
        else:
            found += _made(name, material, by=by, shown=shown, lang=lang)
    for path in write_tables(found, target):
        say("written", lang, target=path)


def _made(
    name: str, material: Counted, *, by: str, shown: tuple[str, ...], lang: str
) -> list[Table]:
    """The tables of one name, each with what its figures trace to."""
    from bouwsteen.exports.trace import traced

    if name == "interviews":
        from bouwsteen.analysis.interviews import interview_table
        from bouwsteen.exports.article import interviews_article

        people = interviews_article(interview_table(material.cast), lang=lang)
        return [traced(people, *(one for one in material.traces if one.of == "people"))]
    if name in ("cooccurrence", "saturation"):
        return [traced(_pattern(name, material, lang), *material.traces)]
    from bouwsteen.exports.cells_article import measured_article

    level: Literal["block", "code"] = "code" if name == "codes" else "block"
    return [
        traced(
            measured_article(
                material.measured(show, rows=level, by=by), lang=lang, unplaced=material.unplaced
            ),
            *material.traces,
        )
        for show in dict.fromkeys(shown)
    ]


def _pattern(name: str, material: Counted, lang: str) -> Table:
    if name == "cooccurrence":
        from bouwsteen.exports.cooccurrence_article import cooccurrence_article

        together = material.cooccurrence(rows="block", within="quotation")
        return cooccurrence_article(together, lang=lang, unplaced=material.unplaced)
    from bouwsteen.exports.saturation_article import saturation_article

    saturation = material.saturation(rows="code", order="import")
    return saturation_article(saturation, lang=lang, unplaced=material.unplaced)
