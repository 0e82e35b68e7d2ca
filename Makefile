# Amends. `make` lists the targets; each does its own set-up.
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
UV := $(shell command -v uv 2>/dev/null)
export PYTHONPATH := .

# Plain pip does it all; uv, where it is there, does the same ten times faster.
INSTALL = $(if $(UV),$(UV) pip install -q --python $(BIN)/python,$(BIN)/pip install -q --disable-pip-version-check)
LOCK = uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-emit-find-links --no-annotate --no-header pyproject.toml

.PHONY: help serve test lint eval bench openapi lock clean
help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-9s %s\n", $$1, $$2}'

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Amends needs Python 3.11 or newer; set PYTHON=python3.11"; exit 1; }
	@$(if $(UV),$(UV) venv -q --python $(PYTHON) .venv,$(PYTHON) -m venv .venv)

.venv/.runtime: requirements.lock | $(BIN)/python
	@$(INSTALL) --require-hashes -r requirements.lock
	@touch $@

.venv/.dev: requirements-dev.lock pyproject.toml | $(BIN)/python
	@$(INSTALL) --require-hashes -r requirements-dev.lock
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@ .venv/.runtime

serve: .venv/.runtime ## run the service on http://127.0.0.1:8080 (PORT=... for another)
	@exec $(BIN)/python -m service.cli serve $(if $(PORT),--port $(PORT))

test: .venv/.dev ## format, lint, types and tests
	@$(BIN)/ruff format --check -q . && $(BIN)/ruff check -q .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest

lint: .venv/.dev ## mend format and imports, then say what is left
	@$(BIN)/ruff check -q --fix . ; $(BIN)/ruff format -q . ; $(BIN)/ruff check .

eval: .venv/.dev ## the rewrites against the baseline: embedded, replay and hostile
	@$(BIN)/python -m service.cli eval

bench: .venv/.dev ## measure a warm rewrite and the time to ready
	@$(BIN)/python -m evals.bench

openapi: .venv/.dev ## write openapi.yaml and the JSON Schemas of prompts/ and evals/ anew
	@$(BIN)/python -m service.cli openapi > openapi.yaml
	@$(BIN)/python -m service.principles.schemas prompts
	@$(BIN)/python -m evals.cases > evals/cases.schema.json

lock: ## resolve the requirements anew (needs uv)
	@$(LOCK) -o requirements.lock && $(LOCK) --extra dev -o requirements-dev.lock

clean: ## remove what the targets made
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
