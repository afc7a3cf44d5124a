# The project's commands. `make help` lists them; each says what it does as it goes.

PORT ?= 8501
PYTHON ?= $(shell for name in python3.11 python3 python; do \
	if command -v $$name >/dev/null 2>&1 && $$name -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' >/dev/null 2>&1; \
	then echo $$name; break; fi; done)
BIN := .venv/bin
DATA := $(or $(PATHFINDER_DATA),data)
# SIGN_IN=development: anybody may take any role, and everything sent is practice, apart from what is real.
export PATHFINDER_SIGN_IN := $(or $(SIGN_IN),$(PATHFINDER_SIGN_IN))
PLACE := $(DATA)$(if $(filter development,$(PATHFINDER_SIGN_IN)),/practice)
WAREHOUSE := $(or $(PATHFINDER_WAREHOUSE),$(PLACE)/warehouse)
# What the warehouse is made of: newer than the published build, and it is built again.
BUILD_INPUTS := $(shell find etl locales $(DATA) -path $(DATA)/warehouse -prune -o -path $(DATA)/practice -prune -o -type f \
	\( -name '*.py' -o -name '*.sql' -o -name '*.csv' -o -name '*.yml' -o -iname '*.xlsx' -o -iname '*.ods' -o -iname '*.zip' \) -print 2>/dev/null)

.DEFAULT_GOAL := help
.PHONY: help run build test bench check clean
.DELETE_ON_ERROR:

help: ## List the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

run: $(WAREHOUSE)/CURRENT ## Set everything up, build the warehouse, serve the dashboard (PORT=8501 SIGN_IN=development)
	@echo "==> Serving on http://localhost:$(PORT) (stop with Ctrl+C)"
	@$(BIN)/streamlit run streamlit_app.py --server.port $(PORT)

build: .venv/runtime ## Build the warehouse anew from the bundled data
	@$(BIN)/python -m etl build

test: .venv/browser ## Set everything up, a browser included, and run all tests
	@echo "==> Running the tests"
	@$(BIN)/python -m pytest -n 2 --dist loadgroup

bench: .venv/browser ## Measure speed, as ratios against something named
	@$(BIN)/python -m bench

check: .venv/development ## Check style and types
	@echo "==> ruff and mypy"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

clean: ## Remove the virtual environment, the builds and what tools left behind
	rm -rf .venv data/warehouse data/practice .pytest_cache .mypy_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(WAREHOUSE)/CURRENT: .venv/runtime $(BUILD_INPUTS)
	@echo "==> Building the warehouse from the bundled data"
	@$(BIN)/python -m etl build
	@touch $@

# The stamps say what is installed; a changed pin installs anew.
.venv/created:
	@test -n "$(PYTHON)" || { echo "Python 3.11 is needed and was not found. Install it, or name it: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 1; }
	@echo "==> Making a virtual environment with $(PYTHON)"
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/runtime: .venv/created requirements.txt constraints.txt
	@echo "==> Installing the packages the dashboard needs"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/development: .venv/runtime requirements-dev.txt
	@echo "==> Installing the tools for tests and checks"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

.venv/browser: .venv/development
	@$(BIN)/python -m tests.browser.install
	@touch $@
