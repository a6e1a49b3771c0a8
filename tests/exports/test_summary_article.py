"""The summary per block."""

from __future__ import annotations

from bouwsteen.codebook.model import Codebook
from bouwsteen.exports.summary_article import summary_article


def test_summary_has_a_row_for_every_block_and_for_other_codes_with_own_words(
    book: Codebook,
) -> None:
    words = {("werk", "nl"): "Leren zit in het werk.", ("heimwee", "en"): "Homesick."}
    table = summary_article(book, words)
    assert [column.label for column in table.columns] == [
        "Bouwsteen",
        "Kenmerken",
        "Eigen interpretatie",
    ]
    assert table.rows == (
        ("1 Inhoud van werk", "Uitdaging in taken", "Leren zit in het werk."),
        ("2 Samenwerken", "", None),
        ("Heimwee", "", "Homesick."),
    )
    assert table.notes == ("De interpretatie is er alleen in een andere taal bij: Heimwee.",)


def test_summary_in_english_prefers_english_words(book: Codebook) -> None:
    table = summary_article(book, {("werk", "nl"): "Werk.", ("werk", "en"): "Work."}, lang="en")
    assert table.rows[0] == ("1 Job content", "Uitdaging in taken", "Work.")
    assert (table.caption, table.notes) == ("Summary per building block", ())
