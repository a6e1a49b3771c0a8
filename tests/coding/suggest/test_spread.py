from __future__ import annotations

import warnings
from collections.abc import Iterator

import pytest

from bouwsteen.codebook.model import Codebook
from bouwsteen.coding.suggest.model import Passage, Suggestion
from bouwsteen.coding.suggest.spread import batches_of, suggest_all
from bouwsteen.coding.suggest.suggester import Suggester, make_suggester
from bouwsteen.errors import CodingError

Collection = tuple[list[Passage], list[str | None]]


@pytest.fixture
def suggester(book: Codebook, collection: Collection) -> Suggester:
    return make_suggester(book, collection[0], language="nl")


@pytest.fixture
def batches(collection: Collection) -> list[list[Passage]]:
    passages, _ = collection
    keys = dict.fromkeys(one.transcript for one in passages)
    split = [[one for one in passages if one.transcript == key] for key in keys]
    return list(batches_of(split, size=20))


@pytest.fixture
def alone(suggester: Suggester, batches: list[list[Passage]]) -> list[list[Suggestion]]:
    return list(suggest_all(suggester, batches))


def test_two_processes_give_what_one_gives(
    suggester: Suggester, batches: list[list[Passage]], alone: list[list[Suggestion]]
) -> None:
    assert len(batches) == 3
    assert sum(map(len, alone)) > 20
    assert list(suggest_all(suggester, iter(batches), cores=2)) == alone


@pytest.fixture
def cluster() -> Iterator[str]:
    """Address of a Dask scheduler with two workers, processes of their own."""
    distributed = pytest.importorskip("distributed", reason="bouwsteen[dask] is not installed")
    with warnings.catch_warnings():
        # Dask and its server warn of their own doings in Python.
        warnings.simplefilter("ignore")
        with distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None
        ) as local:
            yield local.scheduler_address


@pytest.mark.filterwarnings("ignore")
def test_cluster_of_two_workers_gives_what_one_process_gives(
    suggester: Suggester,
    batches: list[list[Passage]],
    alone: list[list[Suggestion]],
    cluster: str,
) -> None:
    assert list(suggest_all(suggester, iter(batches), scheduler=cluster)) == alone


@pytest.mark.filterwarnings("ignore")
def test_cluster_that_is_not_there_is_told(
    suggester: Suggester, batches: list[list[Passage]], monkeypatch: pytest.MonkeyPatch
) -> None:
    distributed = pytest.importorskip("distributed", reason="bouwsteen[dask] is not installed")

    def refuse(*_: object, **__: object) -> None:
        raise OSError("timed out")

    monkeypatch.setattr(distributed, "Client", refuse)
    with pytest.raises(CodingError, match="No Dask scheduler answers at tcp://nowhere:1"):
        list(suggest_all(suggester, batches, scheduler="tcp://nowhere:1"))
