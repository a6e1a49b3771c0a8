# Everything a newcomer needs: python3 (3.11 or newer) with venv, and make.
# Another interpreter: make test PYTHON=python3.13

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
# A file of tests stays in one process, and the order of the files is kept: those with a browser
# leave an event loop running, so they come last (tests/conftest.py).
SIDE_BY_SIDE := -n auto --dist loadfile --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint bench clean
.SILENT:

help: ## show this list
	awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-6s  %s\n", $$1, $$2 }' Makefile

setup: $(READY) ## install into .venv; the other targets do it when needed

demo: $(READY) ## run the bundled study from transcripts to tables, into demo/
	$(BIN)/bouwsteen demo --dir demo

test: $(READY) ## run the tests
	$(BIN)/python -m pytest -q $(SIDE_BY_SIDE)

lint: $(READY) ## check style, formatting and types
	echo "ruff check";  $(BIN)/ruff check -q
	echo "ruff format"; $(BIN)/ruff format -q --check
	echo "mypy";        $(BIN)/mypy

bench: $(READY) ## run every benchmark
	set -e; for script in benchmarks/[!_]*.py; do echo "$$script"; $(BIN)/python "$$script"; done

clean: ## remove what the other targets made
	rm -rf .venv .typing build dist demo *.egg-info .coverage .hypothesis
	rm -rf .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The link .typing/bouwsteen gives mypy the package name that setup.cfg gives pip.
$(READY): setup.cfg pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "bouwsteen needs Python 3.11 or newer; name one with: make PYTHON=python3.12" >&2; exit 1; }
	echo "set-up 1/2: virtual environment in .venv"
	$(PYTHON) -m venv .venv || { \
	  echo "Python cannot make a virtual environment; on Debian: apt install python3-venv" >&2; exit 1; }
	echo "set-up 2/2: bouwsteen and what it needs (a minute or two the first time)"
	$(BIN)/python -m pip install -qq --disable-pip-version-check -e ".[dev]"
	mkdir -p .typing && ln -sfn .. .typing/bouwsteen
	touch $@
