"""Who may import what: the layers of docs/architecture.md, read from every file's imports."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

pytestmark = pytest.mark.source

ROOT = Path(__file__).parents[1]
FOLDERS = (
    "analysis",
    "codebook",
    "coding",
    "examples",
    "exports",
    "study",
    "transcripts",
    "web",
)

# What stands below every folder.
BOTTOM = ("errors", "delimited")
# What the files of a folder (or a root file) may import from the package.
BELOW = {
    "errors": (),
    "delimited": ("errors",),
    "codebook": (*BOTTOM, "codebook"),
    "transcripts": (*BOTTOM, "transcripts"),
    "coding": (*BOTTOM, "codebook", "transcripts", "coding"),
    "analysis": (*BOTTOM, "codebook", "transcripts", "coding", "analysis"),
    "exports": (*BOTTOM, "codebook", "transcripts", "coding", "analysis", "exports"),
    "study": (
        *BOTTOM,
        "codebook.model",
        "transcripts.correct",
        "transcripts.model",
        "transcripts.speakers",
        "coding.model",
        "coding.columns",
        "coding.consensus",
        "coding.decisions",
        "coding.suggest.control",
        "coding.suggest.model",
        "study",
    ),
}
# Adapters stand above the layers and may import all of them.
ADAPTERS = (
    "__main__.py",
    "cli.py",
    "console.py",
    "screen.py",
    "comparing.py",
    "counting.py",
    "suggesting.py",
    "renewing.py",
    "deciding.py",
    "marking.py",
    "naming.py",
    "rechecking.py",
    "illustrating.py",
    "*/*commands.py",
    "examples/*",
    "web/*",
)
# Modules of an adapter, and the files that may import them.
ENTRANCES = {
    "cli": ("__main__.py",),
    "console": ADAPTERS,
    "screen": ADAPTERS,
    "comparing": ADAPTERS,
    "counting": ADAPTERS,
    "suggesting": ADAPTERS,
    "renewing": ADAPTERS,
    "deciding": ADAPTERS,
    "marking": ADAPTERS,
    "naming": ADAPTERS,
    "rechecking": ADAPTERS,
    "illustrating": ADAPTERS,
    "*.commands": ("cli.py",),
    "*_commands": ("cli.py", "*/commands.py", "coding/suggest_commands.py"),
    "examples": ADAPTERS,
    "examples.*": ADAPTERS,
    "web": ("cli.py", "web/*"),
    "web.*": ("cli.py", "web/*"),
}
# The address of a library: the only files that may import it.
ONLY_IN = {
    "alembic": ("study/*",),
    "click": ADAPTERS,
    "dask": ("coding/suggest/spread.py",),
    "distributed": ("coding/suggest/spread.py",),
    "docx": ("codebook/*docx*", "exports/*docx*", "examples/build.py"),
    "jinja2": ("web/*",),
    "krippendorff": ("analysis/agreement/krippendorff_alpha.py",),
    "lxml": (
        "transcripts/read/*",
        "codebook/*docx*",
        "codebook/qdc.py",
        "exports/*docx*",
        "exports/refi/*",
        "examples/build.py",
    ),
    "matplotlib": ("exports/figures*",),
    "numpy": ("analysis/*", "coding/suggest/*"),
    "openpyxl": (),
    "pandas": ("analysis/*",),
    "pypdfium2": ("transcripts/read/pdf.py",),
    "python_calamine": ("transcripts/*",),
    "rich": ("screen.py",),
    "scipy": (
        "analysis/agreement/gamma.py",
        "analysis/agreement/intervals.py",
        "coding/suggest/*",
    ),
    "sklearn": ("coding/suggest/*",),
    "spacy": ("analysis/sentences.py", "coding/suggest/*"),
    "sqlalchemy": ("study/*",),
    "starlette": ("web/*",),
    "striprtf": ("transcripts/read/rtf.py",),
    "uvicorn": ("web/*",),
    "xlsxwriter": ("exports/*xlsx*",),
}
LONGEST = 400
LONGEST_BODY = 40
# A migration lists the columns of its tables and is never touched again.
LONG_BODIES = ("study/migrations/*",)


def sources() -> list[Path]:
    inside = (path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))
    return sorted([*ROOT.glob("*.py"), *inside])


def address(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def any_match(name: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatch(name, pattern) for pattern in patterns)


def is_module(dotted: str) -> bool:
    place = ROOT.joinpath(*dotted.split("."))
    return place.with_suffix(".py").is_file() or (place / "__init__.py").is_file()


def imports(path: Path) -> Iterator[str]:
    """Full names of all that a file imports, wherever in the file the import stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = "." * node.level + (node.module or "")
            yield from (f"{base}.{alias.name}" for alias in node.names)


def own_modules(path: Path) -> set[str]:
    """Modules of the package that a file imports, without the leading ``bouwsteen.``."""
    found = set()
    for name in imports(path):
        top, _, rest = name.partition(".")
        if top == "bouwsteen" and rest and rest != "__version__":
            found.add(rest if is_module(rest) else rest.rpartition(".")[0] or rest)
    return found


def within(module: str, allowed: tuple[str, ...]) -> bool:
    return any(module == name or module.startswith(f"{name}.") for name in allowed)


def entrance(module: str) -> tuple[str, ...] | None:
    found = [files for pattern, files in ENTRANCES.items() if fnmatch(module, pattern)]
    return found[0] if found else None


def refusal(path: Path, module: str) -> str | None:
    """Why a file may not import a module of the package, or None when it may."""
    file = address(path)
    gate = entrance(module)
    if gate is not None:
        return None if any_match(file, gate) else f"{file} imports the adapter {module}"
    if any_match(file, ADAPTERS):
        return None
    layer = file.partition("/")[0].removesuffix(".py")
    if within(module, BELOW.get(layer, ())):
        return None
    return f"{file} imports {module}, which is not below it"


def test_imports_run_downwards() -> None:
    found = [refusal(path, module) for path in sources() for module in sorted(own_modules(path))]
    assert [line for line in found if line] == []


def test_imports_are_absolute() -> None:
    relative = [
        f"{address(path)}: {name}"
        for path in sources()
        for name in imports(path)
        if name.startswith(".")
    ]
    assert relative == []


def test_imports_name_the_package() -> None:
    """``import coding`` would find a file of the same name in the user's own folder."""
    bare = [
        f"{address(path)}: {name}"
        for path in sources()
        for name in imports(path)
        if name.partition(".")[0] in {*FOLDERS, *BOTTOM, "cli", "console"}
    ]
    assert bare == []


def test_libraries_have_one_address() -> None:
    strangers = [
        f"{address(path)}: {library}"
        for path in sources()
        for library in sorted({name.partition(".")[0] for name in imports(path)} & set(ONLY_IN))
        if not any_match(address(path), ONLY_IN[library])
    ]
    assert strangers == []


def test_modules_stay_short() -> None:
    beside = (path for name in ("benchmarks", "tests") for path in (ROOT / name).rglob("*.py"))
    lengths = {
        address(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in [*sources(), *beside]
    }
    assert {file: lines for file, lines in lengths.items() if lines > LONGEST} == {}


def bodies(path: Path) -> Iterator[tuple[str, int]]:
    """Name and number of lines of every function's body, docstring and signature left out."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            said = node.body[1:] if ast.get_docstring(node) is not None else node.body
            if said:
                yield node.name, (said[-1].end_lineno or 0) - said[0].lineno + 1


def test_functions_stay_short() -> None:
    long = [
        f"{address(path)}: {name} has {lines} lines"
        for path in sources()
        if not any_match(address(path), LONG_BODIES)
        for name, lines in bodies(path)
        if lines > LONGEST_BODY
    ]
    assert long == []


def test_bodies_are_counted_without_signature_and_docstring(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_text(
        'def f(\n    a,\n):\n    """Say.\n\n    More.\n    """\n    if a:\n        return 1\n'
        '    return (\n        2\n    )\n\n\ndef g():\n    """Say."""\n',
        encoding="utf-8",
    )
    assert list(bodies(path)) == [("f", 5)]


@pytest.mark.parametrize(
    ("file", "module", "expected"),
    [
        ("analysis/tables.py", "coding.model", None),
        ("analysis/commands.py", "study", None),
        ("cli.py", "analysis.commands", None),
        ("study/repository.py", "coding.model", None),
        (
            "coding/apply.py",
            "analysis.tables",
            "coding/apply.py imports analysis.tables, which is not below it",
        ),
        (
            "codebook/files.py",
            "transcripts.model",
            "codebook/files.py imports transcripts.model, which is not below it",
        ),
        ("exports/table.py", "study", "exports/table.py imports study, which is not below it"),
        (
            "study/merge.py",
            "coding.apply",
            "study/merge.py imports coding.apply, which is not below it",
        ),
        (
            "study/commands.py",
            "coding.commands",
            "study/commands.py imports the adapter coding.commands",
        ),
        ("analysis/tables.py", "console", "analysis/tables.py imports the adapter console"),
    ],
)
def test_refusal_tells_who_imports_what(file: str, module: str, expected: str | None) -> None:
    assert refusal(ROOT / file, module) == expected
