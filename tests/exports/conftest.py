"""A table with everything in it that a writer can stumble over, and results to make tables of."""

from __future__ import annotations

import dataclasses

import pytest

from bouwsteen.analysis.quotes import Quote
from bouwsteen.codebook.model import Code, Codebook
from bouwsteen.exports.table import Column, Table


@pytest.fixture
def table() -> Table:
    return Table(
        key="probe",
        caption="Een proef | met tekens",
        columns=(
            Column(key="quote", label="Citaat"),
            Column(key="n", label="Aantal", kind="int"),
            Column(key="alpha", label="Alfa", kind="decimal"),
            Column(key="share", label="Deel", kind="percent"),
        ),
        rows=(
            ("=1+1|2", 12345, 0.125, 0.5),
            ("@ja", 0, None, 1.0),
            ("+31 *bel* mij", -3, 1.0, 0.0),
            ("- nou\teh", 7, 0.995, 0.125),
        ),
        foot=(("Totaal", 12349, None, None), ("Interviews", 4, None, None)),
        notes=("Geteld is 1 < 2.",),
        text=("Eén zin.",),
        lang="nl",
    )


@pytest.fixture
def book() -> Codebook:
    return Codebook(
        key="klein",
        codes=(
            Code(key="werk", labels={"nl": "Inhoud van werk", "en": "Job content"}),
            Code(key="taken", labels={"nl": "Uitdaging in taken"}, parent="werk"),
            Code(key="samen", labels={"nl": "Samenwerken", "en": "Collaboration"}),
            Code(key="heimwee", labels={"nl": "Heimwee"}, free=True),
        ),
    )


@pytest.fixture
def quotes() -> tuple[Quote, ...]:
    first = Quote(
        id=4,
        transcript="int_1",
        turn=2,
        start=10,
        end=19,
        text="=1 *nou* ja",
        respondent="r1",
        role="Medewerker",
        organisation="Bedrijf 1",
        coder="anna",
        codes=("taken", "samen"),
        blocks=("werk", "samen"),
        memo="twijfel",
    )
    nobody = dataclasses.replace(
        first,
        id=5,
        turn=None,
        text="Wat?\nR: Tja.",
        respondent=None,
        role=None,
        organisation=None,
        codes=("heimwee",),
        blocks=("heimwee",),
        memo="",
    )
    return first, nobody
