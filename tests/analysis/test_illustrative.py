"""Illustrative quotes: the rule, pins and bars, and why."""

from __future__ import annotations

import dataclasses
import random

import pytest

from bouwsteen.analysis.illustration import LeftOut, Rule
from bouwsteen.analysis.illustrative import choose_quotes, coders_per_block
from bouwsteen.analysis.quotes import Quote
from bouwsteen.analysis.renamed_choice import renamed_choice
from bouwsteen.codebook.model import Code, Codebook
from bouwsteen.coding.model import Coding, Quotation
from bouwsteen.errors import AnalysisError
from bouwsteen.transcripts.model import Span

BOOK = Codebook(
    key="klein",
    codes=(
        Code(key="werk", labels={"nl": "Werk"}),
        Code(key="taken", labels={"nl": "Taken"}, parent="werk"),
        Code(key="samen", labels={"nl": "Samen"}),
        Code(key="heimwee", labels={"nl": "Heimwee"}, free=True),
    ),
)
RULE = Rule(per_cell=2, min_words=3, max_words=7)
PLAIN = "vijf woorden zonder punt hier"
WHOLE = "Vijf woorden met een punt."


def quote(
    number: int,
    *,
    person: str | None = "r1",
    firm: str | None = "Bedrijf 1",
    role: str | None = "Medewerker",
    text: str = PLAIN,
    blocks: tuple[str, ...] = ("werk",),
    at: int | None = None,
    transcript: str = "t",
) -> Quote:
    start = 1000 * number if at is None else at
    return Quote(
        id=number,
        transcript=transcript,
        turn=1,
        start=start,
        end=start + len(text),
        text=text,
        respondent=person,
        role=role if person else None,
        organisation=firm if person else None,
        coder="anna",
        codes=blocks,
        blocks=blocks,
        memo="",
    )


def chosen(quotes: list[Quote], **options: object) -> list[int]:
    found = choose_quotes(quotes, BOOK, **{"rule": RULE, **options})  # type: ignore[arg-type]
    return [one.quote.id for one in found.chosen]


def test_no_respondent_comes_twice_before_all_have_come() -> None:
    quotes = [
        quote(1, person="a", text=WHOLE),
        quote(2, person="a", text=WHOLE),
        quote(3, person="b"),
        quote(4, person="c", text="Te kort"),
    ]
    assert chosen(quotes) == [1, 3]
    assert chosen(quotes, rule=dataclasses.replace(RULE, per_cell=3)) == [1, 3, 2]


def test_firms_take_turns_before_coders_and_sentences_count() -> None:
    quotes = [
        quote(1, person="a", firm="A", text=WHOLE),
        quote(2, person="b", firm="A", text=WHOLE),
        quote(3, person="c", firm="B"),
    ]
    assert chosen(quotes, coders={(1, "werk"): 2, (2, "werk"): 2}) == [1, 3]


@pytest.mark.parametrize(
    ("other", "coders"),
    [
        (quote(1, person="b"), {(2, "werk"): 2, (1, "werk"): 1, (1, "samen"): 3}),
        (quote(1, person="b"), {}),
    ],
    ids=["more coders", "whole sentences"],
)
def test_among_equals_agreement_then_sentences_decide(
    other: Quote, coders: dict[tuple[int, str], int]
) -> None:
    best = quote(2, person="a", text=PLAIN if coders else WHOLE)
    assert chosen([other, best], coders=coders, rule=dataclasses.replace(RULE, per_cell=1)) == [2]


def test_spread_goes_over_cells_and_nothing_is_printed_twice() -> None:
    both = ("werk", "samen")
    quotes = [quote(1, blocks=both), quote(2, blocks=both), quote(3, person="b", blocks=both)]
    one = dataclasses.replace(RULE, per_cell=1)
    # For the second block the respondent who has not had a turn comes first.
    assert chosen(quotes, rule=one, coders={(2, "samen"): 2}) == [1, 3]
    over = [quote(1), quote(2, person="b", at=1003, blocks=("samen",))]
    assert chosen(over) == [1]


def test_pinned_is_always_in_and_barred_never() -> None:
    quotes = [
        quote(1),
        quote(2, person="b"),
        quote(3, person="c", text="kort"),
        quote(4, text="kort", blocks=("werk", "samen")),
        quote(5, person=None, text="van wie"),
    ]
    found = choose_quotes(quotes, BOOK, rule=RULE, pinned={3: "", 4: "", 5: ""}, barred=[1, 2])
    cells = {(cell.block, cell.role): [one.quote.id for one in cell.chosen] for cell in found.cells}
    assert cells == {
        ("werk", "Medewerker"): [3, 4],
        ("werk", None): [5],
        ("samen", "Medewerker"): [4],
        ("samen", None): [],
    }
    assert [one.why for one in found.chosen] == [
        ("pinned", "respondent", "organisation"),
        ("pinned", "respondent"),
        ("pinned",),
        ("pinned", "respondent", "organisation"),
    ]


def test_every_quote_carries_why_and_every_cell_what_there_was() -> None:
    found = choose_quotes(
        [quote(1, text=WHOLE), quote(2, text="kort", role="Directie")],
        BOOK,
        rule=RULE,
        layer="anna",
        roles=["Leidinggevende"],
        coders={(1, "werk"): 2},
    )
    assert found.to_json() == {
        "rule": {"per_cell": 2, "min_words": 3, "max_words": 7},
        "layer": "anna",
        "cells": [
            {"block": "werk", "role": "Directie", "quotations": 1, "fitting": 0, "chosen": []},
            {
                "block": "werk",
                "role": "Leidinggevende",
                "quotations": 0,
                "fitting": 0,
                "chosen": [],
            },
            {
                "block": "werk",
                "role": "Medewerker",
                "quotations": 1,
                "fitting": 1,
                "chosen": [
                    {
                        "id": 1,
                        "respondent": "r1",
                        "organisation": "Bedrijf 1",
                        "transcript": "t",
                        "turn": 1,
                        "codes": ["werk"],
                        "text": WHOLE,
                        "words": 5,
                        "coders": 2,
                        "why": ["respondent", "organisation", "coders", "sentences", "length"],
                    }
                ],
            },
            *(
                {"block": "samen", "role": role, "quotations": 0, "fitting": 0, "chosen": []}
                for role in ("Directie", "Leidinggevende", "Medewerker")
            ),
        ],
        "left_out": [],
    }


def test_an_edited_quote_is_printed_as_long_as_it_fits() -> None:
    quotes = [quote(1), quote(2, person="b"), quote(3, blocks=("heimwee",))]
    found = choose_quotes(
        quotes,
        BOOK,
        rule=RULE,
        pinned={1: "[V]ijf woorden […] hier", 2: "zes woorden", 3: ""},
        left_out=[LeftOut(quotation=9, reason="gone")],
    )
    assert [(one.text, "edited" in one.why) for one in found.chosen] == [
        ("[V]ijf woorden […] hier", True),
        (PLAIN, False),
    ]
    assert found.left_out == (
        LeftOut(quotation=2, reason="altered"),
        LeftOut(quotation=3, reason="free"),
        LeftOut(quotation=9, reason="gone"),
    )


def test_the_order_of_the_quotations_does_not_matter() -> None:
    quotes = [
        quote(
            number,
            person=f"r{number % 5}",
            firm=f"B{number % 3}",
            role=("Directie", "Medewerker")[number % 2],
            text=(PLAIN, WHOLE)[number % 7 > 3],
            blocks=(("werk", "samen"), ("samen",))[number % 3 > 1],
        )
        for number in range(1, 40)
    ]
    first = choose_quotes(quotes, BOOK, rule=RULE)
    random.Random(0).shuffle(quotes)
    assert choose_quotes(quotes, BOOK, rule=RULE) == first
    assert len(first.chosen) == 8


def test_a_window_without_width_is_refused() -> None:
    with pytest.raises(AnalysisError, match="No quote has 9 words or more and 8 or fewer"):
        Rule(min_words=9, max_words=8)


def test_coders_per_block_counts_coders_on_the_same_words() -> None:
    def mark(coder: str, start: int, end: int, code: str, transcript: str = "t") -> Quotation:
        return Quotation(
            transcript=transcript,
            span=Span(start, end),
            coder=coder,
            codings=(Coding(code=code),),
        )

    one = dataclasses.replace(quote(1, blocks=("werk", "samen")), start=10, end=20)
    independent = [
        mark("anna", 0, 11, "taken"),
        mark("anna", 19, 30, "werk"),
        mark("bram", 0, 500, "werk"),
        mark("cas", 0, 10, "werk"),
        mark("cas", 20, 30, "werk"),
        mark("dina", 12, 14, "heimwee"),
        mark("dina", 12, 14, "werk", "u"),
    ]
    counted = coders_per_block([one], independent, BOOK, transcripts=["t", "u"])
    assert counted == {(1, "werk"): 2, (1, "samen"): 0}
    # What fewer than two coders finished is not known, which is another thing than 0.
    assert coders_per_block([one], independent, BOOK, transcripts=["u"]) == {}


def test_an_unknown_number_of_coders_is_none_and_counts_as_none_in_the_order() -> None:
    quotes = [quote(1), quote(2, person="b")]
    found = choose_quotes(quotes, BOOK, rule=RULE, coders={(2, "werk"): 1})
    assert [(one.quote.id, one.coders) for one in found.chosen] == [(2, 1), (1, None)]


def test_other_names_do_not_change_what_is_chosen() -> None:
    quotes = [quote(1, text=WHOLE), quote(2, person="b")]
    choice = choose_quotes(quotes, BOOK, rule=RULE, layer="anna", pinned={2: "vijf […] hier"})
    shown = {
        1: dataclasses.replace(
            quotes[0], text="Nu heel veel meer dan zeven woorden achter elkaar."
        ),
        2: dataclasses.replace(quotes[1], text=PLAIN.replace("hier", "daar")),
    }
    found = renamed_choice(
        choice,
        shown,
        block=str.upper,
        coder=str.title,
        text=lambda words: words.replace("Medewerker", "Collega"),
    )
    first = found.cells[0]
    assert (found.layer, first.block, first.role) == ("Anna", "WERK", "Collega")
    assert [(one.text, one.words, "edited" in one.why) for one in first.chosen] == [
        (PLAIN.replace("hier", "daar"), 5, False),
        ("Nu heel veel meer dan zeven woorden achter elkaar.", 5, False),
    ]
    assert found.left_out == (LeftOut(quotation=2, reason="altered"),)
