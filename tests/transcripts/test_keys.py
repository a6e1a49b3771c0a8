"""Which names a new transcript may have, by the page and by the command alike."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from bouwsteen.cli import main
from bouwsteen.codebook.files import load_codebook
from bouwsteen.errors import TranscriptError
from bouwsteen.exports.labels import told
from bouwsteen.study.study import Study
from bouwsteen.transcripts.keys import new_key

TALK = "I: Hoe leren jullie hier?\nR: Van elkaar, op de vloer.\nI: En fouten?\nR: Die mogen.\n"
ALLOWED = (
    "gesprek 1",
    "01_directie-metaal",
    "jaar 1/groep 2",
    "vraag?#%&",
    "…",
    "...",
    "-",
    "één 👩\u200d🔧 café",
    "می\u200cخواهم",
    "ראיון 1",
    "面谈一",
)
HIDDEN = {
    "dit\u202eexe.txt": "U+202E",
    "\u2067om\u2069": "U+2067",
    "a\u200bb": "U+200B",
    "a\x00b": "U+0000",
    "regel\neind": "U+000A",
    "tab\t": "U+0009",
    "a\u2028b": "U+2028",
    "\ufeffa": "U+FEFF",
    "a\x85b": "U+0085",
    "a\ue000\uffff": "U+FFFF",
}


@pytest.mark.parametrize("key", ALLOWED)
def test_new_key_takes_what_can_be_seen(key: str) -> None:
    assert new_key(key) == key


def test_new_key_is_composed() -> None:
    assert new_key("cafe\u0301") == "café"


@pytest.mark.parametrize("key", HIDDEN)
def test_new_key_refuses_what_cannot_be_seen(key: str) -> None:
    with pytest.raises(TranscriptError) as error:
        new_key(key)
    assert error.value.message.endswith(f" has a sign that cannot be seen: {HIDDEN[key]}.")
    assert error.value.message.isprintable()
    for lang in ("nl", "en"):
        assert all(said and said.isprintable() for said in told(error.value, lang))


@pytest.mark.parametrize("key", [".", ".."])
def test_new_key_refuses_what_addresses_use(key: str) -> None:
    with pytest.raises(TranscriptError, match="addresses and folders use it"):
        new_key(key)


@pytest.mark.parametrize("key", [" a", "a ", "a\u00a0", "\u3000a"])
def test_new_key_refuses_a_space_at_an_end(key: str) -> None:
    with pytest.raises(TranscriptError, match="begins or ends with a space"):
        new_key(key)


@pytest.mark.parametrize("key", ["", "  ", "\u00a0"])
def test_new_key_refuses_nothing_at_all(key: str) -> None:
    with pytest.raises(TranscriptError, match="needs a key"):
        new_key(key)


@pytest.fixture
def study_path(tmp_path: Path) -> Path:
    path = tmp_path / "s.bouwsteen"
    Study.create(path, codebook=load_codebook("mkb-leercultuur")).close()
    return path


@pytest.mark.parametrize("dry", [False, True])
def test_import_refuses_a_hidden_sign_in_key_or_file_name(
    tmp_path: Path, study_path: Path, dry: bool
) -> None:
    good, bad = tmp_path / "a.txt", tmp_path / "b\u202ec.txt"
    for file in (good, bad):
        file.write_text(TALK, encoding="utf-8")
    start = ["transcript", "import", "--study", str(study_path), "--lang", "en"]
    start += ["--dry-run"] if dry else []
    for given in ([str(good), "--key", ".."], [str(good), str(bad)]):
        said = CliRunner().invoke(main, [*start, *given])
        assert (said.exit_code, said.output.count("Error: ")) == (1, 1), said.output
    with Study.open(study_path) as study:
        assert study.transcripts.keys() == ()


def test_import_drops_a_space_around_a_file_name(tmp_path: Path, study_path: Path) -> None:
    (tmp_path / "gesprek 1 .txt").write_text(TALK, encoding="utf-8")
    said = CliRunner().invoke(
        main,
        ["transcript", "import", "--study", str(study_path), str(tmp_path / "gesprek 1 .txt")],
    )
    assert said.exit_code == 0, said.output
    with Study.open(study_path) as study:
        assert study.transcripts.keys() == ("gesprek 1",)
