"""A small invented codebook that has everything: depth, a free code, a crosswalk."""

from __future__ import annotations

import pytest

from bouwsteen.codebook.model import Code, Codebook


@pytest.fixture
def mini() -> Codebook:
    """Two blocks, three levels, one free code."""
    return Codebook(
        key="mini",
        labels={"nl": "Klein boek", "en": "Small book"},
        version=4,
        codes=(
            Code(
                key="werk",
                labels={"nl": "Werk", "en": "Work"},
                short={"nl": "W"},
                definition={"nl": "Wat men doet.", "en": "What one does."},
                include={"nl": "Taken."},
                exclude={"en": "Leisure."},
                examples={"nl": ("Ik zaag.", "Ik boor.")},
                cues={"nl": ("zagen", "boren"), "en": ("saw",)},
                colour="#0072b2",
            ),
            Code(key="vrijheid", labels={"nl": "Vrijheid", "en": "Freedom"}, parent="werk"),
            Code(key="planning", labels={"nl": "Planning"}, parent="vrijheid"),
            Code(key="variatie", labels={"nl": "Variatie"}, parent="werk"),
            Code(key="team", labels={"nl": "Team", "en": "Team"}, colour="#f0e442"),
            Code(key="hulp", labels={"nl": "Hulp"}, parent="team"),
            Code(key="koffie", labels={"nl": "Koffie"}, free=True),
        ),
        crosswalk={"werk": ("inhoud-van-werk",), "team": ("samenwerken",), "hulp": ()},
    )
