"""The gate before every page: only this machine's own page, logged in, may ask anything.

Each check stands against an attack on servers that listen on this machine only: a name that
points here (Host), a page elsewhere that asks (Origin, Sec-Fetch-Site), a form that posts (content
type and a header of our own), another user of the machine (token and cookie).
"""

from __future__ import annotations

__all__ = ["CSP", "HEADERS", "Gate"]

import asyncio
import secrets
from collections.abc import Callable
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bouwsteen.exports.labels import Labels
from bouwsteen.web.plain import plain, wants_page

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""On every answer, also on errors and static files."""

_READS = ("GET", "HEAD")
_WRITES = ("POST", "PUT", "PATCH", "DELETE")
_JSON = "application/json"
_FILE = "application/octet-stream"
_LARGEST = {_JSON: 4 * 1024**2, _FILE: 128 * 1024**2}
"""Bytes of a body by its type; no transcript that can be read is larger."""


class Gate:
    """Let a request through to the application, or answer it here.

    Parameters
    ----------
    app : ASGIApp
        The application.
    host : str
        The only Host that is answered, with its port.
    token : str
        Good for one visit to ``/login?token=…``, which gives the browser its cookie.
    words : callable
        Gives the labels of the page's language at the moment.

    Attributes
    ----------
    cookie : str
        Name of the cookie. It holds the port, since cookies are shared by all ports of a host.
    """

    def __init__(self, app: ASGIApp, *, host: str, token: str, words: Callable[[], Labels]) -> None:
        self.app = app
        self.host = host
        self.cookie = f"bouwsteen-{host.rpartition(':')[2]}"
        self._origin = f"http://{host}"
        self._token: str | None = token
        self._session = secrets.token_urlsafe(32)
        self._words = words

    def renew(self, token: str) -> None:
        """Allow one more visit to the login page, with another token."""
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        headers = Headers(scope=scope)
        begun = False

        async def sealed(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        answer = self._login(scope, headers) or self._refusal(scope["method"], headers)
        if answer is not None:
            await answer(scope, receive, sealed)
        else:
            try:
                await self.app(scope, _limited(receive, _largest(headers)), sealed)
            except asyncio.CancelledError:
                # The server ends and waits no longer for this one.
                if begun:
                    raise
                await self._closing(headers)(scope, receive, sealed)

    def _login(self, scope: Scope, headers: Headers) -> Response | None:
        """Trade the token for a cookie; the only page that may be reached from elsewhere."""
        if scope["path"] != "/login" or headers.getlist("host") != [self.host]:
            return None
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [])
        right = (
            scope["method"] == "GET"
            and self._token is not None
            and len(given) == 1
            and _same(given[0], self._token)
        )
        if not right:
            return self._page("used", 403)
        self._token = None
        # Not a redirect: coming from elsewhere, the browser would not send a strict cookie along.
        answer = self._page("welcome", 200, onward=True)
        answer.set_cookie(self.cookie, self._session, path="/", httponly=True, samesite="strict")
        return answer

    def _refusal(self, method: str, headers: Headers) -> Response | None:
        """Why a request does not get through, or None when it does."""
        if headers.getlist("host") != [self.host]:
            return self._no(421, "host")
        if not all(site in ("same-origin", "none") for site in headers.getlist("sec-fetch-site")):
            return self._no(403, "elsewhere")
        if not all(origin == self._origin for origin in headers.getlist("origin")):
            return self._no(403, "elsewhere")
        if not self._known(headers):
            if wants_page(headers):
                return self._page("needed", 401)
            return self._no(401, "login")
        if method in _READS:
            return None
        if method not in _WRITES:
            return self._no(405, "refused")
        if headers.getlist("x-workbench") != ["1"]:
            return self._no(403, "elsewhere")
        if _kind(headers) not in _LARGEST:
            return self._no(415, "type")
        if int(_digits(headers.get("content-length"))) > _largest(headers):
            return self._no(413, "large")
        return None

    def _known(self, headers: Headers) -> bool:
        found = []
        for line in headers.getlist("cookie"):
            try:
                held = SimpleCookie(line)
            except CookieError:
                continue
            if self.cookie in held:
                found.append(held[self.cookie].value)
        return any(_same(one, self._session) for one in found)

    def _page(self, key: str, status: int, *, onward: bool = False) -> Response:
        words = self._words()
        said, more = words(f"web.login.{key}"), words(f"web.login.{key}_hint")
        return plain(said, more, lang=words.lang, status=status, onward=onward)

    def _closing(self, headers: Headers) -> Response:
        words = self._words()
        said, more = words("web.error.closing"), words("web.error.closing_hint")
        if wants_page(headers):
            return plain(said, more, lang=words.lang, status=503)
        return JSONResponse({"message": said, "hint": more}, status_code=503)

    def _no(self, status: int, key: str) -> JSONResponse:
        content = {"message": self._words()(f"web.error.{key}"), "hint": None}
        return JSONResponse(content, status_code=status)


def _same(given: str, right: str) -> bool:
    return secrets.compare_digest(given.encode("utf-8", "replace"), right.encode())


def _kind(headers: Headers) -> str:
    return headers.get("content-type", "").partition(";")[0].strip().casefold()


def _largest(headers: Headers) -> int:
    return _LARGEST.get(_kind(headers), 0)


def _digits(length: str | None) -> str:
    # Python refuses to read numbers of thousands of digits; twenty are too large all the same.
    return length[:20] if length and length.isascii() and length.isdigit() else "0"


def _limited(receive: Receive, largest: int) -> Receive:
    """Count what comes in: a body without a length can go on for ever."""
    got = 0

    async def counted() -> Message:
        nonlocal got
        message = await receive()
        got += len(message.get("body", b""))
        if got > largest:
            raise HTTPException(status_code=413)
        return message

    return counted
