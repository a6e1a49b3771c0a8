"""The command that puts everything an article needs in one document: export report."""

from __future__ import annotations

__all__ = ["export_report"]

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bouwsteen.comparing import compare_study, compared_coders, facts_of
from bouwsteen.console import lang_option, open_study, reader_option, study_option
from bouwsteen.counting import by_option, counted, coverage_of, order_option
from bouwsteen.illustrating import choice_of, summary_of
from bouwsteen.naming import pseudonymised, view_of
from bouwsteen.screen import say

if TYPE_CHECKING:
    from bouwsteen.exports.article_report import Measurement, Study
    from bouwsteen.study.study import Study as StudyFile
    from bouwsteen.transcripts.pseudonyms import Pseudonyms


@click.command()
@click.argument("target", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@by_option
@order_option
@reader_option
@study_option
@lang_option
@pseudonymised
def export_report(
    target: Path,
    by: str,
    order: str,
    coder: str | None,
    study_path: str | None,
    lang: str,
    names: Pseudonyms | None,
) -> None:
    """Write tables, sentences, quotes, figures and methods in one document (docx, html).

    Agreement is in it once two coders are done with the same interviews.
    """
    from bouwsteen.exports.article_report import article_report
    from bouwsteen.exports.report_write import write_report
    from bouwsteen.exports.write import known_suffix

    known_suffix(target, (".docx", ".html"))
    with open_study(study_path) as study:
        # One state of the study: what somebody codes meanwhile is in all of it, or in nothing.
        with study.reading():
            held = _reported(study, by=by, order=order, coder=coder, lang=lang, names=names)
            measurement = _measured(study, names)
            coders = () if measurement is None else compared_coders(study, None)
        if coders:
            study.note("export report", coders=list(coders))
    report = article_report(held, measurement=measurement, lang=lang)
    say("written", lang, target=write_report(report, target))


def _reported(
    study: StudyFile,
    *,
    by: str,
    order: str,
    coder: str | None,
    lang: str,
    names: Pseudonyms | None,
) -> Study:
    from bouwsteen.analysis.interviews import interview_table
    from bouwsteen.exports.article_report import Study
    from bouwsteen.exports.illustration_article import illustration_book

    material = counted(study, coder, names, trace=True)
    choice, book = choice_of(study, coder=coder, names=names)
    return Study(
        cast=material.cast,
        codebook=material.codebook,
        blocks=material.quote_table(rows="block", by=by),
        codes=material.quote_table(rows="code", by=by),
        interviews=interview_table(material.cast),
        together=material.cooccurrence(rows="block", within="quotation"),
        saturation=material.saturation(rows="code", order=order),
        coverage=coverage_of(study, lang=lang, names=names),
        quotes=illustration_book(choice, book, lang=lang),
        summary=summary_of(study, lang=lang, names=names),
        unplaced=tuple(material.unplaced),
        traces=material.traces,
    )


def _measured(study: StudyFile, names: Pseudonyms | None) -> Measurement | None:
    """Agreement by the study's plan; None while fewer than two coders share a finished text."""
    from bouwsteen.analysis.agreement.renamed import renamed
    from bouwsteen.exports.article_report import Measurement

    finished: dict[str, set[str]] = {}
    for mark in study.coders.done():
        finished.setdefault(mark.transcript, set()).add(mark.coder)
    if all(len(coders) < 2 for coders in finished.values()):
        return None
    keys = compared_coders(study, None)
    found = compare_study(study, keys)
    facts = facts_of(study, keys, found)
    if names is not None:
        view = view_of(study, names)
        found = renamed(
            found,
            code=view.code_key,
            coder=view.coder_key,
            transcript=view.transcript_key,
            text=view.text,
        )
    return Measurement(found=found, facts=facts)
