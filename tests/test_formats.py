"""The page on formats names every reader, and its table is what the readers do."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from bouwsteen.transcripts.load import READERS
from bouwsteen.transcripts.shapes import SHAPES

pytestmark = pytest.mark.source

DOCS = Path(__file__).parents[1] / "docs"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_formats", DOCS / "make_formats.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_page_describes_every_reader(script: ModuleType) -> None:
    by_hand = script.PAGE.read_text(encoding="utf-8").partition(script.START)[0]
    described = re.findall(r"^\| `(\w+)` \|", by_hand, re.MULTILINE)
    assert sorted(described) == sorted(READERS)


def test_page_names_every_shape(script: ModuleType) -> None:
    by_hand = script.PAGE.read_text(encoding="utf-8").partition(script.START)[0]
    assert [name for name in SHAPES if f"`{name}`" not in by_hand] == []


def test_table_of_samples_is_what_the_readers_do(script: ModuleType) -> None:
    if not script.SAMPLES.is_dir():
        pytest.skip("the folder shared/samples/transcripts is not beside the checkout")
    assert script.PAGE.read_text(encoding="utf-8") == script.page(), (
        "out of date; run: python docs/make_formats.py"
    )
