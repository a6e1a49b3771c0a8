"""Suggestions for collections of any size: batches, on all cores or on a Dask cluster."""

from __future__ import annotations

__all__ = ["batches_of", "pack", "suggest_all", "unpack"]

import gc
import multiprocessing
import pickle
import zlib
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from typing import TYPE_CHECKING, Any

from bouwsteen.coding.suggest.model import Evidence, Passage, Suggestion
from bouwsteen.coding.suggest.suggester import Suggester
from bouwsteen.errors import CodingError
from bouwsteen.transcripts.model import Span

if TYPE_CHECKING:
    from distributed import Client

BATCH = 2_000
"""Passages that are judged in one go; it bounds the memory of a worker."""

_AHEAD = 3

_Plain = dict[str, Any]

_mine: Suggester | None = None


def suggest_all(
    suggester: Suggester,
    batches: Iterable[Sequence[Passage]],
    *,
    cores: int = 1,
    scheduler: str | None = None,
) -> Iterator[list[Suggestion]]:
    """Judge batches of passages; the result is the same however the work is spread.

    Parameters
    ----------
    suggester : Suggester
        Made once; it goes to every worker.
    batches : iterable of sequence of Passage
        Read as the work goes on, so that a collection need not be in memory.
    cores : int
        Processes on this computer; 1 works in this one.
    scheduler : str, optional
        Address of a Dask scheduler; its workers take the place of `cores`.

    Yields
    ------
    list of Suggestion
        One a batch, in the order given.

    Raises
    ------
    CodingError
        When the cluster cannot be reached or ``bouwsteen[dask]`` is not installed.
    """
    if scheduler is not None:
        yield from _on_cluster(suggester, batches, scheduler)
    elif cores == 1:
        for batch in batches:
            yield suggester.suggest(batch)
    else:
        # spawn: a fork would copy the threads of numerical libraries half-way through their work.
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(
            cores, mp_context=context, initializer=_take, initargs=(suggester,)
        ) as pool:
            yield from _ahead(pool, batches, _AHEAD * cores)


def batches_of(
    transcripts: Iterable[Sequence[Passage]], *, size: int = BATCH
) -> Iterator[list[Passage]]:
    """Join the passages of transcripts to batches; a transcript is never divided.

    Examples
    --------
    >>> [len(batch) for batch in batches_of([[1], [2, 3], [4]], size=2)]
    [3, 1]
    """
    held: list[Passage] = []
    for passages in transcripts:
        held += passages
        if len(held) >= size:
            yield held
            held = []
    if held:
        yield held


def pack(suggestions: Sequence[Suggestion]) -> bytes:
    """Put suggestions by in little memory; `unpack` gives them back."""
    return zlib.compress(pickle.dumps([_flat(one) for one in suggestions]), 1)


def unpack(packed: bytes) -> list[Suggestion]:
    """Give back what was packed."""
    return [_suggestion(one) for one in pickle.loads(zlib.decompress(packed))]


def _take(suggester: Suggester) -> None:
    global _mine
    _mine = suggester
    suggester.suggest([])
    # Tables and codebook stay for good: the collector need not go through them every time.
    gc.freeze()


def _judge(batch: Sequence[_Plain]) -> list[_Plain]:
    assert _mine is not None
    return [_flat(one) for one in _mine.suggest([_passage(one) for one in batch])]


def _flat(one: Passage | Suggestion) -> _Plain:
    """Plain values: pickling those takes a fraction of what objects with slots take."""
    fields = ((name, getattr(one, name)) for name in one.__slots__)
    return {
        name: (value.start, value.end)
        if isinstance(value, Span)
        else [{key: getattr(piece, key) for key in piece.__slots__} for piece in value]
        if name == "evidence"
        else value
        for name, value in fields
    }


def _passage(plain: _Plain) -> Passage:
    return Passage(**{**plain, "span": Span(*plain["span"])})


def _suggestion(plain: _Plain) -> Suggestion:
    spans = {name: Span(*plain[name]) for name in ("span", "passage")}
    evidence = tuple(Evidence(**piece) for piece in plain["evidence"])
    return Suggestion(**{**plain, **spans, "evidence": evidence})


def _ahead(
    pool: Executor, batches: Iterable[Sequence[Passage]], most: int
) -> Iterator[list[Suggestion]]:
    """Keep a bounded number of batches under way and give the results in order."""
    waiting: deque[Any] = deque()
    for batch in batches:
        waiting.append(pool.submit(_judge, [_flat(one) for one in batch]))
        if len(waiting) >= most:
            yield [_suggestion(one) for one in waiting.popleft().result()]
    while waiting:
        yield [_suggestion(one) for one in waiting.popleft().result()]


def _on_cluster(
    suggester: Suggester, batches: Iterable[Sequence[Passage]], address: str
) -> Iterator[list[Suggestion]]:
    with _client(address) as client:
        workers = max(1, len(client.scheduler_info()["workers"]))
        sent = client.scatter(suggester, broadcast=True)
        waiting: deque[Any] = deque()
        for batch in batches:
            waiting.append(client.submit(_judge_with, sent, batch, pure=False))
            if len(waiting) >= _AHEAD * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _judge_with(suggester: Suggester, batch: Sequence[Passage]) -> list[Suggestion]:
    return suggester.suggest(batch)


def _client(address: str) -> Client:
    try:
        from distributed import Client
    except ImportError:
        raise CodingError(
            "A cluster needs Dask, which is not installed.",
            "Install it: pip install 'bouwsteen[dask]'",
            key="suggest_no_dask",
        ) from None
    try:
        client: Client = Client(address, timeout=10)  # type: ignore[no-untyped-call]
        return client
    except (OSError, ValueError) as error:
        raise CodingError(
            f"No Dask scheduler answers at {address}: {error}.",
            "Start one with: dask scheduler, and workers with: dask worker ADDRESS",
            key="suggest_no_scheduler",
            address=address,
            error=error,
        ) from None
