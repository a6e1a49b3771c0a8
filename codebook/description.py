"""All there is about a code in the one text that REFI-QDA gives it, and back.

A code of REFI-QDA has a name, a colour and a description. What fits is written plainly: one label
as the name, one definition as the description. Whatever more there is stands in the description
under words between brackets, so that people can read it in any program and nothing is lost::

    What the code means.
    [label en] Leadership
    [include nl] Voorbeeldgedrag
    [bouwsteen nl] leiderschap

The last line names the language of what is not marked, and the key. A description without such a
line is taken word for word.
"""

from __future__ import annotations

__all__ = ["Described", "code_of", "described", "fresh_key", "keys_for"]

import dataclasses
import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from bouwsteen.codebook.checks import LIST_FIELDS, TEXT_FIELDS
from bouwsteen.codebook.model import Code, Codebook, slug
from bouwsteen.errors import CodebookError

_WORDS = {
    "labels": "label",
    "short": "short",
    "definition": "definition",
    "include": "include",
    "exclude": "exclude",
    "examples": "example",
    "cues": "cue",
}
_FIELDS = {word: field for field, word in _WORDS.items()}
_MARKED = re.compile(r"\[([a-z]+)(?: ([A-Za-z-]+))?\](?: (.*))?", re.DOTALL)
_CLOSING = re.compile(r"(?:^|\n)\[bouwsteen ([A-Za-z-]+)\] ([a-z0-9-]+)\s*$")
_NAMELESS = "code"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A code as REFI-QDA writes it, or as it was read.

    Parameters
    ----------
    code : Code
    crosswalk : tuple of str or None
        Keys of the blocks it answers to; None when nothing is said.
    """

    code: Code
    crosswalk: tuple[str, ...] | None = None


def fresh_key(name: str, taken: Collection[str]) -> str:
    """Make a key of a name that is not in use yet.

    Examples
    --------
    >>> fresh_key("Leren & werken", {"leren-werken"}), fresh_key("学习", ())
    ('leren-werken-2', 'code')
    """
    start = slug(name) or _NAMELESS
    key, number = start, 1
    while key in taken:
        number += 1
        key = f"{start}-{number}"
    return key


def keys_for(names: Iterable[str], codebook: Codebook) -> list[str]:
    """Make keys of the names of new codes; a name in another script leaves nothing to make one of.

    Where a name does leave something, that is the key also when it is taken: such a code is
    likely the one that was meant, and adding it is refused.

    Examples
    --------
    >>> book = Codebook(key="mini", codes=(Code(key="code", labels={"nl": "Code"}),))
    >>> keys_for(["Leren", "学习", "🙂"], book)
    ['leren', 'code-2', 'code-3']
    """
    taken = {one.key for one in codebook.codes}
    found: list[str] = []
    for name in names:
        found.append(slug(name) or fresh_key(name, taken | set(found)))
    return found


def described(one: Described, *, lang: str, taken: Collection[str] = ()) -> tuple[str, str]:
    """Give the name and the description of a code.

    Parameters
    ----------
    one : Described
    lang : str
        Language of the name and of the words that are not marked.
    taken : collection of str
        Keys of the codes that stand before it; they decide which key a reader would give it.

    Returns
    -------
    tuple of str
        Name and description; `code_of` makes the same code of them.

    Examples
    --------
    >>> code = Code(key="leren", labels={"nl": "Leren"}, definition={"nl": "Wat men leert."})
    >>> described(Described(code=code), lang="nl")
    ('Leren', 'Wat men leert.')
    """
    code = one.code
    if lang not in code.labels or not code.labels[lang]:
        lang = next(own for own, text in code.labels.items() if text)
    name, definition = code.labels[lang], code.definition.get(lang, "")
    plain = code_of(name, definition, code.colour, taken=taken)
    if _same(plain, dataclasses.replace(one, code=dataclasses.replace(code, parent=None))):
        return name, definition
    lines = [_guarded(definition)] if definition else []
    lines += [f"[{word}] {_guarded(text)}" for word, text in _rest(one, lang)]
    return name, "\n".join([*lines, f"[bouwsteen {lang}] {code.key}"])


def _same(plain: Described, one: Described) -> bool:
    fields = (*TEXT_FIELDS, *LIST_FIELDS)
    return (
        plain.code.key == one.code.key
        and not one.code.free
        and one.crosswalk is None
        and all(dict(getattr(plain.code, name)) == _given(one.code, name) for name in fields)
    )


def _given(code: Code, field: str) -> dict[str, Any]:
    return {lang: value for lang, value in getattr(code, field).items() if value}


def _rest(one: Described, lang: str) -> Iterator[tuple[str, str]]:
    """Every further text with its mark."""
    for field in (*TEXT_FIELDS, *LIST_FIELDS):
        for own, value in _given(one.code, field).items():
            if own == lang and field in ("labels", "definition"):
                continue
            for text in [value] if isinstance(value, str) else value:
                yield f"{_WORDS[field]} {own}", text
    if one.code.free:
        yield "free", ""
    if one.crosswalk is not None:
        yield "crosswalk", " ".join(one.crosswalk)


def _guarded(text: str) -> str:
    """Keep lines of a text from being taken for marks."""
    return re.sub(r"^(?=[\[\\])", r"\\", text, flags=re.MULTILINE)


def _bare(text: str) -> str:
    return re.sub(r"^\\", "", text, flags=re.MULTILINE)


def code_of(
    name: str,
    description: str = "",
    colour: str | None = None,
    *,
    parent: str | None = None,
    taken: Collection[str] = (),
    lang: str = "nl",
) -> Described:
    """Make a code of a name and a description.

    Parameters
    ----------
    name, description : str
        As the file has them.
    colour : str, optional
        ``#rgb`` or ``#rrggbb``; anything else is no colour.
    parent : str, optional
        Key of the code above it.
    taken : collection of str
        Keys in use; a key made of the name is numbered when it is among them.
    lang : str
        Language of what is not marked otherwise.

    Returns
    -------
    Described
        Without a description of ours: one label, one definition, a key made of the name.

    Examples
    --------
    >>> found = code_of("Lead", "[label nl] Leiden\\n[bouwsteen en] leiden", "#abc").code
    >>> found.key, dict(found.labels), found.colour
    ('leiden', {'en': 'Lead', 'nl': 'Leiden'}, '#aabbcc')
    """
    closing = _CLOSING.search(description)
    fields: dict[str, dict[str, Any]] = {field: {} for field in _WORDS}
    if closing is None or closing[2] in taken:
        fields["labels"][lang] = name.strip() and name or _NAMELESS
        if description.strip():
            fields["definition"][lang] = description
        plain: dict[str, Any] = fields
        code = Code(key=fresh_key(name, taken), parent=parent, colour=_colour(colour), **plain)
        return Described(code=code)
    lang, key = closing[1], closing[2]
    fields["labels"][lang] = name
    free, crosswalk = False, None
    for word, own, text in _parts(description[: closing.start()]):
        if word == "free":
            free = parent is None
        elif word == "crosswalk":
            crosswalk = tuple(text.split())
        elif _WORDS[_FIELDS[word]] in ("example", "cue"):
            held = fields[_FIELDS[word]]
            held[own or lang] = (*held.get(own or lang, ()), text)
        else:
            fields[_FIELDS[word]][own or lang] = text
    made: dict[str, Any] = fields
    try:
        code = Code(key=key, parent=parent, colour=_colour(colour), free=free, **made)
    except CodebookError:
        return code_of(name, "", colour, parent=parent, taken=taken, lang=lang)
    return Described(code=code, crosswalk=crosswalk)


def _parts(body: str) -> Iterator[tuple[str, str | None, str]]:
    """Part the lines of a description at their marks: word, language, text."""
    word, own, lines = "definition", None, list[str]()
    for line in body.split("\n") if body else []:
        match = _MARKED.fullmatch(line)
        if match and match[1] in (*_FIELDS, "free", "crosswalk"):
            if lines:
                yield word, own, _bare("\n".join(lines))
            word, own, lines = match[1], match[2], [match[3] or ""]
        else:
            lines.append(line)
    if lines:
        yield word, own, _bare("\n".join(lines))


def _colour(colour: str | None) -> str | None:
    if colour and re.fullmatch(r"#[0-9a-fA-F]{3}", colour):
        return "#" + "".join(sign * 2 for sign in colour[1:])
    return colour if colour and re.fullmatch(r"#[0-9a-fA-F]{6}", colour) else None
