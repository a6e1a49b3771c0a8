"""A page of one sentence, for who is not logged in or asked for what is not there."""

from __future__ import annotations

__all__ = ["plain", "wants_page"]

import html

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse


def wants_page(headers: Headers) -> bool:
    """Whether a person asks, not a script."""
    return "text/html" in headers.get("accept", "")


def plain(said: str, more: str, *, lang: str, status: int, onward: bool = False) -> HTMLResponse:
    """Make a page that asks for nothing from the server.

    Parameters
    ----------
    said, more : str
        A sentence and what to do; `more` is a link to the overview when `onward`.
    lang : str
        Of both.
    status : int
        Of the answer.
    onward : bool
        Go to the overview at once.
    """
    hint = html.escape(more)
    refresh = '<meta http-equiv="refresh" content="0; url=/">' if onward else ""
    under = f'<p><a href="/">{hint}</a></p>' if onward else f"<p>{hint}</p>"
    return HTMLResponse(
        f'<!doctype html><html lang="{html.escape(lang)}"><head><meta charset="utf-8">{refresh}'
        '<meta name="viewport" content="width=device-width">'
        '<meta name="color-scheme" content="light dark"><link rel="icon" href="data:,">'
        f"<title>bouwsteen</title></head><body><main><h1>{html.escape(said)}</h1>{under}"
        "</main></body></html>",
        status_code=status,
    )
