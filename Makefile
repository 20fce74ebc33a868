# `make run` and `make test` set up all that they need; a second time that costs next to nothing.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/sh
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip -qq --disable-pip-version-check --no-input
LOCKS := packaging/lock/run.txt packaging/lock/dev.txt
MESSAGES := $(wildcard resources/i18n/*/ resources/i18n/*/*.po)
SOURCES := $(shell find assistant -name '*.py')
PYTEST := $(BIN)/python -m pytest

# Each stamp stands for a step of the set-up that was done.
DEPENDENCIES := $(VENV)/.dependencies
PROJECT := $(VENV)/.project
COMPILED := $(VENV)/.messages
BYTECODE := $(VENV)/.bytecode
READY := $(PROJECT) $(COMPILED) $(BYTECODE)

# A tree that was moved or copied must not run the old place's code.
ifneq ($(shell cat $(VENV)/.place 2>/dev/null),$(CURDIR))
$(DEPENDENCIES): again
endif

.PHONY: help setup run test lint types-elsewhere e2e bench soak cover fuzz screenshots lock clean again
.PHONY: package test-deb test-bare bundle-start system-offscreen system-desktop system-e2e system-package

help: ## what make can do here
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

setup: system-desktop $(READY) ## system packages, .venv, compiled messages
	@echo "ready: $(BIN)/beifu"

run: system-desktop $(READY) ## open the window
	@$(BIN)/beifu

test: system-offscreen $(READY) ## all tests that need no screen
	@QT_QPA_PLATFORM=offscreen $(PYTEST) -n auto --maxprocesses=4 $(ARGS)

lint: $(PROJECT) ## style, types, who may import whom
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

types-elsewhere: $(PROJECT) ## types as they are on Windows and macOS
	@$(BIN)/mypy --platform win32 assistant
	@$(BIN)/mypy --platform darwin assistant

e2e: system-e2e $(READY) ## the real window under a virtual screen
	@$(PYTEST) -n0 tests/e2e $(ARGS)

bench: system-e2e $(READY) ## measure start-up and the speed of big stores
	@$(BIN)/python -m tests.bench $(ARGS)

bundle-start: system-package $(READY) ## the bundle's start against an empty bundle's
	@$(BIN)/python -m tests.bench.bundle $(ARGS)

soak: system-offscreen $(READY) ## run long and watch memory and reminders
	@$(BIN)/python -m tests.soak $(ARGS)

cover: system-offscreen $(READY) ## every branch of the domain is tested
	@$(PYTEST) -q -n auto --maxprocesses=4 tests/domain tests/services tests/test_cli.py \
		--cov=assistant.domain --cov-branch --cov-report=term-missing:skip-covered --cov-fail-under=100

fuzz: system-offscreen $(READY) ## feed broken files and odd input; look for new examples against every law
	@$(BIN)/python -m tests.fuzz $(ARGS)
	@QT_QPA_PLATFORM=offscreen $(PYTEST) -q -n auto --maxprocesses=4 -m hypothesis --hypothesis-profile=search

package: system-package $(READY) ## bundle, .deb, archive, checksums and parts list in dist/
	@$(BIN)/python packaging/build.py --deb --nsis

test-deb: system-package ## install the .deb in a clean Debian root, use it, remove it
	@packaging/linux/test-deb.sh dist/beifu_*.deb

test-bare: system-package ## see a Debian with nothing but python3, python3-venv and make run and test this tree
	@packaging/linux/test-bare.sh

# Pins stay as they are where they still fit; `make lock UPGRADE=--upgrade` takes the newest.
UV := build/uv
# Extras stay written out: an older pip does not carry a pin over to coverage[toml] and takes the newest.
COMPILE = $(UV)/bin/uv pip compile --quiet --universal --generate-hashes --no-strip-extras --python-version 3.11 \
	--custom-compile-command "make lock" $(UPGRADE)

SCREEN = xvfb-run --auto-servernum --server-args "-screen 0 1920x1200x24"

screenshots: system-e2e $(READY) ## take the pictures of README and the guides anew
	@QT_QPA_PLATFORM=xcb $(SCREEN) $(BIN)/python packaging/screenshots.py $(ARGS)

lock: ## write packaging/lock/*.txt anew from pyproject.toml
	$(PYTHON) -m venv --clear $(UV)
	$(UV)/bin/pip install --quiet --disable-pip-version-check uv
	$(COMPILE) --output-file packaging/lock/run.txt pyproject.toml
	$(COMPILE) --output-file packaging/lock/dev.txt -c packaging/lock/run.txt --group dev pyproject.toml
	@! grep -n :// $(LOCKS)

clean: ## back to a fresh checkout
	rm -rf $(VENV) build dist htmlcov .coverage .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	rm -f resources/i18n/*/*.mo
	find assistant tests packaging -name __pycache__ -type d -prune -exec rm -rf {} +

system-offscreen system-desktop system-e2e system-package: system-%:
	@packaging/linux/install-system-packages.sh $*

$(DEPENDENCIES): $(LOCKS)
	@echo "setting up $(VENV), about a minute the first time"
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || \
		{ echo "Python 3.11 to 3.13 is needed: make PYTHON=python3.13 ..." >&2; exit 1; }
	@[ "$$(cat $(VENV)/.place 2>/dev/null)" = "$(CURDIR)" ] && [ -x $(BIN)/python ] || \
		$(PYTHON) -m venv --clear $(VENV) || \
		{ echo "Please run once: sudo apt-get install python3-venv" >&2; exit 1; }
	@# What has no wheel is built the new way by every pip: the old way leaves its licence out.
	@$(PIP) install --use-pep517 --require-hashes --requirement packaging/lock/dev.txt
	@printf '%s' "$(CURDIR)" > $(VENV)/.place
	@touch $@

$(PROJECT): $(DEPENDENCIES) pyproject.toml packaging/hatch_build.py assistant/__init__.py
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(COMPILED): $(DEPENDENCIES) $(MESSAGES) packaging/compile_messages.py
	@$(BIN)/python packaging/compile_messages.py
	@touch $@

# Some systems set PYTHONDONTWRITEBYTECODE, and then each start would compile everything anew.
$(BYTECODE): $(DEPENDENCIES) $(SOURCES)
	@$(BIN)/python -m compileall -q assistant
	@touch $@
