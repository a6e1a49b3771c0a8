"""The command that opens the workbench."""

from __future__ import annotations

__all__ = ["serve"]

import os
import webbrowser
from contextlib import nullcontext

import click

from bouwsteen.console import (
    coder_option,
    current_coder,
    lang_option,
    open_study,
    study_file,
    study_option,
)
from bouwsteen.screen import say


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Else any that is free.")
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@study_option
@coder_option
@lang_option
def serve(
    port: int, no_browser: bool, study_path: str | None, coder: str | None, lang: str
) -> None:
    """Open the workbench: a page on this machine to code in.

    It belongs to one coder and shows no other coder's work. The address works once; press Enter
    for a new one, Ctrl-C to stop. It ends the same way, with exit code 0, when it is told to
    (SIGTERM); twice Ctrl-C ends it at once.
    """
    from bouwsteen.web.network import network_drive
    from bouwsteen.web.server import Serving, leave, on_enter, redirect_file, stopped_by

    path = study_file(study_path)
    with open_study(str(path)) as study:
        who = current_coder(study, coder)
    kind = network_drive(path)
    if kind is not None:
        say("serve_network", lang, study=path, kind=kind)
    # What SQLite and the browser's page put beside the study is for its owner only.
    os.umask(0o077)
    serving = Serving(path, coder=who, port=port, lang=lang)
    with stopped_by(serving.stop):
        say("serve_begun", lang, coder=who)
        click.echo(serving.link)
        on_enter(lambda: click.echo(serving.renew()))
        with nullcontext() if no_browser else redirect_file(serving.link) as page:
            if page is not None:
                webbrowser.open(page.as_uri())
            serving.run()
        say("serve_ended", lang)
    leave()
