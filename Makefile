# Yiwang: set up, run, check, bundle. Every target sets up what it needs; nothing is fetched at run time.
PORT ?= 8000
DATA ?= ./var
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { echo $$p; break; }; done)
NODE_OK := $(shell node -e 'process.exit(+process.versions.node.split(".")[0] >= 20 ? 0 : 1)' 2>/dev/null \
	&& command -v npm >/dev/null && echo yes)
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
INSTALL := $(PIP) install --require-hashes
WEB_SOURCES := $(shell find web -type f -not -path '*/node_modules/*' -not -path 'web/.vite/*' 2>/dev/null)
WEBDIST := src/yiwang/entry/webdist
export PATH := $(CURDIR)/$(BIN):$(PATH)

.PHONY: help setup dev onnx web demo test test-long test-spark soak lint lock migration bundle bench bench-web bench-map bench-nodered clean

help:
	@echo "make demo [PORT=8000] [DATA=./var]   set up and run the demo city"
	@echo "make setup | onnx | test | test-long | test-spark | soak | lint | bundle | bench | bench-web | bench-map | bench-scroll | bench-nodered | lock | migration | clean"

$(VENV)/made: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(INSTALL) -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/made-dev: $(VENV)/made requirements-dev.lock
	$(INSTALL) -r requirements-dev.lock
	@touch $@

$(VENV)/made-node: $(VENV)/made requirements-node.lock
	$(if $(NODE_OK),,$(INSTALL) -r requirements-node.lock)
	@touch $@

$(VENV)/made-onnx: $(VENV)/made requirements-onnx.lock
	$(INSTALL) -r requirements-onnx.lock
	@touch $@

web/node_modules/.made: $(VENV)/made-node web/package-lock.json
	cd web && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

$(WEBDIST)/index.html: web/node_modules/.made $(WEB_SOURCES)
	cd web && npm run --silent build
	@touch $@

setup: $(VENV)/made web  ## the program is .venv/bin/yiwang
dev: $(VENV)/made-dev
onnx: $(VENV)/made-onnx  ## models of others in the exchange format ONNX (about 70 MB)
web: $(WEBDIST)/index.html

demo: setup
	exec $(BIN)/yiwang up --data "$(DATA)" --port $(PORT) --demo

lint: dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/make_migration.py --check

test: lint web/node_modules/.made
	cd web && npm run --silent check
	@touch $(WEBDIST)/index.html
	$(BIN)/pytest -q -n 2

test-long: dev web/node_modules/.made  ## what takes long: docs/operations/testing.md
	@touch $(WEBDIST)/index.html
	HYPOTHESIS=wander AXE=whole ROUNDS=long $(BIN)/pytest -q -n 2

.ci/spark/made:
	$(PYTHON) -m venv .ci/spark
	.ci/spark/bin/python -m pip --disable-pip-version-check --quiet install --no-cache-dir pyspark==4.3.0
	@touch $@

test-spark: dev .ci/spark/made  ## Spark on the files of observations answers as we do: needs Java 17, fetches 456 MB once
	$(BIN)/pytest -q tests/heavy/test_spark.py

soak: dev  ## days of devices in minutes: fails when memory, files, connections or tables grow
	YIWANG_SOAK_MINUTES=$(or $(YIWANG_SOAK_MINUTES),3) $(BIN)/pytest -q tests/heavy/test_soak.py

bench: setup
	for name in intake lifecycle list; do $(BIN)/yiwang bench $$name --json || exit 1; done

bench-web: dev  ## how fast the pages paint: needs a running server (URL) on DATA, and Chromium
	$(BIN)/python tools/bench_web.py --data "$(DATA)" --url "$(or $(URL),http://127.0.0.1:$(PORT))"

bench-map: dev  ## main-thread work of the wall's map: needs a running server (URL) on DATA, and Chromium
	$(BIN)/python tools/bench_map.py --data "$(DATA)" --url "$(or $(URL),http://127.0.0.1:$(PORT))"

bench-scroll: dev  ## what scrolling the list of all cases costs: needs a running server on many cases, and Chromium
	$(BIN)/python tools/bench_scroll.py --data "$(DATA)" --url "$(or $(URL),http://127.0.0.1:$(PORT))"

bench-env:  ## peers to race against, never shipped, in a Python of their own: pm4py (AGPL)
	python3 -m venv .ci/bench
	.ci/bench/bin/pip install -q "pm4py==2.7.23"

bench-nodered: dev  ## Node-RED and the scale door on the same messages; Node-RED stays in .ci
	mkdir -p .ci/node-red && cd .ci/node-red && npm install --no-audit --no-fund --loglevel=error node-red@4
	$(BIN)/python tools/bench_nodered.py

lock: $(VENV)/made
	$(PIP) install uv
	tools/lock.sh

migration: $(VENV)/made
	$(BIN)/python tools/make_migration.py

bundle: setup
	tools/bundle.sh

clean:
	rm -rf $(VENV) web/node_modules $(WEBDIST) dist build
