# One interface for people and for CI. `make site` and `make test` need nothing but this file.
.DEFAULT_GOAL := site
.PHONY: site serve test check bench audit clean browser

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
AXE := node_modules/axe-core/axe.min.js

site: $(VENV)/.installed
	$(BIN)/handbill build
	@echo
	@echo "The site is in output/. Open output/index.html in a browser."

serve: $(VENV)/.installed
	$(BIN)/handbill serve

test: $(VENV)/.dev browser $(AXE)
	$(BIN)/python -m pytest -n auto --dist worksteal

check: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Takes the better part of an hour; each script takes sizes and options, and says so with --help.
bench: $(VENV)/.dev browser
	$(BIN)/python benchmarks/build.py
	$(BIN)/python benchmarks/guard.py
	$(BIN)/python benchmarks/kit.py
	$(BIN)/python benchmarks/serve.py
	$(BIN)/python benchmarks/visible.py
	$(BIN)/python benchmarks/load.py

# Lighthouse scores of the built sample: takes minutes, so it is not part of the test run.
audit: site browser
	npm install --no-save --loglevel=error lighthouse@12.8.2
	$(BIN)/python benchmarks/lighthouse.py

# A folder left half-made would pass for a finished one the next time.
$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed: apt-get install python3, or https://www.python.org"; exit 2; }
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 \
	  || { rm -rf $(VENV); .ci/apt python3-venv && $(PYTHON) -m venv $(VENV); } \
	  || { rm -rf $(VENV); exit 2; }

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml
	@echo "Installing into $(VENV)/ what Handbill needs"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.installed
	@echo "Installing into $(VENV)/ what the tests need"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

# Browser, its companions and fonts come from the system; nothing is downloaded by tools of their own.
browser:
	@.ci/tools

$(AXE): package.json | browser
	npm install --loglevel=error
	@touch $@

clean:
	rm -rf output .handbill $(VENV) node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis
