from __future__ import annotations

import dataclasses

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bouwsteen.codebook.csv_file import from_csv, to_csv
from bouwsteen.codebook.model import Code, Codebook
from bouwsteen.codebook.toml_file import from_toml, to_toml

# No surrogates: they are no text and no file in UTF-8 can hold them.
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
# What a cell of a spreadsheet can hold: trimmed and not empty.
CELL = ANY_TEXT.map(str.strip).filter(bool)
KEY = st.from_regex(r"[a-z0-9]{1,4}(-[a-z0-9]{1,3})?", fullmatch=True)
COLOUR = st.none() | st.from_regex(r"#[0-9a-fA-F]{6}", fullmatch=True)


@st.composite
def codebooks(draw: st.DrawFn, text: st.SearchStrategy[str], lang: st.SearchStrategy[str]):
    """Trees of up to six codes with every field filled or not."""
    keys = draw(st.lists(KEY, max_size=6, unique=True))
    several = st.lists(text, min_size=1, max_size=4).map(tuple)
    codes = []
    for place, key in enumerate(keys):
        parent = draw(st.none() | st.sampled_from(keys[:place])) if place else None
        codes.append(
            Code(
                key=key,
                parent=parent,
                free=parent is None and draw(st.booleans()),
                labels=draw(st.dictionaries(lang, text.filter(bool), min_size=1, max_size=2)),
                colour=draw(COLOUR),
                **{
                    field: draw(st.dictionaries(lang, text, max_size=2))
                    for field in ("short", "definition", "include", "exclude")
                },
                **{
                    field: draw(st.dictionaries(lang, several, max_size=2))
                    for field in ("examples", "cues")
                },
            )
        )
    to = st.lists(KEY, max_size=2).map(tuple)
    return Codebook(
        key=draw(KEY),
        labels=draw(st.dictionaries(lang, text, max_size=2)),
        version=draw(st.integers(1, 10**6)),
        codes=tuple(codes),
        crosswalk={key: draw(to) for key in keys if draw(st.booleans())},
    )


SLOW = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])


@SLOW
@given(codebooks(ANY_TEXT, ANY_TEXT))
def test_toml_round_trip_is_exact(book: Codebook) -> None:
    text = to_toml(book).encode("utf-8").decode("utf-8")
    assert from_toml(text, source="x.toml") == book


@SLOW
@given(codebooks(CELL, st.sampled_from(["nl", "en", "de", "fry"])), st.booleans())
def test_csv_round_trip_keeps_all_but_the_version(book: Codebook, bom: bool) -> None:
    text = ("\ufeff" if bom else "") + to_csv(book)
    read = from_csv(text, key="named-after-the-file", source="x.csv")
    assert read == dataclasses.replace(book, version=1)
