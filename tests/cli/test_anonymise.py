"""After `study anonymise` no name is left in any byte, and every coding is on its words."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from bouwsteen.examples.bundled import CODINGS, RESPONDENTS, TRANSCRIPTS, data_path
from bouwsteen.study.study import Study
from bouwsteen.transcripts.model import Span
from bouwsteen.transcripts.pseudonyms import Pseudonym, Pseudonyms

Ok = Callable[..., str]
Run = Callable[..., Result]
INTERVIEW = """Interview met Femke Zandschulp (Moppersteen)

Wilmet: Hoe leren jullie hier, Femke?
Femke Zandschulp: Ja, van fouten leer je 🙂 zegt Sjoerdtje. Bij Moppersteen mag dat: 06-12345678.
Wilmet: En Sjoerdtjes baas?
Femke Zandschulp: Die heet ook Femke. Van fouten leer je.
"""
NAMES = {
    "Femke Zandschulp": "HR-functionaris",
    "Femke": "HR-functionaris",
    "Zandschulp": "HR-functionaris",
    "Moppersteen": "Bedrijf 7",
    "Sjoerdtje": "collega 1",
    "Wilmet": "Interviewer",
    "06-12345678": "[nummer]",
    "Annebeth": "codeur 1",
}


@pytest.fixture
def coded(ok: Ok, tmp_path: Path) -> Path:
    """A study with names in texts, labels, keys, memos, codes, files, reasons and coders."""
    (tmp_path / "femke_zandschulp.txt").write_text(INTERVIEW, encoding="utf-8")
    (tmp_path / "femke.csv").write_text(
        "transcript;speaker;respondent;role;organisation;chef\n"
        "femke_zandschulp;Wilmet;;interviewer;;\n"
        "femke_zandschulp;Femke Zandschulp;femke;HR-professional;Moppersteen;Sjoerdtje\n",
        encoding="utf-8",
    )
    with (tmp_path / "names.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("name", "pseudonym"), *NAMES.items()])
    ok("init", "echt")
    ok("transcript", "import", "femke_zandschulp.txt", "--respondents", "femke.csv")
    ok("coder", "add", "annebeth", "--name", "Annebeth")
    key = "femke_zandschulp"
    ok("code", "add", key, "2.2", "--quote", "zegt Sjoerdtje. Bij Moppersteen", "--memo", "Femke!")
    ok("code", "add", key, "5", "--quote", "Van fouten leer je.")
    ok("code", "add", key, "Femke zegt", "--new", "--quote", "van fouten leer je 🙂")
    ok("code", "done", "--all")
    return tmp_path


def texts(path: Path) -> bytes:
    """Every byte of a file, zipped parts unpacked."""
    data = path.read_bytes()
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return b"\n".join(
                [one.encode() for one in package.namelist()]
                + [package.read(one) for one in package.namelist()]
            )
    return data


def leaks(path: Path) -> list[str]:
    data = texts(path).lower()
    wanted = {*NAMES, *(word for name in NAMES for word in name.split())}
    return sorted(word for word in wanted if word.lower().encode() in data)


def test_no_name_is_left_in_any_byte(ok: Ok, coded: Path) -> None:
    assert leaks(coded / "echt.bouwsteen") != []
    said = ok("study", "anonymise", "--names", "names.csv", "--output", "veilig.bouwsteen")
    assert said.startswith("veilig.bouwsteen gemaakt, met pseudoniemen voor 8 namen.")
    assert leaks(coded / "veilig.bouwsteen") == []
    assert leaks(coded / "echt.bouwsteen") != [], "the study itself stays as it is"
    safe = ("--study", "veilig.bouwsteen")
    for suffix in ("docx", "xlsx", "csv", "md"):
        for kind in ("tables", "quotes"):
            ok(*safe, "export", kind, f"{kind}.{suffix}", "--names", "names.csv")
    ok(*safe, "export", "codings", "codings.csv")
    ok(*safe, "export", "codebook", "codebook.docx")
    made = [path for path in coded.iterdir() if path.suffix in {".docx", ".xlsx", ".md"}]
    made += [*coded.glob("tables*.csv"), coded / "quotes.csv", coded / "codings.csv"]
    assert len(made) == 12
    assert {path.name: leaks(path) for path in made} == {path.name: [] for path in made}
    printed = "".join(ok(*safe, *words) for words in (("log",), ("status",), ("quotes",)))
    assert "Femke" not in printed and "Moppersteen" not in printed


def test_codings_stay_on_their_words(ok: Ok, coded: Path) -> None:
    ok("study", "anonymise", "--names", "names.csv", "--output", "veilig.bouwsteen")
    with Study.open(coded / "veilig.bouwsteen") as study:
        (text,) = study.transcripts.all()
        (event,) = study.log()
        assert study.verify() == []
        marked = [one.span.of(text.text) for one in study.quotations.select()]
        codes = [one.codes for one in study.quotations.select()]
        memos = [one.memo for one in study.quotations.select()]
        people = study.respondents.all()
        done = study.coders.done()
        history = [one.reason for one in study.codebook.history()]
        coders = study.coders.all()
    assert marked == [
        "van fouten leer je 🙂",
        "zegt collega 1. Bij Bedrijf 7",
        "Van fouten leer je.",
    ]
    assert codes == [
        ("hr-functionaris-zegt",),
        ("fouten-mogen-maken",),
        ("organisatie-inrichting",),
    ]
    assert memos == ["", "HR-functionaris!", ""]
    assert (text.key, text.title) == ("HR-functionaris", "HR-functionaris")
    assert text.text == (
        "Interview met HR-functionaris (Bedrijf 7)\n\n"
        "Interviewer: Hoe leren jullie hier, HR-functionaris?\n"
        "HR-functionaris: Ja, van fouten leer je 🙂 zegt collega 1. Bij Bedrijf 7 mag dat: "
        "[nummer].\n"
        "Interviewer: En collega 1's baas?\n"
        "HR-functionaris: Die heet ook HR-functionaris. Van fouten leer je.\n"
    )
    assert text.speakers == ("Interviewer", "HR-functionaris")
    assert text.speech(text.turns[2]) == "En collega 1's baas?"
    assert set(text.meta) == {"reader", "shape"}
    assert [(one.key, one.organisation, dict(one.attributes)) for one in people] == [
        ("interviewer", None, {}),
        ("HR-functionaris", "Bedrijf 7", {"chef": "collega 1"}),
    ]
    assert [(one.key, one.name) for one in coders] == [("coder-1", "")]
    assert [(one.coder, one.transcript) for one in done] == [("coder-1", "HR-functionaris")]
    assert history[-1] == "open coding: HR-functionaris zegt"
    assert event.action == "init"
    assert event.details == {"pseudonymised": True, "transcripts": 1}


def test_counts_are_those_of_the_study_itself(ok: Ok, coded: Path) -> None:
    ok("study", "anonymise", "--names", "names.csv", "--output", "v.bouwsteen", "--keep-coders")
    counted = ("table", "quotes", "--format", "json")
    before = json.loads(ok("--study", "echt.bouwsteen", *counted))
    after = json.loads(ok("--study", "v.bouwsteen", *counted, "--coder", "codeur-1"))
    assert [row["counts"] for row in after["rows"]] == [row["counts"] for row in before["rows"]]
    assert after["unattributed"] == before["unattributed"]


def test_unplaced_quotations_go_along(ok: Ok, coded: Path) -> None:
    (coded / "beter.txt").write_text(
        INTERVIEW.replace("zegt Sjoerdtje. Bij Moppersteen mag dat", "dat is alles"), "utf-8"
    )
    ok("transcript", "correct", "femke_zandschulp", "beter.txt", "--reason", "Femke vroeg erom")
    ok("study", "anonymise", "--names", "names.csv", "--output", "v.bouwsteen")
    assert leaks(coded / "v.bouwsteen") == []
    listed = json.loads(ok("--study", "v.bouwsteen", "code", "list", "--format", "json"))
    assert [(one["quote"], one["start"] is None, one["memo"]) for one in listed] == [
        ("van fouten leer je 🙂", False, ""),
        ("Van fouten leer je.", False, ""),
        ("zegt collega 1. Bij Bedrijf 7", True, "HR-functionaris!"),
    ]


def test_pseudonyms_are_a_view_at_export(ok: Ok, run: Run, coded: Path) -> None:
    before = ok("study", "check")
    for name in ("q.docx", "q.md", "q.csv"):
        ok("export", "quotes", name, "--names", "names.csv", "--coder", "annebeth")
        assert leaks(coded / name) == []
    ok("export", "codings", "c.csv", "--names", "names.csv")
    ok("export", "tables", "t.docx", "--names", "names.csv", "--by", "organisation")
    assert (leaks(coded / "c.csv"), leaks(coded / "t.docx")) == ([], [])
    rows = list(csv.DictReader(io.StringIO((coded / "c.csv").read_text(encoding="utf-8"))))
    assert rows[1]["quote"] == "zegt collega 1. Bij Bedrijf 7"
    assert ok("study", "check") == before


def test_known_name_stops_an_export_unless_forced(ok: Ok, run: Run, coded: Path) -> None:
    missing = ("--coders", "annebeth", "--names", "weg.csv", "--lang", "en")
    result = run("export", "agreement", "a.md", *missing)
    assert (result.exit_code, result.stderr.split("\n")[0]) == (
        1,
        "Error: weg.csv cannot be read: No such file or directory.",
    )
    (coded / "wit.csv").write_text("name,pseudonym\nAantal,x\n", encoding="utf-8")
    stopped = run("export", "tables", "t.md", "--names", "wit.csv")
    assert stopped.exit_code == 1
    assert stopped.stderr.startswith("Error: In t.md zou de naam 'Aantal' komen te staan: …")
    assert not (coded / "t.md").exists()
    ok("export", "tables", "t.md", "--names", "wit.csv", "--force")
    assert (coded / "t.md").exists()


def test_names_may_come_from_the_environment(
    ok: Ok, coded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOUWSTEEN_NAMES", "names.csv")
    ok("export", "quotes", "q.md")
    assert leaks(coded / "q.md") == []


def test_propose_prints_or_writes_a_table_to_fill_in(ok: Ok, run: Run, coded: Path) -> None:
    shown = ok("study", "anonymise", "--propose")
    assert "Femke Zandschulp" in shown and "06-12345678" in shown
    said = ok("study", "anonymise", "--propose", "voorstel.csv", "--lang", "en")
    assert said.startswith("voorstel.csv written with")
    rows = list(csv.DictReader(io.StringIO((coded / "voorstel.csv").read_text("utf-8"))))
    found = {row["name"]: (row["kind"], row["pseudonym"]) for row in rows}
    assert found["Femke Zandschulp"] == ("speaker", "")
    assert found["Moppersteen"] == ("known", "")
    assert found["Sjoerdtje"] == ("name", "")
    assert found["06-12345678"] == ("phone", "[phone number 1]")
    again = run("study", "anonymise", "--propose", "voorstel.csv")
    assert again.stderr.startswith("Error: voorstel.csv is er al.")
    empty = run("study", "anonymise", "--names", "voorstel.csv", "--output", "x.bouwsteen")
    assert "heeft geen pseudoniem" in empty.stderr


def test_what_may_still_be_a_name_is_told(ok: Ok, coded: Path) -> None:
    (coded / "kort.csv").write_text("name,pseudonym\nFemke Zandschulp,H1\n", encoding="utf-8")
    said = ok("study", "anonymise", "--names", "kort.csv", "--output", "v.bouwsteen")
    assert "Mogelijk nog namen, niet vervangen: Femke (3)." in said


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("Femke,Jan\nJan,Piet\n", "The pseudonym 'Jan' holds the name"),
        ("Wilmet,X\nFemke Zandschulp,X\n", "femke_zandschulp: 'Wilmet' and 'Femke Zandschulp'"),
    ],
)
def test_tables_that_cannot_work_are_refused(
    run: Run, coded: Path, rows: str, message: str
) -> None:
    (coded / "fout.csv").write_text(f"name,pseudonym\n{rows}", encoding="utf-8")
    made = ("--names", "fout.csv", "--output", "v.bouwsteen", "--lang", "en")
    result = run("study", "anonymise", *made)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: {message}")
    assert not (coded / "v.bouwsteen").exists()


def test_anonymise_wants_to_know_what_to_do(run: Run, coded: Path) -> None:
    assert run("study", "anonymise").exit_code == 2
    assert run("study", "anonymise", "--propose", "a.csv", "--output", "b").exit_code == 2
    taken = run("study", "anonymise", "--names", "names.csv", "--output", "echt.bouwsteen")
    assert taken.stderr.startswith("Error: echt.bouwsteen is er al.")


# Everybody and everything that the bundled interviews call by name, as a researcher would list it.
BUNDLED = (
    "Nora Veldhoen, Nora, Veldhoen, Femke Zandschulp, Femke, Zandschulp, Tijmen Oosterklei, "
    "Tijmen, Oosterklei, Roos Tinnegieter, Roos, Tinnegieter, Joost Kandelaar, Joost, "
    "Kandelaar, Harm, Annelies, Gerrit, Hans, Sjoerd, Wilma, Dirk-Jan, Kees, Kwinkwater, "
    "Marisol, Mo, Ruben, Anouk, Hannover, Liesbeth, Moppersteen, Sietske, Wafelwerf, "
    "Achterhoek, Bart-Willem, Dijkkant, Van der Heide, Hilde, Ineke, Noortje, Roel, Teun, "
    "Wout, Yassin, Zeeland"
).split(", ")


def test_bundled_study_holds_no_name_afterwards(ok: Ok, tmp_path: Path) -> None:
    rows = [("name", "pseudonym"), *((name, f"[{n}]") for n, name in enumerate(BUNDLED, 1))]
    with (tmp_path / "names.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    source = [str(data_path(name)) for name in TRANSCRIPTS]
    ok("init", "s")
    ok("transcript", "import", *source, "--respondents", str(data_path(RESPONDENTS)))
    ok("code", "import", *(str(data_path(name)) for name in CODINGS))
    ok("study", "anonymise", "--names", "names.csv", "--output", "v.bouwsteen")
    ok("--study", "v.bouwsteen", "export", "quotes", "q.docx", "--coder", "coder-1")
    ok("--study", "v.bouwsteen", "export", "tables", "t.xlsx", "--coder", "coder-1")
    ok("--study", "v.bouwsteen", "export", "codings", "c.csv")
    spoken = re.compile("|".join(rf"(?<![^\W_]){re.escape(name)}(?![^\W_])" for name in BUNDLED))
    for name in ("v.bouwsteen", "q.docx", "t.xlsx", "c.csv"):
        text = texts(tmp_path / name).decode("utf-8", errors="replace")
        # A Word theme lists scripts that it has fonts for; one of them is called Hans.
        assert spoken.findall(text.replace('script="Hans"', "")) == [], name
    with Study.open(tmp_path / "s.bouwsteen") as real, Study.open(tmp_path / "v.bouwsteen") as safe:
        words = [{one.key: one.text for one in study.transcripts.all()} for study in (real, safe)]
        table = Pseudonyms(tuple(Pseudonym(name=name, pseudonym=to) for name, to in rows[1:]))
        marked = [
            [
                (one.transcript, one.span.of(texts_of[one.transcript]), one.codes)
                for one in study.quotations.select()
            ]
            for study, texts_of in ((real, words[0]), (safe, words[1]))
        ]
    assert set(words[0]) == set(words[1]), "keys of the bundled transcripts hold no names"
    assert [(key, table.rewrite(quote).text, codes) for key, quote, codes in marked[0]] == marked[1]


def test_anonymised_study_keeps_what_was_shown_and_what_is_apart(ok: Ok, coded: Path) -> None:
    from bouwsteen.coding.suggest.control import Apart
    from bouwsteen.coding.suggest.model import Suggestion, Verdict

    with Study.open(coded / "echt.bouwsteen") as study:
        (talk,) = study.transcripts.all()
        start = talk.text.index("zegt Sjoerdtje")
        place = Span(start, start + len("zegt Sjoerdtje"))
        block = study.codebook.get().blocks[0].key
        made = Suggestion(
            transcript=talk.key,
            turn=talk.turns[1].index,
            span=place,
            passage=place,
            code=block,
            block=block,
            confidence=0.5,
            rank=1,
        )
        with study.change("suggest run", actor="annebeth"):
            study.suggestions.set_apart(Apart(seed=3, share=0.15))
            study.suggestions.replace("annebeth", [[made]], [talk.key])
        (held,) = study.suggestions.select(coder="annebeth")
        with study.change("suggest reject", actor="annebeth"):
            study.suggestions.mark_shown([held.suggestion.id])
            study.suggestions.decide(held.suggestion.id, Verdict.REJECTED, coder="annebeth")
        before = [
            study.suggestions.apart().drawn_blind(talk.key, turn.index) for turn in talk.turns
        ]
    ok("study", "anonymise", "--names", "names.csv", "--output", "schoon.bouwsteen")
    with Study.open(coded / "schoon.bouwsteen") as study:
        (talk,) = study.transcripts.all()
        (coder,) = study.coders.all()
        ((transcript, passage, held_block),) = study.suggestions.rejected(coder.key)
        assert (transcript, passage.of(talk.text)) == (talk.key, "zegt collega 1")
        assert held_block == block
        assert study.suggestions.exposure(coder.key) == [(talk.key, passage)]
        apart = study.suggestions.apart()
        assert (apart.seed, apart.share) == (3, 0.15)
        assert [apart.drawn_blind(talk.key, turn.index) for turn in talk.turns] == before
