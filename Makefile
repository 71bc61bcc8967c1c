# Everything a person or a CI does with this project. Needs Python 3.11 or newer, and make.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
MINUTES ?= 60
unexport PYTHONDONTWRITEBYTECODE # each of the many processes would compile everything again
SEED := $(or $(SEED),$(shell date +%s))

.DEFAULT_GOAL := help
.PHONY: help run install test lint format types arrows browser tests chaos bench bench-places bench-console screenshots lock clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

run: $(READY) ## Install what is missing and start everything, with a demo city and a simulated telephone network
	@$(BIN)/hotline run

install: $(READY) ## Make the virtual environment with the locked packages

# `umask`: PostgreSQL refuses to run as root, so another account must be able to read what root installs.
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "$(PYTHON) is missing or older than 3.11: install a newer one, or name it: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@echo "Installing into .venv ..."
	@umask 022 && $(PYTHON) -m venv .venv || \
		{ echo "This Python cannot make virtual environments: install its venv package (Debian: apt install python3-venv)"; rm -rf .venv; exit 1; }
	@umask 022 && $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@umask 022 && $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index --editable .
	@touch $(READY)

test: lint types arrows tests ## Check style, types and import arrows, and run all tests

lint: $(READY) ## Check the style
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .

format: $(READY) ## Mend the style
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

types: $(READY) ## Check the types
	@$(BIN)/mypy

arrows: $(READY) ## Check which package may import which
	@$(BIN)/lint-imports --no-logo

browser: $(READY) ## Fetch a browser for the tests if this machine has none
	@$(BIN)/python -m tests.page.chromium

tests: browser ## Run all tests
	@$(BIN)/pytest -n auto --dist worksteal

chaos: $(READY) ## Kill, freeze and flood real processes at random for an hour; MINUTES=5 for less, SEED=1 to repeat
	@ALERT_EXAMPLES=$$((1 + 4 * $(MINUTES))) $(BIN)/pytest --timeout=0 --hypothesis-seed=$(SEED) tests/hotline/test_alert_state_machine.py
	@$(BIN)/python -m tests.chaos --minutes $(MINUTES) --seed $(SEED)

bench: $(READY) ## Measure the webhooks
	@PYTHONPATH=. $(BIN)/python tests/load/bench_webhooks.py

bench-places: $(READY) ## Score the place finder on labelled messages, and time it
	@PYTHONPATH=. $(BIN)/python tests/load/bench_places.py

bench-console: $(READY) ## Time every page of the console and the API at 100,000 cases; CASES=1000 for less
	@PYTHONPATH=. $(BIN)/python tests/load/bench_console.py $(CASES)

screenshots: $(READY) ## Make the pictures in docs/screenshots, from a real run
	@$(BIN)/python -m tests.page.screenshots

lock: $(READY) ## Choose the newest versions of all packages, and write them down
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
		--no-annotate --no-header --upgrade --group build --group dev --output-file requirements.lock pyproject.toml

clean: ## Remove what was installed and made; keeps data in var/
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist *.egg-info
