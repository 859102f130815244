# `make run` starts Newsroom, `make test` runs every test; both need only Python 3.11 or newer.

export NEWSROOM_VAR := $(or $(NEWSROOM_VAR),$(CURDIR)/var)
export RUFF_CACHE_DIR := $(NEWSROOM_VAR)/ruff
export HYPOTHESIS_STORAGE_DIRECTORY := $(NEWSROOM_VAR)/hypothesis

NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON := $(shell for python in $(PYTHON) python3 python3.13 python3.12 python3.11; do \
	"$$python" -c '$(NEW_ENOUGH)' 2>/dev/null && { echo "$$python"; break; }; done)
PREPARE = "$(PYTHON)" prepare.py
INSTALLED = "$(NEWSROOM_VAR)/venv/bin/python"

.PHONY: run test bench scores python

run: python
	@exec $(PREPARE) requirements.txt manage.py serve

test: python
	@$(PREPARE) requirements-test.txt
	@$(INSTALLED) -m pytest -q -o cache_dir="$(NEWSROOM_VAR)/pytest"
	@$(INSTALLED) -m ruff check .
	@$(INSTALLED) -m ruff format --check .
	@$(INSTALLED) -m djlint --quiet --lint templates

DATA ?= ../shared/data
ARCHIVE ?= 2000

bench: python
	@exec $(PREPARE) requirements.txt manage.py bench --archive $(ARCHIVE) --data $(DATA)

scores: python
	@exec $(PREPARE) requirements.txt -m annotate.scoring $(DATA)

python:
	@test -n "$(PYTHON)" || { echo "Newsroom needs Python 3.11 or newer (on Debian: apt install python3 python3-venv)."; exit 1; }
