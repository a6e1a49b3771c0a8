"""setup.cfg lists packages and data by hand; these tests notice what it forgot."""

from __future__ import annotations

import configparser
from fnmatch import fnmatch
from pathlib import Path

import pytest

pytestmark = pytest.mark.source

ROOT = Path(__file__).parents[1]
NO_PACKAGE = {"benchmarks", "build", "demo", "dist", "docs", "tests"}
NOT_SHIPPED = ("examples/source/*",)


@pytest.fixture
def config() -> configparser.ConfigParser:
    parser = configparser.ConfigParser()
    parser.read(ROOT / "setup.cfg", encoding="utf-8")
    return parser


def folders() -> list[Path]:
    """Folders of the checkout that can hold a part of the package."""
    return [
        path
        for path in sorted(ROOT.iterdir())
        if path.is_dir()
        and path.name not in NO_PACKAGE
        and not path.name.startswith(".")
        and not path.name.endswith(".egg-info")
    ]


def files() -> list[Path]:
    inside = (path for folder in folders() for path in sorted(folder.rglob("*")))
    return [
        path
        for path in inside
        if path.is_file()
        and "__pycache__" not in path.parts
        and not any(fnmatch(path.relative_to(ROOT).as_posix(), shape) for shape in NOT_SHIPPED)
    ]


def data_patterns(config: configparser.ConfigParser) -> list[str]:
    """Patterns of shipped data, relative to the checkout."""
    section = config["options.package_data"]
    return [
        "/".join([*package.split(".")[1:], pattern.strip()])
        for package, patterns in section.items()
        for pattern in patterns.replace("\n", ",").split(",")
        if pattern.strip()
    ]


def test_packages_lists_every_folder_with_code(config: configparser.ConfigParser) -> None:
    code = {path.parent.relative_to(ROOT) for path in files() if path.suffix == ".py"}
    expected = ["bouwsteen", *(".".join(["bouwsteen", *folder.parts]) for folder in sorted(code))]
    assert sorted(config["options"]["packages"].split()) == sorted(expected)


def test_packages_have_an_init(config: configparser.ConfigParser) -> None:
    packages = config["options"]["packages"].split()
    places = [ROOT.joinpath(*package.split(".")[1:], "__init__.py") for package in packages]
    assert [str(place.relative_to(ROOT)) for place in places if not place.is_file()] == []


def test_root_holds_only_these_modules() -> None:
    """Every .py file at the root goes into the wheel."""
    adapters = {
        *(
            "cli.py",
            "comparing.py",
            "console.py",
            "counting.py",
            "illustrating.py",
            "naming.py",
            "screen.py",
        ),
        *("deciding.py", "marking.py", "rechecking.py", "renewing.py", "suggesting.py"),
    }
    allowed = {"__init__.py", "__main__.py", "delimited.py", "errors.py", *adapters}
    assert sorted({path.name for path in ROOT.glob("*.py")} - allowed) == []


def test_data_files_are_shipped(config: configparser.ConfigParser) -> None:
    patterns = data_patterns(config)
    data = [path.relative_to(ROOT) for path in files() if path.suffix != ".py"]
    forgotten = [str(path) for path in data if not any(path.match(shape) for shape in patterns)]
    assert forgotten == []


def test_data_patterns_find_something(config: configparser.ConfigParser) -> None:
    assert [shape for shape in data_patterns(config) if not any(ROOT.glob(shape))] == []


def test_init_stays_thin() -> None:
    """pytest imports the root ``__init__`` a second time under the checkout's name."""
    lines = (ROOT / "__init__.py").read_text(encoding="utf-8").splitlines()
    assert len(lines) < 10
    assert not any(line.startswith(("class ", "def ", "from bouwsteen")) for line in lines)
