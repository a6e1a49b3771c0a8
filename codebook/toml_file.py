"""Codebooks as TOML, the project's own format: exact both ways.

::

    key = "mkb-leercultuur"
    version = 1
    labels.nl = "Leercultuur in het mkb"

    [[codes]]
    key = "leiderschap"
    colour = "#cc79a7"
    labels.nl = "Leiderschap"
    cues.nl = ["mijn leidinggevende vraagt door", "het goede voorbeeld"]

    [crosswalk]
    leiderschap = ["leiderschap"]
"""

from __future__ import annotations

__all__ = ["from_toml", "to_toml"]

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bouwsteen.codebook.checks import LIST_FIELDS, TEXT_FIELDS, assemble, fault, located
from bouwsteen.codebook.model import Code, Codebook
from bouwsteen.errors import CodebookError, nearest

_WIDTH = 100
_BOOK_FIELDS = ("key", "version", "labels", "codes", "crosswalk")
_CODE_FIELDS = ("key", "parent", "free", "colour", *TEXT_FIELDS, *LIST_FIELDS)
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_CODE_HEADER = re.compile(r"^\s*\[\[\s*codes\s*\]\]", re.MULTILINE)
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def to_toml(codebook: Codebook) -> str:
    """Write a codebook as TOML; :func:`from_toml` gives the same codebook back.

    Parameters
    ----------
    codebook : Codebook

    Returns
    -------
    str
        Ends with a newline.

    Examples
    --------
    >>> print(to_toml(Codebook(key="mini", codes=(Code(key="a", labels={"nl": "A"}),))), end="")
    key = "mini"
    version = 1
    <BLANKLINE>
    [[codes]]
    key = "a"
    labels.nl = "A"
    """
    lines = [f"key = {_string(codebook.key)}", f"version = {codebook.version}"]
    lines += _texts("labels", codebook.labels)
    for code in codebook.codes:
        lines += ["", "[[codes]]", *_code_lines(code)]
    if codebook.crosswalk:
        lines += ["", "[crosswalk]"]
        lines += [f"{_name(key)} = {_array(to)}" for key, to in codebook.crosswalk.items()]
    return "\n".join(lines) + "\n"


def _code_lines(code: Code) -> Iterator[str]:
    yield f"key = {_string(code.key)}"
    if code.parent is not None:
        yield f"parent = {_string(code.parent)}"
    if code.free:
        yield "free = true"
    if code.colour is not None:
        yield f"colour = {_string(code.colour)}"
    for field in TEXT_FIELDS:
        yield from _texts(field, getattr(code, field))
    for field in LIST_FIELDS:
        for lang, items in getattr(code, field).items():
            yield f"{field}.{_name(lang)} = {_array(items)}"


def _texts(field: str, texts: Mapping[str, str]) -> list[str]:
    return [f"{field}.{_name(lang)} = {_string(text)}" for lang, text in texts.items()]


def _name(key: str) -> str:
    return key if _BARE_KEY.fullmatch(key) else _string(key)


def _string(text: str) -> str:
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    return f"\\u{ord(char):04x}" if ord(char) < 0x20 or ord(char) == 0x7F else char


def _array(items: Sequence[str]) -> str:
    """One line when it fits, else lines filled up to the width."""
    quoted = [_string(item) for item in items]
    if sum(len(item) + 2 for item in quoted) < _WIDTH - 20:
        return f"[{', '.join(quoted)}]"
    lines = [""]
    for item in quoted:
        if lines[-1] and len(lines[-1]) + len(item) + 6 > _WIDTH:
            lines.append("")
        lines[-1] += f" {item}," if lines[-1] else f"{item},"
    return "\n".join(["[", *(f"    {line}" for line in lines), "]"])


def from_toml(text: str, *, source: str) -> Codebook:
    """Read a codebook from TOML.

    Parameters
    ----------
    text : str
        The file's content.
    source : str
        The file's name, for messages.

    Returns
    -------
    Codebook

    Raises
    ------
    CodebookError
        With file and, where known, line: no TOML, an unknown or missing field, a value of the
        wrong kind, or codes that make no tree.
    """
    try:
        data = tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        raise fault(
            source,
            None,
            f"This is no TOML: {error}.",
            "Mend that line.",
            key="codebook_no_toml",
            reason=error,
        ) from None
    _known(data, _BOOK_FIELDS, source, None)
    tables = data.get("codes", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        hint = "Start every code with [[codes]]."
        raise fault(source, None, "codes is no list of codes.", hint, key="codebook_toml_codes")
    lines = _header_lines(text, len(tables))
    version = data.get("version", 1)
    if type(version) is not int or version < 1:
        raise fault(
            source,
            None,
            f"version is {version!r}.",
            "Use a whole number from 1.",
            key="codebook_toml_version",
            version=version,
        )
    return assemble(
        source,
        [(line, _code(table, source, line)) for line, table in zip(lines, tables, strict=True)],
        key=_required_key(data, source, None),
        labels=_text_table(data, "labels", source, None),
        version=version,
        crosswalk=_list_table(data, "crosswalk", source, None),
    )


def _header_lines(text: str, n: int) -> Sequence[int | None]:
    """Line of every ``[[codes]]``; none when the file writes its codes in another way."""
    starts = [text.count("\n", 0, match.end()) + 1 for match in _CODE_HEADER.finditer(text)]
    return starts if len(starts) == n else [None] * n


def _code(table: dict[str, Any], source: str, line: int | None) -> Code:
    key = _required_key(table, source, line, of_code=True)
    _known(table, _CODE_FIELDS, source, line, code=key)
    for field, kind in (("parent", str), ("colour", str), ("free", bool)):
        if field in table and not isinstance(table[field], kind):
            wanted = "true or false" if kind is bool else "a text between quotes"
            raise fault(
                source,
                line,
                f"{field} of {key} is not {wanted}.",
                key="codebook_toml_yes_no" if kind is bool else "codebook_toml_text",
                field=field,
                code=key,
            )
    fields: dict[str, Any] = {
        **{field: _text_table(table, field, source, line) for field in TEXT_FIELDS},
        **{field: _list_table(table, field, source, line) for field in LIST_FIELDS},
    }
    try:
        return Code(
            key=key,
            parent=table.get("parent"),
            free=table.get("free", False),
            colour=table.get("colour"),
            **fields,
        )
    except CodebookError as error:
        raise located(source, line, error) from None


def _required_key(
    table: dict[str, Any], source: str, line: int | None, *, of_code: bool = False
) -> str:
    key = table.get("key")
    if not isinstance(key, str):
        raise fault(
            source,
            line,
            f"{'The code' if of_code else 'The codebook'} has no key.",
            'Add a line such as key = "my-key".',
            key="codebook_toml_code_no_key" if of_code else "codebook_toml_no_key",
        )
    return key


def _known(
    table: dict[str, Any],
    known: Sequence[str],
    source: str,
    line: int | None,
    *,
    code: str | None = None,
) -> None:
    for field in table:
        if field not in known:
            hint = nearest(field, known) or f"Known fields: {', '.join(known)}."
            raise fault(
                source,
                line,
                f"{'The codebook' if code is None else f'Code {code}'} has a field {field!r}.",
                hint,
                key="codebook_toml_field" if code is None else "codebook_toml_code_field",
                code=code,
                field=field,
                known=", ".join(known),
            )


def _text_table(table: dict[str, Any], field: str, source: str, line: int | None) -> dict[str, str]:
    found = table.get(field, {})
    if not isinstance(found, dict) or not all(isinstance(text, str) for text in found.values()):
        raise fault(
            source,
            line,
            f"{field} is no text a language.",
            f'Write {field}.nl = "…" for each.',
            key="codebook_toml_texts",
            field=field,
        )
    return found


def _list_table(
    table: dict[str, Any], field: str, source: str, line: int | None
) -> dict[str, tuple[str, ...]]:
    found = table.get(field, {})
    if not isinstance(found, dict) or not all(
        isinstance(items, list) and all(isinstance(item, str) for item in items)
        for items in found.values()
    ):
        raise fault(
            source,
            line,
            f"{field} is no list of texts a name.",
            f'Write {field}.name = ["…", "…"] for each.',
            key="codebook_toml_lists",
            field=field,
        )
    return {name: tuple(items) for name, items in found.items()}
