from __future__ import annotations

import pytest

from bouwsteen.transcripts.language import guess_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ik vind dat wij het niet voor de klant doen, maar ook voor elkaar.", "nl"),
        ("And what do you think of the way that they have done it for us?", "en"),
        ("Ich finde, dass wir das nicht für die Kunden machen, sondern auch für uns.", "de"),
        ("Hm-m.", None),
        ("De het een en ik the and that you it.", None),
        ("Je pense que nous ne le faisons pas pour les clients.", None),
    ],
)
def test_guess_language_gives(text: str, language: str | None) -> None:
    assert guess_language(text) == language
