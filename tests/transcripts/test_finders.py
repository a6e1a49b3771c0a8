"""What gives a person away by its form, and what only looks like it."""

from __future__ import annotations

import sys
import types

import pytest

from bouwsteen.transcripts import entities
from bouwsteen.transcripts.capitals import capitalised
from bouwsteen.transcripts.finders import find_identifiers
from bouwsteen.transcripts.model import Span, Transcript, Turn
from bouwsteen.transcripts.proposals import propose


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mail f.zand-schulp@voor-beeld.nl.", [("email", "f.zand-schulp@voor-beeld.nl")]),
        ("zie www.voorbeeld.nl/a?b=1, ja", [("url", "www.voorbeeld.nl/a?b=1")]),
        ("(https://voorbeeld.nl/pad)", [("url", "https://voorbeeld.nl/pad")]),
        ("NL91 ABNA 0417 1643 00", [("iban", "NL91 ABNA 0417 1643 00")]),
        ("DE89370400440532013000", [("iban", "DE89370400440532013000")]),
        ("DE89370400440532013001", []),
        ("bsn 111222333", [("bsn", "111222333")]),
        ("bsn 111.222.333", [("bsn", "111.222.333")]),
        ("nummer 111222334", []),
        ("bel 06-12345678", [("phone", "06-12345678")]),
        ("bel 06 12 34 56 78.", [("phone", "06 12 34 56 78")]),
        ("bel (020) 123 4567", [("phone", "(020) 123 4567")]),
        ("bel +31 (0)6 1234 5678", [("phone", "+31 (0)6 1234 5678")]),
        ("bel +44 20 7946 0958", [("phone", "+44 20 7946 0958")]),
        ("bel 0032 2 123 45 67", [("phone", "0032 2 123 45 67")]),
        ("1234 AB, 9876ZX", [("postcode", "1234 AB"), ("postcode", "9876ZX")]),
        ("1234 SS en 0123 AB", []),
        ("op 3 maart 2026 en 12-03-2026", [("date", "3 maart 2026"), ("date", "12-03-2026")]),
        (
            "2026-03-12, 1e mei, March 3, 2026",
            [
                ("date", "2026-03-12"),
                ("date", "1e mei"),
                ("date", "March 3, 2026"),
            ],
        ),
        ("om 0:03 sinds 1989, 85 man, 1.250 euro, 3 of 4 keer, 00:10:26.19", []),
        ("in 2 meter en 5 marktpartijen", []),
    ],
)
def test_identifiers_are_found_by_their_form(text: str, expected: list[tuple[str, str]]) -> None:
    found = find_identifiers(text)
    assert [(one.kind, one.text) for one in found] == expected
    assert all(one.span.of(text) == one.text for one in found)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["Ik sta naast Harm. Harm zegt niks."], ("Harm",)),
        (["Harm zegt niks. Harm weet alles."], ()),
        (["Mijn duits is slecht, in het Duits."], ()),
        (["dat was in Maart, op Maandag, zei I."], ()),
        (["bij Jan van der Berg thuis"], ("Berg", "Jan", "Jan van der Berg")),
        (["zei Vera's broer, Vera’s zus"], ("Vera",)),
        (["hij zei: Toen ging ik. 'Nou', zei hij."], ()),
        (["met Harm", "een harm"], ()),
        (
            ["van Moppersteen Installaties uit Zwolle"],
            ("Installaties", "Moppersteen", "Moppersteen Installaties", "Zwolle"),
        ),
    ],
)
def test_capitals_inside_a_sentence_are_names(texts: list[str], expected: tuple[str, ...]) -> None:
    assert capitalised(texts) == expected


def spoken(text: str, speaker: str = "Femke Zandschulp") -> Transcript:
    start = len(speaker) + 2
    turn = Turn(index=1, speaker=speaker, span=Span(start, start + len(text)))
    return Transcript(
        key="een", title="een", text=f"{speaker}: {text}", turns=(turn,), language="nl"
    )


def test_proposals_have_counts_and_contexts() -> None:
    one = spoken("Ik zei tegen Harm: bel 06-12345678. Harm belde Femke niet, of Harm van der Zee.")
    found = {
        (each.kind, each.name): (each.count, each.pseudonym, each.contexts[:1])
        for each in propose([one], known=["Bedrijf 1", ""], words={"phone": "tel"})
    }
    assert found == {
        ("speaker", "Femke Zandschulp"): (
            1,
            "",
            ("Femke Zandschulp: Ik zei tegen Harm: bel 06-12",),
        ),
        ("known", "Bedrijf 1"): (0, "", ()),
        ("name", "Harm"): (
            2,
            "",
            ("emke Zandschulp: Ik zei tegen Harm: bel 06-12345678. Harm belde",),
        ),
        ("name", "Femke"): (
            1,
            "",
            (": bel 06-12345678. Harm belde Femke niet, of Harm van der Zee.",),
        ),
        ("name", "Harm van der Zee"): (
            1,
            "",
            ("78. Harm belde Femke niet, of Harm van der Zee.",),
        ),
        ("phone", "06-12345678"): (
            1,
            "[tel 1]",
            ("chulp: Ik zei tegen Harm: bel 06-12345678. Harm belde Femke niet, of Ha",),
        ),
    }


def test_labels_without_a_person_are_not_proposed() -> None:
    assert propose([spoken("ja.", "Respondent 1"), spoken("ja.", "I"), spoken("ja.", "S2")]) == ()


def test_entities_come_from_a_model_only_when_there_is_one(monkeypatch) -> None:
    monkeypatch.setattr(entities, "MODELS", {"nl": ("no_such_model_1", "invented_nl_model")})
    assert entities.installed_model("nl") is None
    assert entities.find_entities(["Harm werkt"], "nl") == ()

    def load():
        def pipe(texts):
            for text in texts:
                words = [word.strip(".") for word in text.split() if word[0].isupper()]
                found = [types.SimpleNamespace(text=f"{word},", label_="PER") for word in words]
                yield types.SimpleNamespace(
                    ents=[*found, types.SimpleNamespace(text="drie", label_="CARDINAL")]
                )

        return types.SimpleNamespace(pipe=pipe)

    model = types.ModuleType("invented_nl_model")
    model.load = load
    model.__spec__ = types.SimpleNamespace(name="invented_nl_model")
    monkeypatch.setitem(sys.modules, "invented_nl_model", model)
    assert entities.installed_model("nl") == "invented_nl_model"
    assert entities.find_entities(["Harm kent Roel."], "nl") == (
        ("Harm", "person"),
        ("Roel", "person"),
    )
    assert entities.find_entities(["Harm"], None) == ()
    kinds = {one.name: one.kind for one in propose([spoken("Harm kent Roel.")])}
    assert kinds["Harm"] == "person"
