from __future__ import annotations

import re

import pytest

from bouwsteen.transcripts.times import CLOCK, STAMP, parse_time


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("0:0:3.270", 3.27),
        ("00:00:03,200", 3.2),
        ("00:00:01,1000", 2.0),
        ("00:03.200", 3.2),
        ("0:03", 3.0),
        ("75:03", 4503.0),
        ("1:6", 66.0),
        ("01:02:03", 3723.0),
        ("[00:00:03.20]", 3.2),
        ("\\[01:46\\]", 106.0),
        ("(00:05)", 5.0),
        ("[01.02.03]", 3723.0),
        ("[02.14]", 134.0),
        ("{00:01:02}", 62.0),
        ("#00:01:02-3#", 62.3),
        (" 0:03 ", 3.0),
        ("12.30", None),
        ("1:75", None),
        ("1:60:00", None),
        ("een", None),
        ("", None),
        ("63,5", None),
    ],
)
def test_parse_time_gives(text: str, seconds: float | None) -> None:
    assert parse_time(text) == seconds


@pytest.mark.parametrize(("text", "seconds"), [("63,5", 63.5), ("75", 75.0), ("0:03", 3.0)])
def test_parse_time_takes_bare_seconds_when_asked(text: str, seconds: float) -> None:
    assert parse_time(text, seconds=True) == seconds


def test_patterns_take_whole_times_only() -> None:
    texts = ("[00:01]", "(0:05)", "[lacht]", "[onverstaanbaar 00:01:14]", "#00:01:02-3#", "0:03")
    assert [text for text in texts if re.fullmatch(STAMP, text)] == [
        "[00:01]",
        "(0:05)",
        "#00:01:02-3#",
    ]
    assert [text for text in texts if re.fullmatch(CLOCK, text)] == ["0:03"]
