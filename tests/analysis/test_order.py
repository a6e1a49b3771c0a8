"""Order of roles and names."""

from __future__ import annotations

import pytest

from bouwsteen.analysis.order import natural, role_order


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (["M", "L", "H", "D"], ("D", "H", "L", "M")),
        (
            ["Medewerkers", "HR-professionals", "Directie", "Leidinggevenden"],
            ("Directie", "HR-professionals", "Leidinggevenden", "Medewerkers"),
        ),
        (
            ["employee", "supervisor", "HR professional", "management board"],
            ("management board", "HR professional", "supervisor", "employee"),
        ),
        (["Zorg", None, "Medewerker", "Arts", "Zorg"], ("Medewerker", "Zorg", "Arts", None)),
    ],
)
def test_role_order_follows_the_field(
    given: list[str | None], expected: tuple[str | None, ...]
) -> None:
    assert role_order(given) == expected


def test_natural_reads_numbers() -> None:
    assert sorted(["b2", "B10", "b1a", "10", "9", "²"], key=natural) == [
        "9",
        "10",
        "b1a",
        "b2",
        "B10",
        "²",
    ]
