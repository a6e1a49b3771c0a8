"""The application: every route of the workbench behind the gate."""

from __future__ import annotations

__all__ = ["make_app", "routes"]

import importlib
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from bouwsteen.errors import BouwsteenError
from bouwsteen.exports.labels import Labels
from bouwsteen.web.context import Workbench
from bouwsteen.web.errors import answer_of
from bouwsteen.web.gate import Gate
from bouwsteen.web.plain import plain, wants_page

_MODULES = (
    "api_agreement",
    "api_coding",
    "api_codebook",
    "api_consensus",
    "api_export",
    "api_import",
    "api_overview",
    "api_people",
    "api_suggest",
    "api_tables",
    "api_transcripts",
    "api_undo",
    "look",
    "pages",
    "words",
)
"""Modules of this folder with a list ``ROUTES``."""


def routes() -> list[BaseRoute]:
    """Every route, module by module, and the static files."""
    found: list[BaseRoute] = []
    for name in _MODULES:
        found += importlib.import_module(f"bouwsteen.web.{name}").ROUTES
    static = StaticFiles(directory=Path(__file__).parent / "static")
    return [*found, Mount("/static", static, name="static")]


def make_app(
    study_path: Path, *, coder: str, token: str, host: str = "127.0.0.1:8000", lang: str = "nl"
) -> Gate:
    """Make the workbench of one coder on one study.

    Parameters
    ----------
    study_path : Path
        The study.
    coder : str
        Key of the only coder whose layer can be reached.
    token : str
        What the first visit shows, once; see `Gate`.
    host : str
        Address and port that the server listens on, as browsers send it.
    lang : {"nl", "en"}
        Language of the page at first.

    Raises
    ------
    StudyError
        When there is no study that can be read.
    """
    bench = Workbench(study_path, coder=coder, lang=lang)
    app = Starlette(
        routes=routes(),
        exception_handlers={
            BouwsteenError: answer_of,
            HTTPException: _http_error,
            ClientDisconnect: _gone,
            Exception: _bug,
        },
    )
    app.state.workbench = bench
    return Gate(app, host=host, token=token, words=lambda: Labels(bench.lang))


_SAID = {404: "absent", 413: "large"}


def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    labels = Labels(request.app.state.workbench.lang)
    said = labels(f"web.error.{_SAID.get(error.status_code, 'refused')}")
    if request.method == "GET" and wants_page(request.headers):
        more = labels("web.error.back")
        return plain(said, more, lang=labels.lang, status=error.status_code)
    return JSONResponse({"message": said, "hint": None}, status_code=error.status_code)


def _gone(request: Request, error: Exception) -> Response:
    """Nobody is there any more to read the answer."""
    return Response(status_code=400)


def _bug(request: Request, error: Exception) -> JSONResponse:
    labels = Labels(request.app.state.workbench.lang)
    content = {"message": labels("web.error.bug"), "hint": labels("web.error.bug_hint")}
    return JSONResponse(content, status_code=500)
