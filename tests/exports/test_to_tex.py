"""Tables and quotes as LaTeX: structure and escapes; compiled where there is a LaTeX."""

from __future__ import annotations

import dataclasses
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bouwsteen.exports.quote_book import quote_book
from bouwsteen.exports.table import Column, Table
from bouwsteen.exports.tex_layout import Layout, layout_of
from bouwsteen.exports.to_tex import escaped, render, render_quotes


def faults(document: str) -> list[str]:
    """Environments that do not close in turn, braces that do not match."""
    found, open_ones = [], []
    for word, name in re.findall(r"\\(begin|end)\{(\w+\*?)\}", document):
        if word == "begin":
            open_ones.append(name)
        elif not open_ones or open_ones.pop() != name:
            found.append(name)
    bare = re.sub(r"\\[\\{}]", "", document)
    depth = 0
    for sign in re.findall(r"[{}]", bare):
        depth += 1 if sign == "{" else -1
        if depth < 0:
            found.append("}")
            depth = 0
    return found + open_ones + ["{"] * depth


def wide(table: Table) -> Table:
    """The table with words in every column, so that it is a long one."""
    return dataclasses.replace(
        table,
        key="wide",
        columns=tuple(Column(key=str(n), label=f"K{n}") for n in range(4)),
        rows=tuple(("[…] ja", *map(str, row[1:])) for row in table.rows),
        foot=(),
    )


def test_short_table_floats(table: Table) -> None:
    document = render([table]).decode("utf-8")
    inside = document.split(r"\begin{document}")[1]
    assert (
        inside
        == r"""

% --- probe
\begin{table}[htbp]
\centering
\caption{Een proef \textbar{} met tekens}
\label{tab:probe}
\small
\begin{tabular}{lrrr}
\toprule
\textbf{Citaat} & \textbf{Aantal} & \textbf{Alfa} & \textbf{Deel} \\
\midrule
=1+1\textbar{}2 & 12.345 & 0,12 & 50\% \\
@ja & 0 & – & 100\% \\
+31 *bel* mij & -3 & 1,00 & 0\% \\
- nou eh & 7 & 0,99 & 13\% \\
\midrule
\textbf{Totaal} & \textbf{12.349} & \textbf{–} & \textbf{–} \\
Interviews & 4 & – & – \\
\bottomrule
\end{tabular}
\par\smallskip
\noindent\begin{minipage}{\linewidth}\footnotesize\raggedright
Geteld is 1 \textless{} 2.
\end{minipage}
\end{table}
% --- end of probe

Eén zin.

\end{document}
"""
    )


def test_table_of_words_breaks_over_pages(table: Table) -> None:
    document = render([wide(table)]).decode("utf-8")
    assert faults(document) == []
    assert document.count(r"\begin{longtable}") == 1
    shape = re.search(r"\\begin\{longtable\}\{(.*)\}\n", document)
    widths = [float(width) for width in re.findall(r"p\{([\d.]+)\\linewidth\}", shape[1])]
    assert len(widths) == 4
    assert sum(widths) + 4 * 0.0256 <= 1
    assert document.count(r"\textbf{K0} & \textbf{K1} & \textbf{K2} & \textbf{K3} \\") == 2


def test_row_that_begins_with_a_bracket_is_no_option(table: Table) -> None:
    assert "\n{}[…] ja & " in render([wide(table)]).decode("utf-8")


def test_table_with_many_columns_is_turned() -> None:
    columns = (
        Column(key="code", label="Code"),
        *(Column(key=str(n), label=f"int {n}", kind="int") for n in range(12)),
    )
    table = Table(
        key="t", caption="c", columns=columns, rows=(("werk", *range(12)),), across="Interview"
    )
    document = render([table]).decode("utf-8")
    assert r"\textbf{Interview} & \textbf{werk} \\" in document
    assert r"int 11 & 11 \\" in document


HOSTILE = '[A&B 50%_#$ {x} ~ ^ \\cmd 😀 👩‍💻 ë “q” <i> | -- ,, `" ≠ ж e\u0301'


def test_signs_that_pdflatex_does_not_know_are_declared(table: Table) -> None:
    strange = dataclasses.replace(table, caption="ë – “ja” 😀\u200d")
    start = render([strange]).decode("utf-8").split(r"\begin{document}")[0]
    declared = re.findall(r"^\\unknown\{(\w+)\}\{.\}\{(.*)\}$", start, re.MULTILINE)
    assert declared == [
        *(("200D", ""), ("2013", "[U+2013]"), ("201C", "[U+201C]"), ("201D", "[U+201D]")),
        ("1F600", "[U+1F600]"),
    ]


def by_role(names: list[str], *, rows: int = 6, name: str = "Ruimte en veiligheid") -> Table:
    """A table of figures under these headings."""
    return Table(
        key="t",
        caption="c",
        columns=(
            Column(key="code", label="Bouwsteen"),
            *(Column(key=str(n), label=label, kind="int") for n, label in enumerate(names)),
        ),
        rows=tuple((f"{n} {name}", *range(len(names))) for n in range(rows)),
    )


ROLES = ["Directie", "HR-professional", "Leidinggevende", "Medewerker", "Totaal"]
INTERVIEWS = [f"{n:02}_leidinggevende_installatie" for n in range(9)]


def test_headings_break_or_turn_before_the_table_runs_off_the_page() -> None:
    assert layout_of(by_role(ROLES)) == Layout(size=r"\small", shape="lrrrrr")
    long = layout_of(by_role(ROLES, name="Ruimte om te leren en veiligheid om fouten te maken"))
    assert (long.size, long.turned, long.shape.count("b{"), long.shape.count("p{")) == (
        *(r"\small", False, 5, 1),
    )
    turned = layout_of(by_role(INTERVIEWS))
    assert (turned.turned, turned.tight, turned.shape.count("r")) == (True, False, 9 + 4)
    assert render([by_role(INTERVIEWS)]).count(rb"\rotatebox{90}") == 9


def test_columns_of_words_are_as_wide_as_their_longest_word() -> None:
    words = ("ja", "een heel lang verhaal dat over regels loopt " * 4, "arbeidsongeschiktheid")
    one = Table(
        key="t",
        caption="c",
        columns=tuple(Column(key=str(n), label=f"K{n}", weight=n or 9) for n in range(3)),
        rows=(words,),
    )
    widths = [float(share) for share in re.findall(r"p\{([\d.]+)", layout_of(one).shape)]
    assert widths[0] < 0.06 < 0.18 < widths[2] < 0.25 < 0.55 < widths[1]


@given(st.text(min_size=1))
def test_any_words_leave_the_structure_whole(words: str) -> None:
    one = Table(
        key="t",
        caption=words,
        columns=(Column(key="q", label=words), Column(key="n", label="N", kind="int")),
        rows=((words, 1),),
        notes=(words,),
        lang="en",
    )
    document = render([one]).decode("utf-8", errors="replace")
    assert faults(document) == []
    ends = [line for line in document.split("\n") if line.endswith(r" \\")]
    assert [len(re.findall(r"(?<!\\)(?:\\\\)*&", line)) for line in ends] == [1, 1]
    body = document.split(r"\begin{document}")[1].replace("% --- ", "")
    assert re.findall(r"(?<!\\)[%#$]", body) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("a\\b^c~d", r"a\textbackslash{}b\textasciicircum{}c\textasciitilde{}d"),
        ("5\u00a0%\n\x07 ja", r"5~\% ja"),
        ("--- ,, ''", "-{}-{}- ,{}, '{}'"),
        ("≥ 0 × −1", r"\ensuremath{\geq} 0 \ensuremath{\times} \ensuremath{-}1"),
        ("café “ja” […]", "café “ja” […]"),
    ],
)
def test_escaped_keeps_what_is_read(words: str, expected: str) -> None:
    assert escaped(words) == expected


def test_quotes_stand_under_their_block(quotes, book) -> None:
    document = render_quotes(quote_book(quotes, book)).decode("utf-8")
    assert faults(document) == []
    assert r"\subsection*{1 Inhoud van werk (1 citaat)}" in document
    assert (
        "\\begin{quote}\n“=1 *nou* ja”\\\\\n"
        "{\\small (Medewerker, Bedrijf 1, int\\_1) \\emph{Uitdaging in taken}}\n\\end{quote}"
    ) in document
    assert "“Wat?\\\\\nR: Tja.”\\\\\n{\\small " in document


def found_by_tex(name: str) -> bool:
    """Whether the TeX of this machine has a file."""
    return subprocess.run(["kpsewhich", name], capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("program", ["pdflatex", "xelatex", "lualatex"])
def test_document_compiles_within_its_margins(
    table: Table, quotes, book, tmp_path: Path, program: str
) -> None:
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    if program == "lualatex" and not found_by_tex("luaotfload.sty"):
        pytest.skip("this lualatex has no luaotfload, so no fonts for Unicode")
    strange = dataclasses.replace(
        table,
        caption=HOSTILE,
        columns=(Column(key="quote", label=HOSTILE), *table.columns[1:]),
        rows=((HOSTILE, 1, 0.5, 0.5), *table.rows),
        notes=(HOSTILE,),
        text=(HOSTILE,),
    )
    said = (dataclasses.replace(quotes[0], text=HOSTILE, role=HOSTILE), *quotes[1:])
    tables = [table, strange, wide(table), wide(strange), by_role(ROLES), by_role(INTERVIEWS)]
    for name, data in {
        "tables": render(tables),
        "quotes": render_quotes(quote_book(said, book)),
    }.items():
        (tmp_path / f"{name}.tex").write_bytes(data)
        run = subprocess.run(
            [program, "-halt-on-error", "-interaction=nonstopmode", f"{name}.tex"],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
        assert run.returncode == 0, run.stdout
        assert re.findall(r"Overfull .hbox \(\d\d", run.stdout) == []
