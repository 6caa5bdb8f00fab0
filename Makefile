# make run: sets up, builds what is out of date, starts the dashboard (make staff: with loading of returns).   make test: sets up and runs every check.
PYTHON ?= python3
PORT ?= 8501
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
else
BIN := .venv/bin
endif

.PHONY: run staff test prove bench docs requirements format clean

run: .venv/run
	@$(BIN)/biglocal serve --port $(PORT)

staff: .venv/run
	@$(BIN)/biglocal serve --port $(PORT) --staff

test: .venv/dev
	@$(BIN)/python -m tests.check

prove: .venv/dev
	@$(BIN)/python -m pytest -m prove tests

bench: .venv/dev
	@$(BIN)/python -m tests.bench

docs: .venv/run
	@$(BIN)/biglocal docs

format: .venv/dev
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix . && $(BIN)/sqlfluff fix --quiet queries

requirements: .venv/dev
	@$(BIN)/python -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --no-header --output-file requirements.txt pyproject.toml
	@$(BIN)/python -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --no-header --extra dev --output-file requirements-dev.txt pyproject.toml

clean:
	@rm -rf .venv data/build *.egg-info .pytest_cache .ruff_cache

# Each stamp is renewed when what is pinned changes; an old environment is brought up to date, not thrown away.
.venv/made:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed; this is " + sys.version.split()[0] + ". Try: make run PYTHON=python3.12")'
	@echo "Setting up (once, a minute or two)"
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/run: requirements.txt pyproject.toml | .venv/made
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev: requirements-dev.txt .venv/run
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@
