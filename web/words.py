"""The page's words: the same labels as the exports, for templates and for scripts."""

from __future__ import annotations

__all__ = ["ROUTES", "below"]

from starlette.routing import Route

from bouwsteen.exports.labels import texts
from bouwsteen.web.context import Call, endpoint


def below(prefix: str, lang: str) -> dict[str, str]:
    """Every text under a key, by what comes after it.

    Examples
    --------
    >>> below("web.saved", "en")["saved"]
    'Saved'
    """
    start = f"{prefix}."
    return {
        key.removeprefix(start): text for key, text in texts(lang).items() if key.startswith(start)
    }


@endpoint
def _words(call: Call) -> dict[str, str]:
    return below(call.query("under"), call.lang)


ROUTES = [Route("/api/words", _words, methods=["GET"])]
