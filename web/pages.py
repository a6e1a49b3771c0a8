"""The pages: each a template that its scripts fill, so that no content is in the page's source."""

from __future__ import annotations

__all__ = ["ROUTES", "render"]

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse
from starlette.routing import Route

from bouwsteen.web.addresses import KEY
from bouwsteen.web.context import Call, Endpoint, endpoint

NAV = (
    ("overview", "/"),
    ("import", "/import"),
    ("respondents", "/respondents"),
    ("codebook", "/codebook"),
    ("agreement", "/agreement"),
    ("consensus", "/consensus"),
    ("tables", "/tables"),
    ("quotes", "/quotes"),
)
"""Pages by name, in the order in which a study goes."""


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("bouwsteen.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(call: Call, name: str, **values: Any) -> HTMLResponse:
    """Fill a template.

    Parameters
    ----------
    call : Call
        The request.
    name : str
        Of the page: its template is ``name.html``. The page's words are ``w("web.….…")``.
    **values
        What the template takes beside `w`, `lang`, `theme`, `coder`, `page` and `nav`.
    """
    given = {
        "w": call.labels,
        "lang": call.lang,
        "theme": call.workbench.theme,
        "coder": call.coder,
        "page": name,
        "nav": NAV,
        **values,
    }
    return HTMLResponse(_templates().get_template(f"{name}.html").render(given))


def _page(name: str) -> Endpoint:
    @endpoint
    def page(call: Call) -> HTMLResponse:
        return render(call, name)

    return page


@endpoint
def _transcript(call: Call) -> HTMLResponse:
    key = call.key()
    call.study.transcripts.check(key)
    return render(call, "transcript", key=key)


ROUTES = [
    *(Route(address, _page(name), methods=["GET"]) for name, address in NAV),
    Route(f"/transcript/{KEY}", _transcript, methods=["GET"]),
]
