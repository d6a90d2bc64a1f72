# Debian and its kin: `make run` and `make test` set everything up by themselves.
# README.md has the same steps for Windows and macOS.

BIN := .venv/bin

.PHONY: run test lint torture bench screenshots lock setup

run: setup        ## make the sample vault and its papers, and open them
	$(BIN)/marac-desk demo

test: setup       ## run every test
	$(BIN)/pytest -n 2

lint: setup       ## check style, types and the directions of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

torture: setup    ## attack the program in every way we know, and count; about twenty minutes on two cores
	$(BIN)/python -m tests.torture

bench: setup      ## measure; each figure is printed with its ratio to its baseline
	$(BIN)/python -m tests.benchmarks

screenshots: setup  ## picture every page from the sample, in every look and size
	$(BIN)/python -m ui.screenshots build/pictures

lock: setup       ## bring requirements.lock up to pyproject.toml, for all platforms; UPGRADE=--upgrade takes newer releases too
	$(BIN)/uv pip compile --quiet $(UPGRADE) --universal --python-version 3.11 --only-binary :all: \
	    --generate-hashes --no-emit-index-url --custom-compile-command "make lock" \
	    --extra dev pyproject.toml --output-file requirements.lock

setup:
	@python3 scripts/set_up.py
