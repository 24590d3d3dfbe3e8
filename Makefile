# Truebrand: `make` lists the verbs; every verb makes .venv first when it is missing.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SAMPLE := assistant/sample
DATA ?=
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help setup demo ingest train check serve test lint format bench bench-train bench-serve bench-gpu bench-checker bench-checker-speed bench-brands bench-mutation fuzz clean

help:  ## list the verbs
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/.ready  ## make .venv with everything in it, pinned

# torch first: whatever comes after finds it there and pulls no other build of it.
$(VENV)/.ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "error: $(PYTHON) is older than 3.11; set PYTHON=python3.11" >&2; exit 2; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check torch==2.13.0
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[training,serving,ui,dev]'
	@touch $@

demo: setup  ## ingest, fine-tune, check and serve the sample brand (about five minutes, no GPU)
	$(BIN)/truebrand demo $(ARGS)

ingest: setup  ## read the sample brand's data (ARGS="SOURCE…" for your own)
	$(BIN)/truebrand ingest $(or $(ARGS),$(SAMPLE))

train: setup  ## dataset, LoRA, merge, candidate
	$(BIN)/truebrand train $(ARGS)

check: setup  ## the accuracy report of the candidate, and the gate
	$(BIN)/truebrand check $(ARGS)

serve: setup  ## API, widget and Gradio on the live model
	$(BIN)/truebrand serve $(ARGS)

test: setup  ## all tests (ARGS="-k name" for some)
	$(BIN)/python -m pytest $(ARGS)

lint: setup  ## ruff, mypy --strict, import rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: setup  ## let ruff format and fix
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: bench-train bench-serve  ## every benchmark that needs no data of yours

bench-train: setup  ## LoRA fine-tuning against TRL's SFTTrainer on the same rows
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[training,bench]'
	$(BIN)/python -m tests.benchmarks.bench_train $(ARGS)

bench-serve: setup  ## first token and whole answer over HTTP, one and eight users
	$(BIN)/python -m tests.benchmarks.bench_serve $(ARGS)

bench-gpu: setup  ## LoRA SFT and decoding of an 8B-shaped model in bf16 on one GPU (ARGS=--tiny to try it without)
	HF_HUB_OFFLINE=1 $(BIN)/python -m tests.benchmarks.bench_gpu $(ARGS)

bench-checker: setup  ## the verifier on labelled texts: make bench-checker DATA=DIR
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt rapidfuzz
	$(BIN)/python -m tests.benchmarks.bench_checker $(DATA) $(ARGS)

bench-brands: setup  ## read, fine-tune and check each brand below DIR/brands: make bench-brands DATA=DIR
	$(BIN)/python -m tests.benchmarks.bench_brands $(DATA) $(ARGS)

bench-checker-speed: setup  ## the verifier against catalogs of 1,000, 10,000 and 50,000 products
	$(BIN)/python -m tests.benchmarks.bench_checker_speed $(ARGS)

bench-mutation: setup  ## break each rule of the verifier on purpose: does a test notice? (ARGS="--every 12" for a part)
	$(BIN)/python -m tests.benchmarks.bench_mutation $(ARGS)

fuzz: setup  ## 20,000 random texts against parser and verifier, guided by coverage (ARGS="-runs=N")
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[bench]'
	$(BIN)/python -m tests.benchmarks.fuzz_verifier $(ARGS)

clean:  ## remove what runs made (var/), not .venv
	rm -rf var
