"""What goes wrong in a request, as a status and a sentence with a hint."""

from __future__ import annotations

__all__ = ["Refusal", "answer_of", "status_of"]

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bouwsteen.errors import (
    BouwsteenError,
    CodebookError,
    RespondentError,
    StudyBusy,
    StudyError,
    TranscriptError,
)
from bouwsteen.exports.labels import texts, told
from bouwsteen.web.plain import plain, wants_page

_NOT_FOUND = (CodebookError, RespondentError, TranscriptError)


class Refusal(BouwsteenError):
    """A request that is refused with a status of its own.

    Parameters
    ----------
    message, hint : str
        As for every error of the user.
    status : int
        Of the answer: 403 not yet allowed, 404 not there, 409 the text is not what the page
        thought, 412 the row was changed meanwhile, and so on.
    **more
        What else the answer holds, such as ``row``, the row as it is now.
    """

    def __init__(self, message: str, hint: str | None = None, *, status: int, **more: Any) -> None:
        super().__init__(message, hint)
        self.status = status
        self.more = more


def status_of(error: BouwsteenError, method: str) -> int:
    """Which status tells a browser what an error means.

    Examples
    --------
    >>> status_of(TranscriptError("There is no such transcript."), "GET")
    404
    >>> status_of(TranscriptError("The file is empty."), "POST")
    422
    """
    from bouwsteen.web.opened import StillBlind

    if isinstance(error, Refusal):
        return error.status
    if isinstance(error, StillBlind):
        return 403
    if isinstance(error, StudyBusy):
        return 503
    if isinstance(error, StudyError):
        return 409
    if method in ("GET", "HEAD") and isinstance(error, _NOT_FOUND):
        return 404
    return 422


def answer_of(request: Request, error: Exception) -> Response:
    """Answer with the sentence and the hint of an error; as a page when a person asks."""
    assert isinstance(error, BouwsteenError)
    status = status_of(error, request.method)
    lang = request.app.state.workbench.lang
    message, hint = told(error, lang)
    hint = _on_page(error, lang) or hint
    if request.method == "GET" and wants_page(request.headers):
        return plain(message, hint or "", lang=lang, status=status)
    more = error.more if isinstance(error, Refusal) else {}
    content = {"message": message, "hint": hint, **more}
    return JSONResponse(content, status_code=status)


def _on_page(error: BouwsteenError, lang: str) -> str | None:
    """What to do about it here, where the hint of the error names a command or an option."""
    for one in (error, *error.values.values()):
        if isinstance(one, BouwsteenError) and f"web.hint.{one.key}" in texts(lang):
            return texts(lang)[f"web.hint.{one.key}"].format(**one.values)
    return None
