"""The server of the workbench: a socket on this machine only, and a clean way to stop."""

from __future__ import annotations

__all__ = ["ADDRESS", "Serving", "leave", "listen", "on_enter", "redirect_file", "stopped_by"]

import asyncio
import html
import logging
import os
import secrets
import signal
import socket
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from bouwsteen.errors import StudyError

ADDRESS = "127.0.0.1"
"""Never another one: interviews do not leave this machine."""

_FAREWELL_SECONDS = 5
"""For what is being answered; what is not stored by then is cut off and not in the study."""

_WORKER = "AnyIO worker thread"
"""Name of the threads that Starlette answers requests in."""

_LAST_SECONDS = 1
"""For each of them, to see whether it is still at work."""

_ENDS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
"""Ctrl-C, ``kill``, a terminal that closes, Ctrl-Break; not every system has each."""


def listen(port: int) -> socket.socket:
    """Open a socket on this machine only.

    Parameters
    ----------
    port : int
        0 for any that is free.

    Raises
    ------
    StudyError
        When the port is taken.
    """
    # The protocol is named, for without it the event loop does not switch off Nagle's algorithm
    # and every answer waits some 40 ms.
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if sys.platform != "win32":
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((ADDRESS, port))
        made.listen(128)
    except OSError as error:
        made.close()
        raise StudyError(
            f"Cannot listen on port {port}: {error.strerror}.",
            "Leave --port out for a free one.",
            key="web_no_port",
            port=port,
            said=error.strerror,
        ) from None
    return made


def _no_cut_off(record: logging.LogRecord) -> bool:
    """Leave out of the terminal that a request was cut off at the end: that is no bug."""
    found = record.exc_info[1] if record.exc_info else None
    counted = str(record.msg).startswith("Cancel %s running task")
    return not (counted or isinstance(found, asyncio.CancelledError))


class Serving:
    """One server: the workbench of one coder on one study.

    Parameters
    ----------
    study : Path
        The study.
    coder : str
        Key of the only coder.
    port : int
        0 for any that is free.
    lang : {"nl", "en"}
        Language of the page at first.

    Raises
    ------
    StudyError
        When the study cannot be read or the port is taken.
    """

    def __init__(self, study: Path, *, coder: str, port: int = 0, lang: str = "nl") -> None:
        import uvicorn

        from bouwsteen.web.app import make_app

        self._socket = listen(port)
        self.host = f"{ADDRESS}:{self._socket.getsockname()[1]}"
        self._token = secrets.token_urlsafe(32)
        try:
            self._app = make_app(study, coder=coder, token=self._token, host=self.host, lang=lang)
        except BaseException:
            self._socket.close()
            raise
        self._server = uvicorn.Server(
            uvicorn.Config(
                self._app,
                access_log=False,
                http="h11",
                lifespan="off",
                log_level="error",
                server_header=False,
                timeout_graceful_shutdown=_FAREWELL_SECONDS,
                ws="none",
            )
        )
        logging.getLogger("uvicorn.error").addFilter(_no_cut_off)

    @property
    def link(self) -> str:
        """The address that logs one browser in, once."""
        return f"http://{self.host}/login?token={self._token}"

    def renew(self) -> str:
        """Give a new link; an older one that was not used yet is void from now on."""
        self._token = secrets.token_urlsafe(32)
        self._app.renew(self._token)
        return self.link

    def stop(self) -> None:
        """End: what is being answered is answered first. Asked twice, it ends at once."""
        if self._server.should_exit:
            self._server.force_exit = True
        self._server.should_exit = True

    def run(self) -> None:
        """Serve until `stop`; every request lets go of the study by itself."""
        try:
            self._server.run(sockets=[self._socket])
        finally:
            self._socket.close()


@contextmanager
def stopped_by(stop: Callable[[], None]) -> Iterator[None]:
    """Call `stop` at Ctrl-C and at an end signal, instead of dying of it.

    The server listens for the same signals while it runs, and sends them again when it has
    stopped; they have nothing more to do by then. Afterwards they are not heard at all: a second
    Ctrl-C while Python winds up would end it with a traceback.
    """
    if threading.current_thread() is not threading.main_thread():
        # Only the main thread hears of signals.
        yield
        return

    def heard(number: int, frame: FrameType | None) -> None:
        stop()

    known = [getattr(signal, name) for name in _ENDS if hasattr(signal, name)]
    for one in known:
        signal.signal(one, heard)
    try:
        yield
    finally:
        for one in known:
            signal.signal(one, signal.SIG_IGN)


def leave() -> None:
    """End the process although a request that was cut off is still at work in its thread.

    Python would wait for it, and that may be minutes of making suggestions. What it has not
    stored is not in the study: a change is there whole or not at all.
    """
    if threading.current_thread() is not threading.main_thread():
        return
    workers = [one for one in threading.enumerate() if one.name == _WORKER]
    for one in workers:
        one.join(timeout=_LAST_SECONDS)
    if any(one.is_alive() for one in workers):
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)


@contextmanager
def redirect_file(link: str) -> Iterator[Path]:
    """A page on disk that leads to a link, for the browser to be started with.

    Programs on this machine can read each other's arguments, but not a file of mode 0600.
    """
    with tempfile.TemporaryDirectory(prefix="bouwsteen-") as folder:
        page = Path(folder) / "open.html"
        page.touch(mode=0o600)
        target = html.escape(link)
        page.write_text(
            '<!doctype html><meta charset="utf-8"><title>bouwsteen</title>'
            f'<meta http-equiv="refresh" content="0; url={target}">'
            f'<a href="{target}">bouwsteen</a>',
            encoding="utf-8",
        )
        yield page


def on_enter(act: Callable[[], None]) -> None:
    """Do something whenever Enter is pressed in the terminal, if there is one."""
    if sys.stdin is None or not sys.stdin.isatty():
        return

    def wait() -> None:
        for _ in sys.stdin:
            act()

    threading.Thread(target=wait, daemon=True).start()
