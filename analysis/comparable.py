"""Which coders can be compared on which transcripts, and a clear line where they cannot.

A coder who finished a transcript and coded nothing in it gave every unit the value "not coded". A
coder who did not finish it gave no value at all: that is missing, never zero.
"""

from __future__ import annotations

__all__ = ["Comparable", "comparable"]

import dataclasses
from collections.abc import Collection, Mapping, Sequence, Sized

import numpy as np
import numpy.typing as npt

from bouwsteen.coding.model import Done
from bouwsteen.errors import AnalysisError, nearest


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Comparable:
    """What can be compared.

    Parameters
    ----------
    coders : tuple of str
        Keys, in the order asked for.
    done : ndarray of bool, shape (n_transcripts, n_coders)
        Who finished what, over all transcripts of the cast.
    missing : tuple of Done
        Coder and transcript pairs that are *not* done.
    """

    coders: tuple[str, ...]
    done: npt.NDArray[np.bool_]
    missing: tuple[Done, ...]

    @property
    def compared(self) -> npt.NDArray[np.bool_]:
        """Transcripts that at least two coders finished, shape (n_transcripts,)."""
        found: npt.NDArray[np.bool_] = self.done.sum(axis=1) >= 2
        return found


def comparable(
    coded: Mapping[str, Sized],
    done: Collection[Done],
    transcripts: Sequence[str],
    *,
    coders: Sequence[str] | None = None,
) -> Comparable:
    """Find who can be compared on what.

    Parameters
    ----------
    coded : mapping of coder key to codings
        Every coder's own layer; an empty layer is a layer.
    done : collection of Done
        What coders declared done; coders who are not compared are passed over.
    transcripts : sequence of str
        Keys, in the study's order.
    coders : sequence of str, optional
        Whom to compare; else all of `coded`.

    Raises
    ------
    AnalysisError
        With fewer than two coders, an unknown coder, a coder who neither coded nor finished
        anything, nobody who finished anything, or no transcript that two coders finished.
    """
    chosen = tuple(dict.fromkeys(coded if coders is None else coders))
    for key in chosen:
        if key not in coded:
            raise AnalysisError(
                f"There is no coder {key!r}.",
                nearest(key, coded),
                key="agreement_no_coder",
                coder=key,
            )
    if len(chosen) < 2:
        raise AnalysisError(
            f"Agreement is between two coders or more; there are {len(chosen)} here.",
            "Name them, for example --coders anna,bram.",
            key="agreement_two_coders",
            n=len(chosen),
        )
    finished = set(done)
    table = np.array(
        [[Done(coder=who, transcript=key) in finished for who in chosen] for key in transcripts],
        dtype=bool,
    ).reshape(len(transcripts), len(chosen))
    _refuse_idle(chosen, coded, table)
    missing = tuple(
        Done(coder=who, transcript=key)
        for key, row in zip(transcripts, table.tolist(), strict=True)
        for who, is_done in zip(chosen, row, strict=True)
        if not is_done
    )
    found = Comparable(coders=chosen, done=table, missing=missing)
    if not found.compared.any():
        listed = {
            who: ", ".join(_finished(transcripts, column))
            for who, column in zip(chosen, table.T, strict=True)
        }
        raise _unshared(listed)
    return found


def _unshared(listed: Mapping[str, str]) -> AnalysisError:
    def each(empty: str) -> str:
        return "; ".join(f"{who}: {transcripts or empty}" for who, transcripts in listed.items())

    return AnalysisError(
        f"No transcript is done by two coders ({each('none')}).",
        "Agreement needs transcripts that two coders finished independently.",
        key="agreement_none_shared",
        listed=each("–"),
    )


def _refuse_idle(
    coders: tuple[str, ...], coded: Mapping[str, Sized], done: npt.NDArray[np.bool_]
) -> None:
    for who, column in zip(coders, done.T, strict=True):
        if not column.any() and not len(coded[who]):
            raise AnalysisError(
                f"{who} coded nothing and finished no transcript.",
                "Leave this coder out, or mark what was read as done: code done TRANSCRIPT.",
                key="agreement_idle",
                coder=who,
            )
    if not done.any():
        raise AnalysisError(
            f"None of the coders finished a transcript ({', '.join(coders)}).",
            "Mark finished transcripts as done: code done TRANSCRIPT --coder KEY.",
            key="agreement_none_done",
            coders=", ".join(coders),
        )


def _finished(transcripts: Sequence[str], column: npt.NDArray[np.bool_]) -> list[str]:
    return [key for key, is_done in zip(transcripts, column.tolist(), strict=True) if is_done]
