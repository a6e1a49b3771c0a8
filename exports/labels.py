"""Labels: the words of tables, notes and sentences, from ``labels/nl.toml`` and ``en.toml``."""

from __future__ import annotations

__all__ = ["Labels", "texts", "told"]

import dataclasses
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from string import Formatter
from typing import Any

from bouwsteen.errors import BouwsteenError, ExportError, Guess
from bouwsteen.exports.table import Cell, Kind

_LANGUAGES = ("nl", "en")
_POINT = {"nl": ",", "en": "."}
_GROUP = {"nl": ".", "en": ","}
_OR = {"nl": " of ", "en": " or "}
_MISSING = "–"


@dataclasses.dataclass(frozen=True, slots=True)
class Labels:
    """The words of one language.

    Parameters
    ----------
    lang : str
        ``nl`` or ``en``.

    Raises
    ------
    ExportError
        When there are no labels in that language.

    Examples
    --------
    >>> Labels("nl")("word.total"), Labels("en")("word.total")
    ('Totaal', 'Total')
    """

    lang: str

    def __post_init__(self) -> None:
        if self.lang not in _LANGUAGES:
            raise ExportError(
                f"There are no labels in {self.lang!r}.",
                f"Use {' or '.join(_LANGUAGES)}.",
                key="labels_none",
                lang=self.lang,
            )

    def __call__(self, key: str, /, **values: object) -> str:
        """The text of a key, its placeholders filled in."""
        return texts(self.lang)[key].format(**values)

    def count(self, key: str, number: int, **values: object) -> str:
        """The form of a text that fits a number: ``key.zero``, ``key.one`` or ``key.many``.

        The number itself fills the placeholder ``n``.
        """
        form = {0: "zero", 1: "one"}.get(number, "many")
        if f"{key}.{form}" not in texts(self.lang):
            form = "many"
        return self(f"{key}.{form}", n=self.cell(number, "int"), **values)

    def optional(self, key: str, fallback: str) -> str:
        """The text of a key, or a fallback for words that are the user's own."""
        return texts(self.lang).get(key, fallback)

    def cell(self, value: Cell, kind: Kind) -> str:
        """A cell as a reader of this language expects it.

        Examples
        --------
        >>> Labels("nl").cell(12345, "int"), Labels("nl").cell(0.5, "decimal")
        ('12.345', '0,50')
        >>> Labels("en").cell(0.875, "percent"), Labels("en").cell(None, "decimal")
        ('88%', '–')
        """
        if value is None:
            return _MISSING
        if isinstance(value, str):
            return value
        if kind == "percent":
            return f"{_half_up(value * 100)}%"
        if kind == "decimal":
            return f"{value:z.2f}".replace(".", _POINT[self.lang])
        return f"{value:,}".replace(",", _GROUP[self.lang])


class _Filling(Formatter):
    """Fills the places of a text, with ``{n:,}`` grouped as its language groups."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def format_field(self, value: Any, format_spec: str) -> str:
        text = format(value, format_spec)
        return text.replace(",", _GROUP[self.lang]) if format_spec == "," else text


def told(error: BouwsteenError, lang: str) -> tuple[str, str | None]:
    """What an error says and what to do about it; in English where the labels lack it.

    An error among its values is told in the same language, and gives the hint when it has one. A
    guess at what was meant goes before the hint of the labels, as it does in the code.

    Examples
    --------
    >>> told(BouwsteenError("No such suggestion.", key="suggest_unknown", number=3), "nl")
    ('Er is geen suggestie 3.', 'Zie: bouwsteen suggest list')
    """
    words = _errors(lang)
    if error.key is None or error.key not in words:
        return error.message, error.hint
    inner = {
        name: told(value, lang)
        for name, value in error.values.items()
        if isinstance(value, BouwsteenError)
    }
    values = error.values | {name: message for name, (message, _) in inner.items()}
    fill = _Filling(lang)
    message = fill.vformat(words[error.key], (), values)
    if isinstance(error.hint, Guess) and "guess" in words:
        return message, words["guess"].format(names=_OR[lang].join(error.hint.names))
    hint = fill.vformat(words.get(f"{error.key}_hint", ""), (), values)
    return message, hint or next((one for _, one in inner.values() if one), error.hint)


@cache
def _errors(lang: str) -> Mapping[str, str]:
    """What errors say, by their key; English is what the code itself says."""
    Labels(lang)
    file = resources.files("bouwsteen.exports") / "labels" / f"errors_{lang}.toml"
    if not file.is_file():
        return {}
    tree = tomllib.loads(file.read_text(encoding="utf-8"))
    return {key: text for folder in tree.values() for key, text in folder.items()}


@cache
def texts(lang: str) -> Mapping[str, str]:
    """Every text of a language by dotted key."""
    file = resources.files("bouwsteen.exports") / "labels" / f"{lang}.toml"
    return dict(_flat(tomllib.loads(file.read_text(encoding="utf-8"))))


def _flat(tree: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    for name, value in tree.items():
        if isinstance(value, str):
            yield f"{above}{name}", value
        else:
            yield from _flat(value, f"{above}{name}.")


def _half_up(value: float) -> int:
    return int(value + 0.5)
