"""Language and theme of the page: kept by the server while it runs, not in a cookie."""

from __future__ import annotations

__all__ = ["ROUTES"]

from starlette.routing import Route

from bouwsteen.web.context import Call, endpoint
from bouwsteen.web.errors import Refusal

_LANGUAGES = ("nl", "en")
_THEMES = ("auto", "light", "dark")


@endpoint
def _look(call: Call) -> dict[str, str]:
    bench = call.workbench
    lang, theme = call.body("lang", str, bench.lang), call.body("theme", str, bench.theme)
    if lang not in _LANGUAGES:
        raise Refusal(call.labels("web.error.kind", name="lang"), status=400)
    if theme not in _THEMES:
        raise Refusal(call.labels("web.error.kind", name="theme"), status=400)
    bench.lang, bench.theme = lang, theme
    return {"lang": lang, "theme": theme}


ROUTES = [Route("/api/look", _look, methods=["POST"])]
