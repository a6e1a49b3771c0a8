"""The invented meeting decides every point of the bundled study, by the shipped file."""

from __future__ import annotations

from bouwsteen.examples import bundled
from bouwsteen.examples.meeting import decisions_csv


def test_shipped_decisions_are_what_the_meeting_gives() -> None:
    made = decisions_csv(bundled.data_path())
    assert made == bundled.data_path(bundled.DECISIONS).read_bytes()
    verdicts = {line.split(b",")[1] for line in made.splitlines()[1:]}
    assert verdicts == {b"accept", b"both", b"new", b"reject"}
