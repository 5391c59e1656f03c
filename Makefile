# Two commands do everything on a machine with python3 (3.11 or newer), git and make:
#   make report   install into .venv, compare at-best with at-worst, write a report
#   make test     install what the tests need, then run every check and test
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
REPORT := out/at-best-vs-at-worst

.PHONY: help report test check fast slow physics crashes format docs calibrate expectations hindcasts validation designs coverage audit bench bench-explorer bench-sweep golden newest clean

help:
	@grep -E '^[a-z-]+:.*## ' Makefile | sed 's/:.*## /	/' | expand -t 12

$(VENV)/installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/dev-installed: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev]"
	@touch $@

report: $(VENV)/installed ## compare at-best with at-worst and write a report
	@rm -rf $(REPORT)
	$(BIN)/sahelsim compare at-best at-worst --runs 100 --out $(REPORT)
	@echo "open $(REPORT)/report.html in a browser"

test: $(VENV)/dev-installed ## every check and every test
	@sh tests/find_chromium.sh
	$(MAKE) check fast slow

check: $(VENV)/dev-installed ## lint, types, import layers, spelling
	$(BIN)/ruff check src tests
	$(BIN)/ruff format --check src tests
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/codespell src tests scenarios README.md ARCHITECTURE.md CONTRIBUTING.md CHANGELOG.md SECURITY.md

fast: $(VENV)/dev-installed ## the fast tests
	$(BIN)/python -m pytest -q -n 2 -m "not slow and not browser"

slow: $(VENV)/dev-installed ## ensembles and the browser
	$(BIN)/python -m pytest -q -n 2 -m "slow or browser"

physics: $(VENV)/dev-installed ## 500 generated scenarios, cards and designs of each kind under the laws
	PHYSICS=500 $(BIN)/python -m pytest -q -n 2 --timeout 0 tests/scenario/test_physics.py

crashes: $(VENV)/dev-installed ## fifty kills of every writing command (over an hour)
	KILLS=50 $(BIN)/python -m pytest -q --timeout 0 tests/study/test_crashes.py

format: $(VENV)/dev-installed ## format the code
	$(BIN)/ruff format src tests
	$(BIN)/ruff check --fix src tests

docs: $(VENV)/installed ## write the model's description from its own cards
	$(BIN)/python -m sahelsim.documents.odd ODD.md

calibrate: $(VENV)/installed ## fit the free numbers anew for every origin (some ten minutes) and ship the posteriors (REGIONS=FILE.csv: deaths by region too)
	@rm -rf out/calibration-*
	for until in 2021-10 2019-12 2018-12 2017-12; do \
	  $(BIN)/sahelsim calibrate --until $$until $(if $(REGIONS),--regions $(REGIONS)) --out out/calibration-$$until || exit 2; \
	  cp out/calibration-$$until/posterior_$$until.* src/sahelsim/geography/data/; \
	  cp out/calibration-$$until/*_$$until.csv src/sahelsim/geography/data/calibration/; \
	  rm -f src/sahelsim/geography/data/calibration/posterior_*; done

expectations: $(VENV)/installed ## estimate what actors expect (ORIGIN=2021-11 or all; about half an hour each) and write docs/expectations.md
	$(BIN)/python -m sahelsim.documents.expectations make $(or $(ORIGIN),2021-11) $(UNCERTAINTY)
	$(BIN)/python -m sahelsim.documents.expectations page docs/expectations.md

hindcasts: $(VENV)/installed ## score the model from every origin and keep the scores as NAME (NAME=landed)
	$(BIN)/python -m sahelsim.documents.hindcasts $(NAME)

validation: $(VENV)/installed ## write docs/validation.md and its figures from the kept scores
	$(BIN)/python -m sahelsim.documents.validation docs/validation.md

coverage: $(VENV)/installed ## write docs/coverage.md: how often intervals hold the truth (about half an hour)
	$(BIN)/python -m sahelsim.documents.coverage docs/coverage.md

audit: $(VENV)/installed ## let the model audit itself, keep the rows, write docs/audit.md (about half an hour)
	$(BIN)/python -m sahelsim.documents.audit docs/audit.md

designs: $(VENV)/installed ## run every shipped design and write docs/designs.md
	$(BIN)/python -m sahelsim.documents.designs docs/designs.md

bench: $(VENV)/dev-installed ## measure speed, side by side, into bench.json (about four minutes)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev,bench]"
	PYTHONPATH=tests/reference $(BIN)/python tests/bench/bench.py

bench-explorer: $(VENV)/dev-installed ## load on the explorer of this machine (two minutes, bounded)
	$(BIN)/python tests/bench/explorer_load.py

bench-sweep: $(VENV)/dev-installed ## measure a sweep of 2,000 x 10 runs (POINTS=100 for less)
	$(BIN)/python tests/bench/sweep_bench.py $(or $(POINTS),2000)

golden: $(VENV)/installed ## renew the pinned summaries; needs a change-log entry
	$(BIN)/python tests/golden/renew.py

newest: ## the fast tests of engine, files and verbs on the newest Python at hand, with the newest Mesa
	sh tests/newest.sh

clean: ## remove what was built
	rm -rf $(VENV) out dist build
