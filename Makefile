# Everything that is done with this repository. `make` alone lists it.

VENV := .venv
BIN := $(VENV)/bin
PYTHONS := python3.11 python3.12 python3.13 python3
# modules are compiled when they are first used: half the time of an install goes into those that never are
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile -c constraints.txt

.DEFAULT_GOAL := help
.PHONY: help demo test lint format serve bench screenshots clean

help:  ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(VENV)/.runtime  ## A sample event: planned, published and served; prints its addresses (DEMO_PORT, DEMO_FOLDER)
	@$(BIN)/matchmaker demo

test: $(VENV)/.dev  ## All checks and tests, with a summary
	@bash .ci/everything

lint: $(VENV)/.dev  ## Only the checks that run no test
	@bash .ci/everything lint

format: $(VENV)/.dev  ## Bring the code into its form
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

serve: $(VENV)/.runtime  ## Web and worker on http://127.0.0.1:8000, data in var/
	@$(BIN)/matchmaker serve

bench: $(VENV)/.dev  ## The benchmarks: figures, no judgement
	@set -e; for script in tests/benchmarks/bench_*.py; do \
		echo "== $$script"; $(BIN)/python -m tests.benchmarks.$$(basename $$script .py); \
	done

screenshots: $(VENV)/.dev  ## The pictures for the documentation, from the sample event
	@$(BIN)/python docs/screenshots.py

clean:  ## Remove what was built; data in var/ stays
	@rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@for python in $(PYTHONS); do \
		if $$python -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			echo "Making $(VENV) with $$($$python --version)"; exec $$python -m venv $(VENV); \
		fi; \
	done; \
	echo "Python 3.11 or newer with its venv module is needed (on Debian: apt install python3 python3-venv)." >&2; exit 1

$(VENV)/.runtime: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing what the program needs"
	@$(PIP) -e .
	@echo "Compiling the solver's inner loops"
	@$(BIN)/python -m solver.timetable.annealing
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime
	@echo "Installing what the tests need"
	@$(PIP) -e '.[dev]'
	@touch $@
