"""Named entities, where the user has put a spaCy model on the machine; without one, none."""

from __future__ import annotations

__all__ = ["MODELS", "find_entities", "installed_model"]

import importlib
import importlib.util
import re
from collections.abc import Iterable

MODELS = {
    "nl": ("nl_core_news_lg", "nl_core_news_md", "nl_core_news_sm"),
    "en": ("en_core_web_trf", "en_core_web_lg", "en_core_web_md", "en_core_web_sm"),
}
"""Packages that are looked for, the best one of a language first."""

_KINDS = {
    "PER": "person",
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
}


def installed_model(language: str | None) -> str | None:
    """Name of the best model for a language on this machine; None when there is none."""
    names = MODELS.get(language or "", ())
    return next((name for name in names if importlib.util.find_spec(name) is not None), None)


def find_entities(texts: Iterable[str], language: str | None) -> tuple[tuple[str, str], ...]:
    """Find people, organisations and places.

    Parameters
    ----------
    texts : iterable of str
        Speech, one text a transcript.
    language : str or None
        ISO 639-1 code, which chooses the model.

    Returns
    -------
    tuple of (str, str)
        Name and kind (``person``, ``organisation``, ``place``), each pair once, in order of first
        use; empty when there is no model for the language.
    """
    model = installed_model(language)
    if model is None:
        return ()
    nlp = importlib.import_module(model).load()
    found: dict[tuple[str, str], None] = {}
    for document in nlp.pipe(texts):
        for entity in document.ents:
            name = re.sub(r"^\W+|\W+$", "", " ".join(entity.text.split()))
            if entity.label_ in _KINDS and any(sign.isupper() for sign in name):
                found[name, _KINDS[entity.label_]] = None
    return tuple(found)
