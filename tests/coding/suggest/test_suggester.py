from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from bouwsteen.codebook.model import Code, Codebook
from bouwsteen.coding.suggest.model import Limits, Passage, Source, Suggestion
from bouwsteen.coding.suggest.suggester import make_suggester
from bouwsteen.coding.suggest.training import Training
from bouwsteen.errors import CodingError

Collection = tuple[list[Passage], list[str | None]]


def trained_on(about: Sequence[str | None], rows: Sequence[int]) -> Training:
    marks = np.array([[about[row] == "veiligheid", about[row] == "geld"] for row in rows])
    return Training(places=np.array(rows), marks=marks, weights=np.ones(marks.shape))


def test_cold_suggestion_names_the_block_and_the_sentence(
    book: Codebook, passage: Callable[..., Passage]
) -> None:
    one = passage("Het regende. Er ging een fout niet onopgemerkt. We aten soep.", start=100)
    (found,) = make_suggester(book, [one], language="nl").suggest([one])
    assert (found.block, found.rank, found.origin) == ("veiligheid", 1, "lexicon")
    assert found.span.start == 100 + one.text.index("Er ging")
    assert found.span.end == 100 + one.text.index(" We aten")
    (piece,) = found.evidence
    assert (piece.text, piece.source, piece.term) == ("fout", Source.CUE, "fout")
    assert one.text[piece.start - 100 : piece.end - 100] == "fout"


def test_silence_where_nothing_speaks(book: Codebook, passage: Callable[..., Passage]) -> None:
    quiet = passage("We aten soep in de tuin.")
    assert make_suggester(book, [quiet], language="nl").suggest([quiet, passage("?!")]) == []


def test_limits_bound_the_number_and_the_probability(
    book: Codebook, passage: Callable[..., Passage]
) -> None:
    one = passage("Een fout, schuld, en een budget voor de cursus die we betalen.")

    def count(**limits: float) -> int:
        made = make_suggester(book, [one], language="nl", limits=Limits(**limits))  # type: ignore[arg-type]
        return len(made.suggest([one]))

    assert [count(), count(per_passage=1), count(minimum=1.0)] == [2, 1, 0]


def test_silent_block_is_not_offered(book: Codebook, passage: Callable[..., Passage]) -> None:
    one = passage("Een fout is een fout.")
    made = make_suggester(book, [one], language="nl", silent=["veiligheid"])
    assert [found.block for found in made.suggest([one])] == []


def test_sub_code_is_named_only_within_a_likely_block(
    book: Codebook, passage: Callable[..., Passage]
) -> None:
    one = passage("Wat een blunder, zo'n fout, eerlijk toegeven dus.")

    def codes(sub_minimum: float) -> list[tuple[str, bool]]:
        limits = Limits(sub_minimum=sub_minimum, per_passage=1)
        made = make_suggester(book, [one], language="nl", limits=limits)
        return [(found.code, found.tentative) for found in made.suggest([one])]

    assert codes(0.4) == [("fouten", True)]
    assert codes(1.0) == [("veiligheid", False)]


def test_learning_finds_words_that_the_codebook_lacks(
    book: Codebook, passage: Callable[..., Passage]
) -> None:
    texts = [f"De dag met sneeuw en ijs nummer {n}." for n in range(20)]
    texts += [f"De dag met zon en strand nummer {n}." for n in range(20)]
    passages = [passage(text, transcript=f"t{n % 4}", turn=n) for n, text in enumerate(texts)]
    about = ["geld"] * 20 + [None] * 20
    made = make_suggester(book, passages, trained_on(about, range(40)), language="nl")
    snow = passage("Er lag weer sneeuw vandaag.")
    (found,) = [one for one in made.suggest([snow]) if one.block == "geld"]
    assert found.origin == "blend"
    assert [piece.text for piece in found.evidence if piece.source is Source.LEARNED] == ["sneeuw"]


def test_same_work_gives_the_same_suggestions(book: Codebook, collection: Collection) -> None:
    passages, about = collection

    def run() -> list[Suggestion]:
        training = trained_on(about, range(40))
        return make_suggester(book, passages, training, language="nl", seed=3).suggest(passages)

    assert run() == run()


def test_digest_names_the_work(book: Codebook, collection: Collection) -> None:
    passages, about = collection
    digests = [
        make_suggester(book, passages, training, language="nl").digest
        for training in (None, trained_on(about, range(20)), trained_on(about, range(21)))
    ]
    assert len(set(digests)) == 3


@pytest.mark.parametrize(
    ("rows", "reason"), [((), "nothing_coded"), ((2, 5), "all_the_same"), ((0, 1, 2), "too_few")]
)
def test_teaching_says_why_nothing_was_learned(
    book: Codebook, passage: Callable[..., Passage], rows: tuple[int, ...], reason: str
) -> None:
    about = ["veiligheid", "geld", None, "veiligheid", "geld", None]
    passages = [passage(f"Zin nummer {n}.", transcript=f"t{n}") for n in range(6)]
    teaching = make_suggester(
        book, passages, trained_on(about, rows) if rows else None, language="nl"
    ).teaching
    assert (teaching.reason, teaching.taught) == (reason, ())


def test_code_with_a_label_alone_is_told(passage: Callable[..., Passage]) -> None:
    book = Codebook(key="kaal", codes=(Code(key="kaal", labels={"nl": "Kaal"}),))
    made = make_suggester(book, [passage("Kaal is kaal.")], language="nl")
    assert made.teaching.without_cues == ("kaal",)


def test_empty_codebook_is_refused(passage: Callable[..., Passage]) -> None:
    with pytest.raises(CodingError) as raised:
        make_suggester(Codebook(key="leeg", codes=()), [passage("x")], language="nl")
    assert raised.value.message == "Codebook leeg has no codes, so there is nothing to suggest."


def test_codebook_without_the_language_is_refused(passage: Callable[..., Passage]) -> None:
    book = Codebook(key="een", codes=(Code(key="a", labels={"nl": "Een"}),))
    with pytest.raises(CodingError, match="says nothing in 'en'"):
        make_suggester(book, [passage("x")], language="en")


def test_free_code_is_suggested_like_a_block(passage: Callable[..., Passage]) -> None:
    book = Codebook(
        key="vrij",
        codes=(Code(key="spijt", labels={"nl": "spijt"}, cues={"nl": ("spijt",)}, free=True),),
    )
    one = passage("Daar heb ik spijt van.")
    (found,) = make_suggester(book, [one], language="nl").suggest([one])
    assert (found.code, found.block, found.tentative) == ("spijt", "spijt", False)


def test_limits_refuse_what_makes_no_sense() -> None:
    with pytest.raises(CodingError, match="leaves nothing to show"):
        Limits(per_passage=0)
    with pytest.raises(CodingError, match="is no probability"):
        Limits(minimum=2.0)
