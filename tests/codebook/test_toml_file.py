from __future__ import annotations

import pytest

from bouwsteen.codebook.model import Code, Codebook
from bouwsteen.codebook.toml_file import from_toml, to_toml
from bouwsteen.errors import CodebookError

WRITTEN = """\
key = "mini"
version = 4
labels.nl = "Klein boek"
labels.en = "Small book"

[[codes]]
key = "werk"
colour = "#0072b2"
labels.nl = "Werk"
labels.en = "Work"
short.nl = "W"
definition.nl = "Wat men doet."
definition.en = "What one does."
include.nl = "Taken."
exclude.en = "Leisure."
examples.nl = ["Ik zaag.", "Ik boor."]
cues.nl = ["zagen", "boren"]
cues.en = ["saw"]

[[codes]]
key = "vrijheid"
parent = "werk"
labels.nl = "Vrijheid"
labels.en = "Freedom"

[[codes]]
key = "planning"
parent = "vrijheid"
labels.nl = "Planning"

[[codes]]
key = "variatie"
parent = "werk"
labels.nl = "Variatie"

[[codes]]
key = "team"
colour = "#f0e442"
labels.nl = "Team"
labels.en = "Team"

[[codes]]
key = "hulp"
parent = "team"
labels.nl = "Hulp"

[[codes]]
key = "koffie"
free = true
labels.nl = "Koffie"

[crosswalk]
werk = ["inhoud-van-werk"]
team = ["samenwerken"]
hulp = []
"""


def test_to_toml_writes_every_field_in_a_fixed_order(mini: Codebook) -> None:
    assert to_toml(mini) == WRITTEN


def test_from_toml_reads_what_was_written(mini: Codebook) -> None:
    assert from_toml(WRITTEN, source="mini.toml") == mini


def test_to_toml_escapes_what_toml_cannot_hold_and_folds_long_lists() -> None:
    cue = 'zei hij "ja"\\nee\n\ttab\x07\x7f\r' + "é" * 40
    book = Codebook(
        key="k", codes=(Code(key="a", labels={"n l": "A"}, cues={"nl": (cue, "x" * 40, "y")}),)
    )
    quoted = '"zei hij \\"ja\\"\\\\nee\\n\\ttab\\u0007\\u007f\\r' + "é" * 40 + '"'
    assert to_toml(book) == (
        'key = "k"\nversion = 1\n\n[[codes]]\nkey = "a"\nlabels."n l" = "A"\n'
        f'cues.nl = [\n    {quoted},\n    "{"x" * 40}", "y",\n]\n'
    )
    assert from_toml(to_toml(book), source="x") == book


def test_from_toml_without_version_and_with_byte_order_mark_gives_version_one() -> None:
    assert from_toml('\ufeffkey = "k"\n', source="x") == Codebook(key="k", codes=())


CODE = 'key = "k"\n\n[[codes]]\nkey = "a"\nlabels.nl = "A"\n'


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        (
            "key = \n",
            "b.toml: This is no TOML: Invalid value (at line 1, column 7).",
            "Mend that line.",
        ),
        ("version = 1", "b.toml: The codebook has no key.", 'Add a line such as key = "my-key".'),
        (
            'key = "k"\nversion = 0',
            "b.toml: version is 0.",
            "Use a whole number from 1.",
        ),
        ('key = "k"\nversion = true', "b.toml: version is True.", "Use a whole number from 1."),
        (
            'key = "k"\ncodess = 1',
            "b.toml: The codebook has a field 'codess'.",
            "Did you mean codes?",
        ),
        (
            'key = "k"\ncodes = ["a"]',
            "b.toml: codes is no list of codes.",
            "Start every code with [[codes]].",
        ),
        (
            CODE + '\n[[codes]]\nlabels.nl = "B"',
            "b.toml, line 7: The code has no key.",
            'Add a line such as key = "my-key".',
        ),
        (
            CODE + 'defintion.nl = "x"',
            "b.toml, line 3: Code a has a field 'defintion'.",
            "Did you mean definition?",
        ),
        (
            CODE + "zzz = 1",
            "b.toml, line 3: Code a has a field 'zzz'.",
            "Known fields: key, parent, free, colour, labels, short, definition, include, exclude,"
            " examples, cues.",
        ),
        (CODE + 'free = "yes"', "b.toml, line 3: free of a is not true or false.", None),
        (CODE + "colour = 3", "b.toml, line 3: colour of a is not a text between quotes.", None),
        (
            CODE + 'colour = "blue"',
            "b.toml, line 3: Code a has the colour 'blue'.",
            "Write a colour as #rrggbb, e.g. #0072b2.",
        ),
        (
            CODE + 'short = "A"',
            "b.toml, line 3: short is no text a language.",
            'Write short.nl = "…" for each.',
        ),
        (
            CODE + "cues.nl = [1]",
            "b.toml, line 3: cues is no list of texts a name.",
            'Write cues.name = ["…", "…"] for each.',
        ),
        (
            'key = "k"\n[[codes]]\nkey = "A b"\nlabels.nl = "A"',
            "b.toml, line 2: Code key 'A b' is not a slug.",
            "Use lower case letters, digits and hyphens.",
        ),
        ('key = "k"\n[[codes]]\nkey = "a"', "b.toml, line 2: Code a has no label.", None),
        (
            CODE + "\n" + CODE.split("\n", 2)[2],
            "b.toml, line 7: The key a is used twice (first on line 3).",
            "Rename one.",
        ),
        (
            'key = "k"\ncodes = [{key = "a", labels.nl = "A"}, {key = "a", labels.nl = "B"}]',
            "b.toml: The key a is used twice.",
            "Rename one.",
        ),
        (
            CODE + '\n[[codes]]\nkey = "b"\nparent = "aa"\nlabels.nl = "B"',
            "b.toml, line 7: Code b stands under 'aa', which is not there.",
            "Did you mean a?",
        ),
        (CODE + 'parent = "a"', "b.toml: Code a stands under itself.", None),
        (
            CODE + '[crosswalk]\nb = ["x"]',
            "b.toml: The crosswalk starts from 'b', which is no code.",
            None,
        ),
    ],
)
def test_from_toml_mistake_is_named_with_its_place(
    text: str, message: str, hint: str | None
) -> None:
    with pytest.raises(CodebookError) as caught:
        from_toml(text, source="b.toml")
    assert (caught.value.message, caught.value.hint) == (message, hint)
