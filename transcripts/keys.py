"""Names that a new transcript may have; one that a study holds already stays as it is."""

from __future__ import annotations

__all__ = ["new_key"]

import unicodedata

from bouwsteen.errors import TranscriptError

_JOINERS = "\u200c\u200d"
"""Words in some scripts, and some emoji, cannot be written without these."""


def new_key(text: str) -> str:
    """Give the key under which a transcript comes into a study, or refuse it.

    People say, type and mail a key, and it stands in addresses, tables and file names. So two that
    look the same must be the same: nothing in it is invisible or turns the direction of reading,
    and nothing hangs on its ends.

    Parameters
    ----------
    text : str
        As a person or a file names it.

    Returns
    -------
    str
        The same in NFC.

    Raises
    ------
    TranscriptError
        When it is empty, ``.`` or ``..``, begins or ends with a space, or has control characters,
        line ends, or other signs that cannot be seen.

    Examples
    --------
    >>> new_key("Gesprek 1/2 (caf\\u0065\\u0301)")
    'Gesprek 1/2 (café)'
    """
    key = unicodedata.normalize("NFC", text)
    if not key.strip():
        raise TranscriptError(
            "A transcript needs a key.",
            "Give it a short name; with a command: --key.",
            key="transcript_key_empty",
        )
    if key in (".", ".."):
        raise TranscriptError(
            f"{key!r} cannot be the key of a transcript: addresses and folders use it.",
            "Give it a short name; with a command: --key.",
            key="transcript_key_dots",
            transcript=key,
        )
    hidden = next((one for one in key if _is_hidden(one)), None)
    if hidden is not None:
        raise TranscriptError(
            f"Key {key!r} has a sign that cannot be seen: U+{ord(hidden):04X}.",
            "Give it a name of letters, digits, spaces and hyphens; with a command: --key.",
            key="transcript_key_hidden",
            transcript=key,
            sign=f"{ord(hidden):04X}",
        )
    if key != key.strip():
        raise TranscriptError(
            f"Key {key!r} begins or ends with a space.",
            "Leave that space out; with a command: --key.",
            key="transcript_key_space",
            transcript=key,
        )
    return key


def _is_hidden(one: str) -> bool:
    """Control, direction and zero-width characters, line ends, and what is no character at all."""
    kind = unicodedata.category(one)
    return kind in ("Zl", "Zp") or (kind.startswith("C") and kind != "Co" and one not in _JOINERS)
