"""What stays without suggestions is drawn once, in the promised share, and never again."""

from __future__ import annotations

import pytest

from bouwsteen.coding.suggest.control import Apart, in_control
from bouwsteen.errors import CodingError


def test_control_is_the_promised_share_and_hangs_on_the_seed() -> None:
    chosen = [in_control("t", turn, seed=0, share=0.12) for turn in range(5000)]
    assert 0.10 < sum(chosen) / 5000 < 0.15
    assert chosen == [in_control("t", turn, seed=0, share=0.12) for turn in range(5000)]
    assert chosen != [in_control("t", turn, seed=1, share=0.12) for turn in range(5000)]


def test_blind_control_is_the_same_share_and_set_at_every_run() -> None:
    places = [(f"gesprek{number}", turn) for number in range(40) for turn in range(100)]
    for share in (0.10, 0.12, 0.15):
        chosen = {place for place in places if in_control(*place, seed=3, share=share)}
        again = {place for place in reversed(places) if in_control(*place, seed=3, share=share)}
        assert chosen == again
        assert abs(len(chosen) / len(places) - share) < 0.02
    other = {place for place in places if in_control(*place, seed=4, share=0.15)}
    assert other != chosen


def test_apart_holds_the_reliability_set_and_the_control() -> None:
    turn = next(turn for turn in range(99) if in_control("t", turn, seed=0, share=0.12))
    apart = Apart(reliability=("r",))
    assert apart.holds("r", 1)
    assert apart.holds("t", turn) and apart.blind("t", turn)
    assert not apart.blind("r", turn)
    assert not Apart(begun=False).holds("t", turn)
    assert Apart.from_json(apart.to_json()) == apart


def test_apart_refuses_a_share_out_of_range() -> None:
    with pytest.raises(CodingError, match="cannot stay blind"):
        Apart(share=0.3)


@pytest.mark.parametrize("share", [0.0, 0.09, 0.16, 1.0])
def test_blind_control_is_between_a_tenth_and_three_twentieths(share: float) -> None:
    with pytest.raises(CodingError, match="cannot stay blind"):
        Apart(share=share)
