from __future__ import annotations

from bouwsteen.coding.suggest.acceptance import Share, acceptance
from bouwsteen.coding.suggest.model import Verdict


def test_acceptance_counts_decisions_by_block_and_by_band() -> None:
    by_block, by_band = acceptance(
        [
            ("geld", 0.9, Verdict.ACCEPTED),
            ("geld", 0.5, Verdict.CHANGED),
            ("geld", 0.5, Verdict.SKIPPED),
            ("veiligheid", 0.45, Verdict.REJECTED),
            ("vrij", 0.9, Verdict.SKIPPED),
        ]
    )
    assert by_block == {
        "geld": Share(decided=2, accepted=1),
        "veiligheid": Share(decided=1, accepted=0),
    }
    assert by_band == {
        "weak": Share(),
        "possible": Share(decided=2, accepted=0),
        "likely": Share(decided=1, accepted=1),
    }


def test_acceptance_without_decisions_counts_nothing() -> None:
    assert acceptance([]) == ({}, {"weak": Share(), "possible": Share(), "likely": Share()})
