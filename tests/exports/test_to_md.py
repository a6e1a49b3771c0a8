"""Markdown."""

from __future__ import annotations

import dataclasses

from bouwsteen.exports.quote_book import quote_book
from bouwsteen.exports.table import Table
from bouwsteen.exports.to_md import render, render_quotes


def test_markdown_table_is_whole(table: Table) -> None:
    assert render([table]).decode("utf-8") == (
        "**Tabel 1.** Een proef \\| met tekens\n"
        "\n"
        "| Citaat | Aantal | Alfa | Deel |\n"
        "| :--- | ---: | ---: | ---: |\n"
        "| =1+1\\|2 | 12345 | 0.12 | 0.50 |\n"
        "| @ja | 0 | – | 1.00 |\n"
        "| +31 \\*bel\\* mij | -3 | 1.00 | 0.00 |\n"
        "| - nou eh | 7 | 0.99 | 0.12 |\n"
        "| **Totaal** | **12349** | **–** | **–** |\n"
        "| Interviews | 4 | – | – |\n"
        "\n"
        "*Geteld is 1 \\< 2.*\n"
        "\n"
        "Eén zin.\n"
    )


def test_markdown_numbers_the_tables(table: Table) -> None:
    text = render([table, table]).decode("utf-8")
    assert [line for line in text.splitlines() if line.startswith("**")] == [
        "**Tabel 1.** Een proef \\| met tekens",
        "**Tabel 2.** Een proef \\| met tekens",
    ]


def test_markdown_quotes_are_block_quotes_with_their_source(book, quotes) -> None:
    assert render_quotes(quote_book(quotes, book)).decode("utf-8") == (
        "# Citaten per bouwsteen\n"
        "\n"
        "## 1 Inhoud van werk (1 citaat)\n"
        "\n"
        "> “=1 \\*nou\\* ja”\\\n"
        "> (Medewerker, Bedrijf 1, int\\_1) Uitdaging in taken\n"
        "\n"
        "## 2 Samenwerken (1 citaat)\n"
        "\n"
        "> “=1 \\*nou\\* ja”\\\n"
        "> (Medewerker, Bedrijf 1, int\\_1)\n"
        "\n"
        "## Vrije codes (1 citaat)\n"
        "\n"
        "> “Wat?\\\n"
        "> R: Tja.”\\\n"
        "> (spreker onbekend, int\\_1) Heimwee\n"
    )


def test_markdown_quotes_do_not_become_lists(book, quotes) -> None:
    odd = dataclasses.replace(quotes[0], text="Eerst\n- dan\n1. tot slot\n# kop")
    text = render_quotes(quote_book([odd], book)).decode("utf-8")
    assert "> “Eerst\\\n> \\- dan\\\n> 1\\. tot slot\\\n> \\# kop”\\\n" in text


def test_markdown_sums_of_money_do_not_become_formulas(book, quotes) -> None:
    odd = dataclasses.replace(quotes[0], text="van $5 naar $7")
    assert "van \\$5 naar \\$7" in render_quotes(quote_book([odd], book)).decode("utf-8")
