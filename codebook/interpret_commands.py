"""The command that keeps the author's own words on a code: codebook interpret."""

from __future__ import annotations

__all__ = ["interpret"]

import click

from bouwsteen.console import coder_option, lang_option, open_study, study_option
from bouwsteen.screen import say


@click.command()
@click.argument("code_name", metavar="CODE")
@click.argument("text", metavar="[TEXT]", required=False)
@study_option
@coder_option
@lang_option
def interpret(
    code_name: str, text: str | None, study_path: str | None, coder: str | None, lang: str
) -> None:
    """Keep your own interpretation of a block, for the summary table; show it without TEXT.

    The language of TEXT is that of --lang. An empty TEXT ("") takes the interpretation away.
    """
    from bouwsteen.study.illustration_store import Interpretation

    with open_study(study_path) as study:
        key = study.codebook.get().resolve(code_name).key
        if text is None:
            held = {(one.code, one.lang): one.text for one in study.interpretations.all()}
            found = held.get((key, lang))
            if found is None:
                say("interpretation_none", lang, code=key, language=lang)
            else:
                click.echo(found)
            return
        words = text.strip()
        with study.change("codebook interpret", actor=coder, code=key, lang=lang):
            study.interpretations.put([Interpretation(code=key, lang=lang, text=words)])
    say("interpreted" if words else "interpretation_removed", lang, code=key, language=lang)
