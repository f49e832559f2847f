# leafletgen: `make leaflets` and `make test` do all set-up by themselves. `make help` lists the rest.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help leaflets test lint checks-page try-wheel pictures docs bench press-profile constraints clean broken

py := .venv/bin/python

# Empty where .venv works: whole, made for this folder, the engine's libraries in place. Else what is broken is set up anew.
broken = $(shell .ci/set-up check || echo broken)

help:  ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' Makefile

leaflets: .venv/.set-up-run  ## build the leaflets of this repository into dist/
	$(py) -m leafletgen build

test: .venv/.set-up-test  ## run the tests, and measure how much of the code they reach
	$(py) -m pytest -n auto --cov

lint: .venv/.set-up-test  ## check style (ruff) and types (mypy)
	$(py) -m ruff check .
	$(py) -m ruff format --check .
	$(py) -m mypy

try-wheel: .venv/.set-up-run  ## build the wheel and use it in an empty folder
	.ci/try-wheel

pictures: .venv/.set-up-test leaflets  ## make the README's pictures of pages from dist/
	$(py) docs/pictures.py

docs: .venv/.set-up-run checks-page  ## write anew what commands print on the pages of docs/
	$(py) docs/outputs.py

checks-page: .venv/.set-up-run  ## make docs/checks.md from the rules
	$(py) docs/checks_page.py > docs/checks.md

bench: .venv/.set-up-bench  ## compare with other tools and write docs/benchmarks.md (hours, on a machine with nothing else to do; bench=--quick: minutes)
	PYTHONPATH=src:tests $(py) -m benchmarks $(or $(bench),--full) --date $$(date +%F) --write $(if $(bench),.cache/benchmarks.md,docs/benchmarks.md)

press-profile:  ## make the printing profile anew from measurements of a press (needs argyll and icc-profiles-free; some minutes)
	.ci/make-press-profile

constraints: .venv/.set-up-run  ## renew constraints.txt: the newest versions that fit pyproject.toml
	.ci/renew-constraints

clean:  ## remove dist/, .venv/ and caches
	rm -rf dist .venv .cache .coverage .coverage.* .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find src tests docs -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/.set-up-run: pyproject.toml constraints.txt .ci/set-up $(broken)
	@.ci/set-up run

.venv/.set-up-test: pyproject.toml constraints.txt .ci/set-up $(broken)
	@.ci/set-up test

.venv/.set-up-bench: pyproject.toml constraints.txt .ci/set-up $(broken)
	@.ci/set-up bench

broken:
	@:
