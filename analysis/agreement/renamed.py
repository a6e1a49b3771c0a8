"""A comparison under other names: codes, coders and transcripts get the keys to show."""

from __future__ import annotations

__all__ = ["renamed"]

import dataclasses
from collections.abc import Callable

from bouwsteen.analysis.agreement.results import Agreement, CodeAgreement, Guard

Rename = Callable[[str], str]


def renamed(
    found: Agreement, *, code: Rename, coder: Rename, transcript: Rename, text: Rename
) -> Agreement:
    """Give every key in a comparison another name; the figures stay as they are.

    Parameters
    ----------
    found : Agreement
        The comparison.
    code, coder, transcript : callable
        New key for a key.
    text : callable
        New words for words in which keys stand, such as those of a warning.
    """

    def words(value: float | int | str) -> float | int | str:
        if not isinstance(value, str):
            return value
        keys = {
            **{key: transcript(key) for key in found.transcripts},
            **{key: coder(key) for key in found.coders},
        }
        return keys.get(value) or text(value)

    def guard(one: Guard) -> Guard:
        return dataclasses.replace(
            one,
            code=None if one.code is None else code(one.code),
            figures={name: words(value) for name, value in one.figures.items()},
        )

    return dataclasses.replace(
        found,
        coders=tuple(map(coder, found.coders)),
        transcripts=tuple(map(transcript, found.transcripts)),
        missing=tuple(
            dataclasses.replace(one, coder=coder(one.coder), transcript=transcript(one.transcript))
            for one in found.missing
        ),
        overall={
            name: dataclasses.replace(one, undefined=tuple(map(code, one.undefined)))
            for name, one in found.overall.items()
        },
        codes=tuple(_code(one, code, coder, transcript) for one in found.codes),
        guards=tuple(map(guard, found.guards)),
    )


def _code(one: CodeAgreement, code: Rename, coder: Rename, transcript: Rename) -> CodeAgreement:
    return dataclasses.replace(
        one,
        code=code(one.code),
        codings={coder(key): n for key, n in one.codings.items()},
        marked={coder(key): n for key, n in one.marked.items()},
        influence=tuple(
            dataclasses.replace(each, transcript=transcript(each.transcript))
            for each in one.influence
        ),
    )
