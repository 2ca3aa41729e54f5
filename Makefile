# The house's commands. Each sets up first what it needs; a second time that costs nothing.

BIN := .venv/bin
READY := .venv/.ready
SAMPLE ?= sample
WORKERS ?= 2

.PHONY: help setup run test test-optimized monkey kills faults check bench lock clean

help:
	@echo "make run    set up, then open the desk on a sample district (without a display: play a day in words)"
	@echo "make test   set up, then linters, type check, import contracts and all tests, those of the exchange under python -O too"
	@echo "make test-optimized  of these the exchange's tests under python -O alone"
	@echo "make monkey N=20000  random keys, clicks and resizes on the whole program; SEED=17 plays one again"
	@echo "make kills N=1000  kill PCs, servers and PostgreSQL so often while they exchange, and print what was lost"
	@echo "make faults N=10000   set up, then so many seeded schedules on bad lines; SEED=17 plays one again"
	@echo "make check  set up, then the same without the tests"
	@echo "make bench  set up, then print tables of speeds and sizes"
	@echo "make setup  make .venv and, as root on Debian, install the system libraries"
	@echo "make lock   write requirements.lock anew from pyproject.toml"
	@echo "make clean  remove .venv, the sample district and what tools left"

setup: $(READY)

$(READY): pyproject.toml requirements.lock .ci/setup
	@.ci/setup
	@touch $@

run: $(READY)
	@.ci/desk $(SAMPLE)

test: check test-optimized
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest --numprocesses $(WORKERS) --dist worksteal

test-optimized: $(READY)
	$(BIN)/python -O -m pytest -W ignore::pytest.PytestConfigWarning --numprocesses $(WORKERS) tests/sync tests/district

monkey: $(READY)
	MONKEY_EVENTS=$(or $(N),20000) $(if $(SEED),MONKEY_SEED=$(SEED)) QT_QPA_PLATFORM=offscreen \
	    $(BIN)/python -m pytest -q tests/system/test_monkey.py

kills: $(READY)
	PYTHONPATH=tests $(BIN)/python tests/faults/kills.py --rounds $(or $(N),200)

faults: $(READY)
	@PYTHONPATH=tests PYTHONHASHSEED=0 $(BIN)/python -m faults.simulate $(if $(SEED),--seed $(SEED),--count $(or $(N),1000)) \
	    --workers $(WORKERS)

check: $(READY)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/vulture

bench: $(READY)
	@for bench in tests/bench/bench_*.py; do \
	    echo; echo "$$bench"; QT_QPA_PLATFORM=offscreen PYTHONPATH=tests $(BIN)/python "$$bench" || exit 1; \
	done

lock: $(READY)
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
	    --no-annotate --custom-compile-command "make lock" --quiet --upgrade --output-file requirements.lock

clean:
	rm -rf .venv $(SAMPLE) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find reception ui resources tests -name __pycache__ -type d -prune -exec rm -rf {} +
