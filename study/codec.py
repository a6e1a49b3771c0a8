"""Domain objects to JSON and back, for the columns that hold them whole."""

from __future__ import annotations

__all__ = ["codebook_from_json", "codebook_to_json"]

import dataclasses
from collections.abc import Mapping
from typing import Any

from bouwsteen.codebook.model import Code, Codebook


def codebook_to_json(codebook: Codebook) -> dict[str, Any]:
    """Give a codebook as plain JSON values."""
    return {
        "key": codebook.key,
        "labels": dict(codebook.labels),
        "crosswalk": {key: list(blocks) for key, blocks in codebook.crosswalk.items()},
        "codes": [_code_to_json(code) for code in codebook.codes],
    }


def codebook_from_json(content: Mapping[str, Any], *, version: int) -> Codebook:
    """Rebuild the codebook that `codebook_to_json` gave."""
    return Codebook(
        key=content["key"],
        labels=content["labels"],
        version=version,
        crosswalk={key: tuple(blocks) for key, blocks in content["crosswalk"].items()},
        codes=tuple(_code_from_json(code) for code in content["codes"]),
    )


def _code_to_json(code: Code) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in dataclasses.fields(code):
        value = getattr(code, field.name)
        if isinstance(value, Mapping):
            value = {
                lang: list(text) if isinstance(text, tuple) else text
                for lang, text in value.items()
            }
        found[field.name] = value
    return found


def _code_from_json(content: Mapping[str, Any]) -> Code:
    fields = dict(content)
    for name in ("examples", "cues"):
        fields[name] = {lang: tuple(words) for lang, words in fields[name].items()}
    return Code(**fields)
