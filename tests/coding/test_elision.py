"""Edited quotes: what stands outside brackets was said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bouwsteen.coding.elision import check_elision
from bouwsteen.errors import CodingError

SAID = "Nou ja, dat leer je hier dus eigenlijk vanzelf, denk ik. [lacht] Van foto's 🙂 leer je."


@pytest.mark.parametrize(
    ("edited", "kept"),
    [
        (
            SAID,
            ["Nou ja, dat leer je hier dus eigenlijk vanzelf, denk ik.", "Van foto's 🙂 leer je."],
        ),
        ("dat leer je hier", ["dat leer je hier"]),
        ("[D]at leer je hier", ["dat leer je hier"]),
        ("[n]ou ja, dat", ["Nou ja, dat"]),
        ("[…] leer je hier […] vanzelf […]", ["leer je hier", "vanzelf"]),
        ("leer je hier [...] vanzelf[.]", ["leer je hier", "vanzelf"]),
        ("Nou  ja,\ndat [vak] leer je", ["Nou ja, dat", "leer je"]),
        ("Van foto’s 🙂 leer je.", ["Van foto's 🙂 leer je."]),
        ("ja[,] dat", ["ja", "dat"]),
    ],
)
def test_check_elision_gives_what_is_kept(edited: str, kept: list[str]) -> None:
    assert [span.of(SAID) for span in check_elision(edited, SAID)] == kept


@pytest.mark.parametrize(
    ("edited", "message"),
    [
        ("Dat leer je hier", "The edited quote says 'Dat' where the quotation does not."),
        (
            "dat leer je vanzelf",
            "The edited quote says 'vanzelf' after 'dat leer je' where the quotation does not.",
        ),
        ("vanzelf […] hier", "The edited quote says 'hier' where the quotation does not."),
        ("foto", "The edited quote says 'foto' where the quotation does not."),
        (
            "dat leer je hier.",
            "The edited quote says '.' after 'dat leer je hier' where the quotation does not.",
        ),
        ("[W]at leer je", "The edited quote says 'Wat' where the quotation does not."),
        ("leer je [hier", "A bracket has no partner in the edited quote: 'leer je [hier'."),
        ("leer [[je]]", "A bracket has no partner in the edited quote: 'leer [[je]]'."),
        ("leer [ ] je", "There is nothing in the brackets of the edited quote: 'leer [ ] je'."),
        ("van[zelf]", "A bracket parts a word in the edited quote: 'van[zelf]'."),
        ("[ge]leer je", "A bracket parts a word in the edited quote: '[ge]leer je'."),
        ("[…]", "The edited quote keeps nothing of the quotation."),
        ("", "The edited quote keeps nothing of the quotation."),
    ],
)
def test_check_elision_names_the_first_place_that_was_not_said(edited: str, message: str) -> None:
    with pytest.raises(CodingError) as raised:
        check_elision(edited, SAID)
    assert raised.value.message == message
    assert raised.value.hint is not None


@pytest.mark.parametrize(
    ("edited", "said"),
    [
        ("Dat is […]5 procent", "Dat is 3,5 procent"),
        ("Dat is 3[…] procent", "Dat is 3,5 procent"),
        ("om 12", "om 12:30"),
        ("000 euro", "1.250.000 euro"),
    ],
)
def test_check_elision_cuts_no_number(edited: str, said: str) -> None:
    with pytest.raises(CodingError):
        check_elision(edited, said)
    assert [span.of(said) for span in check_elision(said, said)] == [said]


WORDS = st.lists(
    st.sampled_from(["ja", "nee", "één", "Jan", "leer", "🙂", ","]), min_size=1, max_size=12
)


@given(WORDS, st.data())
def test_check_elision_accepts_whatever_is_marked(words: list[str], data: st.DataObject) -> None:
    kept = data.draw(st.lists(st.booleans(), min_size=len(words), max_size=len(words)))
    kept[data.draw(st.integers(0, len(words) - 1))] = True
    mark = data.draw(st.sampled_from(["[…]", "[...]", "[mijn woord]"]))
    edited = " ".join(word if keep else mark for word, keep in zip(words, kept, strict=True))
    original = data.draw(st.sampled_from([" ", "\n", "  "])).join(words)
    spans = check_elision(edited, original)
    assert list(spans) == sorted(spans)
    assert " ".join(" ".join(span.of(original).split()) for span in spans) == " ".join(
        word for word, keep in zip(words, kept, strict=True) if keep
    )


@given(WORDS, st.data())
def test_check_elision_refuses_a_word_that_was_not_said(
    words: list[str], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(words)))
    edited = " ".join([*words[:place], "zebra", *words[place:]])
    with pytest.raises(CodingError, match="zebra"):
        check_elision(edited, " ".join(words))


@given(WORDS, st.data())
def test_check_elision_refuses_an_elision_without_a_mark(
    words: list[str], data: st.DataObject
) -> None:
    original = ["begin", *words, "midden", *words, "eind"]
    place = len(words) + 1
    cut = [*original[:place], *original[place + 1 :]]
    with pytest.raises(CodingError):
        check_elision(" ".join(cut), " ".join(original))
    assert (
        len(check_elision(" ".join([*cut[:place], "[…]", *cut[place:]]), " ".join(original))) == 2
    )
