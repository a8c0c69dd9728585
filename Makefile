# The commands for working on this repository. `make` alone lists them.

VENV := .venv
BIN := $(VENV)/bin
PYTHONS := python3.11 python3.12 python3.13 python3
# --no-compile halves the time: Python compiles a module at its first import, and most are never imported
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile -c constraints.txt

.DEFAULT_GOAL := help
.PHONY: help demo test lint format serve bench bench-web screenshots translations clean

help:  ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(VENV)/.runtime  ## Plan, publish and serve a sample event; prints its addresses (DEMO_PORT, DEMO_FOLDER)
	@$(BIN)/matchmaker demo

test: $(VENV)/.dev  ## Run all checks and tests; ends with a summary and the coverage
	@bash .ci/everything

lint: $(VENV)/.dev  ## Run the checks only: ruff, mypy, import rules
	@bash .ci/everything lint

format: $(VENV)/.dev  ## Format the code and apply safe fixes
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

serve: $(VENV)/.runtime  ## Start web server and worker on http://127.0.0.1:8000, data in var/
	@$(BIN)/matchmaker serve

bench: $(VENV)/.dev  ## Run the benchmarks; they report figures and never fail
	@set -e; for script in tests/benchmarks/bench_*.py; do \
		echo "== $$script"; $(BIN)/python -m tests.benchmarks.$$(basename $$script .py); \
	done

bench-web: $(VENV)/.dev  ## Measure attendees' pages and feeds, and a mixed load on the server
	@$(BIN)/python -m tests.benchmarks.bench_web

screenshots: $(VENV)/.dev  ## Make the screenshots for the documentation from the sample event
	@$(BIN)/python docs/screenshots.py

translations: $(VENV)/.dev  ## Write matchmaker.pot, the template with every text for translators
	@$(BIN)/python -m web.cli.translations matchmaker.pot

clean:  ## Remove everything built or cached; data in var/ stays
	@rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage .coverage.*
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@for python in $(PYTHONS); do \
		if $$python -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			echo "Creating $(VENV) with $$($$python --version)"; exec $$python -m venv $(VENV); \
		fi; \
	done; \
	echo "Python 3.11 or newer with its venv module is needed (on Debian: apt install python3 python3-venv)." >&2; exit 1

$(VENV)/.runtime: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing the program and its dependencies"
	@$(PIP) -e .
	@echo "Compiling the inner loops of the solver"
	@$(BIN)/python -m solver.timetable.annealing
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime
	@echo "Installing the development tools"
	@$(PIP) -e '.[dev]'
	@touch $@
