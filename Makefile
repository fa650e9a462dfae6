# Everything starts here: `make run` and `make test` set themselves up in an empty clone.
# PIP_ARGS is handed to pip; use it for another torch build or a package mirror (see README.md).

PYTHON  ?= python3
PIP_ARGS ?=
VENV    := .venv
BIN     := $(VENV)/bin
STAMP   := $(VENV)/.ready
# More threads than four cost more in waiting than they win at the built-in model's sizes.
CORES   := $(shell n=$$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2); [ $$n -gt 4 ] && n=4; echo $$n)

export OMP_NUM_THREADS ?= $(CORES)
# Idle worker threads sleep instead of spinning, so that window, engine and media threads get the cores.
export OMP_WAIT_POLICY ?= PASSIVE
export GOMP_SPINCOUNT ?= 0

.DEFAULT_GOAL := help
.PHONY: help setup run test lint style types format bench soak wheel clean

help:
	@echo 'make run     open the studio; without a display render the sample storyboard to out/'
	@echo 'make test    everything that CI runs'
	@echo 'make lint    format, style, types and import rules only'
	@echo 'make format  put the code in its format'
	@echo 'make bench   print the speed figures beside their budgets'
	@echo 'make soak    the long kill, fuzz and soak runs'
	@echo 'make wheel   build the wheel into dist/'
	@echo 'make clean   remove what was built (also .venv)'

setup: $(STAMP)
	@:

$(STAMP): pyproject.toml packaging/constraints.txt
	@echo 'Setting up $(VENV): torch, Qt and the other libraries of the studio, and what its tests need.'
	@echo 'They are 2 GB or more and take a few minutes, this once; pip is quiet while all goes well...'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -c 'import sys; sys.exit("Python 3.11 or newer is needed; try: make PYTHON=python3.11 setup" if sys.version_info < (3, 11) else 0)'
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-input -e '.[test]' -c packaging/constraints.txt $(PIP_ARGS)
	@touch $@
	@echo 'Ready.'

run: $(STAMP)
	@$(BIN)/python packaging/run.py

lint: style types

style: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(STAMP)
	$(BIN)/mypy

format: $(STAMP)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# One process a core, each with one thread of arithmetic; a file's tests stay together. Types are checked beside them, in
# what time the tests leave; what is said of the types comes last, and either may fail the whole.
test: export QT_QPA_PLATFORM = offscreen
test: export OMP_NUM_THREADS = 1
# Tests start many processes: what is compiled once is compiled for all of them.
test: export PYTHONDONTWRITEBYTECODE =
test: style
	@said=$$(mktemp); nice $(BIN)/mypy >$$said 2>&1 & types=$$!; trap 'kill $$types 2>/dev/null; rm -f $$said' EXIT; \
	$(BIN)/python -m pytest --numprocesses $(CORES) --dist loadfile --no-loadscope-reorder; failed=$$?; \
	wait $$types || failed=1; echo '$(BIN)/mypy'; cat $$said; exit $$failed

bench: $(STAMP)
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.bench

soak: $(STAMP)
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest tests/soak -s --timeout=0

wheel: $(STAMP)
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps -w dist .

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .import_linter_cache .pytest_cache .hypothesis
	find engine nodes studio resources tests packaging -name __pycache__ -type d -prune -exec rm -rf {} +
