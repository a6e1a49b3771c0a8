"""One request at the workbench: who asks, about which study, and what was sent.

An endpoint is a plain function of a `Call`, run in a worker thread, since SQLite waits.
"""

from __future__ import annotations

__all__ = ["Call", "Endpoint", "Workbench", "endpoint"]

import asyncio
import dataclasses
import json
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, overload

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bouwsteen.exports.labels import Labels
from bouwsteen.web.errors import Refusal

if TYPE_CHECKING:
    from bouwsteen.study.study import Study

T = TypeVar("T")
D = TypeVar("D")
Endpoint = Callable[[Request], Awaitable[Response]]

_MISSING: Any = object()
_REMEMBERED = 200
"""Answers to writes that are kept, so that a write that is sent again is not done again."""


_LARGEST_ID = 2**63 - 1
"""Of a row in SQLite."""


class Workbench:
    """What one server holds: the study, its only coder, and how the page looks.

    Parameters
    ----------
    path : Path
        The study; checked, and migrated when it is old.
    coder : str
        Key of the one coder whom this server belongs to.
    lang : {"nl", "en"}
        Language of the page at first.
    """

    def __init__(self, path: Path, *, coder: str, lang: str = "nl") -> None:
        from bouwsteen.study.engine import connect
        from bouwsteen.study.study import Study

        engine = connect(path)
        self.path = path
        self.coder = coder
        self.lang = lang
        self.theme = "auto"
        self._fresh: Callable[[], Study] = lambda: Study(path, engine)
        self._held: dict[Any, Any] = {}
        self.answers: OrderedDict[str, asyncio.Future[Response]] = OrderedDict()

    def study(self) -> Study:
        """Give a study of one's own for one request; the file was checked when the server began."""
        return self._fresh()

    def held(self, kind: Callable[[], T]) -> T:
        """Give what this server keeps in memory of a kind; made when it is first asked for."""
        found: T = self._held.setdefault(kind, kind())
        return found


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A request as an endpoint sees it.

    Parameters
    ----------
    request : Request
        For what stands in none of the rest.
    study : Study
        Opened for this request.
    workbench : Workbench
        The server's own.
    data : bytes
        The body as it came, such as a dropped file.
    """

    request: Request
    study: Study
    workbench: Workbench
    data: bytes = b""

    @property
    def coder(self) -> str:
        """Key of the coder whom the server belongs to; no request can name another one."""
        return self.workbench.coder

    @property
    def lang(self) -> str:
        """Language of what is read."""
        return self.workbench.lang

    @property
    def labels(self) -> Labels:
        """The words of that language."""
        return Labels(self.workbench.lang)

    def path(self, name: str) -> str:
        """Part of the address, such as a transcript's key."""
        return str(self.request.path_params[name])

    def key(self) -> str:
        """The key of a transcript or a respondent in the address; see `addresses`."""
        return self.path("key") or self.query("key")

    def number(self, name: str) -> int:
        """Part of the address that is a number."""
        found = int(self.request.path_params[name])
        if found > _LARGEST_ID:
            raise Refusal(self.labels("web.error.absent"), status=404)
        return found

    def query(self, name: str, default: str = _MISSING) -> str:
        """Parameter of the address; Refusal when it is required and not there."""
        found: str = self.request.query_params.get(name, default)
        if found is _MISSING:
            raise self._missing(name)
        return found

    def header(self, name: str) -> str | None:
        """One header, such as ``If-Match``."""
        return self.request.headers.get(name)

    @property
    def json(self) -> Mapping[str, Any]:
        """The body as an object; Refusal when it is none."""
        try:
            found = json.loads(self.data or b"{}", parse_constant=_no_number)
            # Half a character can be written in JSON, but not be stored.
            json.dumps(found, ensure_ascii=False).encode()
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            raise Refusal(self.labels("web.error.body"), status=400)
        return found

    @overload
    def body(self, name: str, kind: type[T]) -> T: ...

    @overload
    def body(self, name: str, kind: type[T], default: D) -> T | D: ...

    def body(self, name: str, kind: type[Any], default: Any = _MISSING) -> Any:
        """One field of the body.

        Parameters
        ----------
        name : str
            Of the field.
        kind : type
            What it must be, as JSON has it: str, int, bool, list or dict.
        default : optional
            What stands for a field that is absent or null.

        Raises
        ------
        Refusal
            When it is required and absent, or of another kind.
        """
        found = self.json.get(name)
        if found is None:
            if default is _MISSING:
                raise self._missing(name)
            return default
        # In Python a truth value is a number too.
        if not isinstance(found, kind) or (isinstance(found, bool) and kind is not bool):
            raise Refusal(self.labels("web.error.kind", name=name), status=400)
        return found

    def texts(self, name: str, default: D = _MISSING) -> list[str] | D:
        """One field of the body that is a list of texts."""
        found: Any = self.body(name, list, default)
        if found is not default and not all(isinstance(one, str) for one in found):
            raise Refusal(self.labels("web.error.kind", name=name), status=400)
        return found  # type: ignore[no-any-return]

    def held(self, kind: Callable[[], T]) -> T:
        """Give what the server keeps in memory of a kind, such as files that wait."""
        return self.workbench.held(kind)

    def _missing(self, name: str) -> Refusal:
        return Refusal(self.labels("web.error.missing", name=name), status=400)


@overload
def endpoint(function: Callable[[Call], Any], /) -> Endpoint: ...


@overload
def endpoint(*, status: int = 200) -> Callable[[Callable[[Call], Any]], Endpoint]: ...


def endpoint(function: Callable[[Call], Any] | None = None, /, *, status: int = 200) -> Any:
    """Make an endpoint of a function of a `Call`.

    What the function gives goes out as JSON with this status; a Response goes out as it is.
    A `BouwsteenError` becomes ``{message, hint}``, see `errors`.
    """

    def wrap(inner: Callable[[Call], Any]) -> Endpoint:
        async def answer(request: Request) -> Response:
            bench: Workbench = request.app.state.workbench
            data = await request.body()

            def run() -> Response:
                study = bench.study()
                found = inner(Call(request=request, study=study, workbench=bench, data=data))
                if isinstance(found, Response):
                    return found
                return JSONResponse(found, status_code=status)

            if request.method in ("GET", "HEAD"):
                return await run_in_threadpool(run)
            return await _once(bench, request, run)

        answer.__name__ = inner.__name__
        return answer

    return wrap if function is None else wrap(function)


async def _once(bench: Workbench, request: Request, run: Callable[[], Response]) -> Response:
    """Write, unless this very write was sent before and its answer got lost on the way."""
    name = request.headers.get("x-request")
    if name is None:
        return await run_in_threadpool(run)
    key = f"{request.method} {request.url.path} {name}"
    if key not in bench.answers:
        bench.answers[key] = asyncio.ensure_future(run_in_threadpool(run))
        while len(bench.answers) > _REMEMBERED:
            bench.answers.popitem(last=False)
    task = bench.answers[key]
    try:
        # The write goes on when the browser hangs up halfway.
        return await asyncio.shield(task)
    except Exception:
        # Nothing was stored, so sending it again may succeed.
        bench.answers.pop(key, None)
        raise


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no JSON")
