"""Tables as data."""

from __future__ import annotations

import pytest

from bouwsteen.exports.table import Column, Table, named


def test_a_row_of_another_length_is_a_fault() -> None:
    with pytest.raises(ValueError, match="not as long as its columns"):
        Table(key="t", caption="", columns=(Column(key="a", label="A"),), rows=(("x", 1),))


def test_transposed_exchanges_rows_and_columns() -> None:
    table = Table(
        key="t",
        caption="c",
        columns=(
            Column(key="code", label="Bouwsteen"),
            Column(key="d", label="D", kind="int"),
            Column(key="m", label="M", kind="int"),
            Column(key="total", label="Totaal", kind="int", total=True),
        ),
        rows=(("werk", 1, 2, 3), ("samen", 4, 5, 9)),
        foot=(("Totaal", 5, 7, 12), ("Woorden", 50, 70, 120)),
        notes=("noot",),
        across="Rol",
    )
    turned = table.transposed()
    assert turned == Table(
        key="t",
        caption="c",
        columns=(
            Column(key="across", label="Rol"),
            Column(key="werk", label="werk", kind="int"),
            Column(key="samen", label="samen", kind="int"),
            Column(key="Totaal", label="Totaal", kind="int", total=True),
            Column(key="Woorden", label="Woorden", kind="int"),
        ),
        rows=(("D", 1, 4, 5, 50), ("M", 2, 5, 7, 70)),
        foot=(("Totaal", 3, 9, 12, 120),),
        notes=("noot",),
        across="Bouwsteen",
    )


def test_transposed_leaves_mixed_figures_alone(table: Table) -> None:
    assert table.transposed() is table


def test_named_gives_each_table_a_name(table: Table) -> None:
    assert list(named([table, table, table])) == ["probe", "probe_2", "probe_3"]
