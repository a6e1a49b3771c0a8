from __future__ import annotations

import pytest

from bouwsteen.codebook.model import Codebook
from bouwsteen.errors import CodebookError


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("werk", ("werk", "vrijheid", "planning", "variatie")),
        ("vrijheid", ("vrijheid", "planning")),
        ("koffie", ("koffie",)),
    ],
)
def test_branch_is_a_code_and_all_under_it(
    mini: Codebook, key: str, expected: tuple[str, ...]
) -> None:
    assert mini.branch(key) == expected


def test_branch_of_no_code_is_refused(mini: Codebook) -> None:
    with pytest.raises(CodebookError, match="No code 'thee' in mini"):
        mini.branch("thee")
