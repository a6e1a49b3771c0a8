from __future__ import annotations

import dataclasses

from bouwsteen.codebook.files import load_codebook
from bouwsteen.codebook.model import Code, Codebook
from bouwsteen.codebook.tree import with_free_codes


def test_with_free_codes_brings_free_codes_and_what_stands_under_them(mini: Codebook) -> None:
    thee = Code(key="thee", labels={"nl": "Thee"}, parent="koffie")
    old = dataclasses.replace(mini, codes=(*mini.codes, thee))
    book = load_codebook("mkb-leercultuur")
    found = with_free_codes(book, old)
    assert found == dataclasses.replace(book, codes=(*book.codes, mini["koffie"], thee))


def test_with_free_codes_leaves_a_key_that_is_taken_as_it_is(mini: Codebook) -> None:
    book = Codebook(key="k", codes=(Code(key="koffie", labels={"nl": "Pauze"}),))
    assert with_free_codes(book, mini) == book
