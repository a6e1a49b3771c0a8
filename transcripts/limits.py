"""How much text can be an interview; beyond it a file is refused before work begins on it."""

from __future__ import annotations

__all__ = ["BYTES_MOST", "CHARACTERS_MOST", "LINES_MOST", "check_length"]

from bouwsteen.errors import TranscriptError

BYTES_MOST = 64_000_000
"""Size of a file, with its pictures, beyond which it is not even opened."""

CHARACTERS_MOST = 3_000_000
"""Length of a text: some fifty hours of speech."""

LINES_MOST = 200_000
"""Lines of a text; as many as that length has in short captions."""


def check_length(text: str) -> None:
    """Refuse a text that is too long to be an interview.

    Parameters
    ----------
    text : str
        Normalised or not.

    Raises
    ------
    TranscriptError
        When it passes `CHARACTERS_MOST` or `LINES_MOST`.
    """
    for count, most, what in (
        (len(text), CHARACTERS_MOST, "characters"),
        (text.count("\n") + 1, LINES_MOST, "lines"),
    ):
        if count > most:
            raise TranscriptError(
                f"the text has {count:,} {what}, and {most:,} is the limit.",
                "No interview is that long; split the file.",
                key=f"text_long_{what}",
                count=count,
                most=most,
            )
