"""Keys in addresses: any that a study allows, with / ? # % and line ends in it.

A page writes a key with ``encodeURIComponent``. Two keys cannot stand in a path, for browsers take
``.`` and ``..`` out of it; they come as ``?key=`` behind an empty one (`static/address.mjs`).
"""

from __future__ import annotations

__all__ = ["KEY", "KeyConvertor"]

from starlette.convertors import Convertor, register_url_convertor

KEY = "{key:key}"
"""The rest of the path as a key, in a route; `Call.key` gives it."""


class KeyConvertor(Convertor[str]):
    """How a key stands in a path."""

    # The dot takes line ends too, which Starlette's own `path` does not.
    regex = "(?s:.*)"

    def convert(self, value: str) -> str:
        """Give the key as it was decoded."""
        return value

    def to_string(self, value: str) -> str:
        """Give the key as it stands in a route."""
        return value


register_url_convertor("key", KeyConvertor())
