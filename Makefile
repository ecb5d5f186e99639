# make run    install, prepare and serve (PORT=8000)
# make admin  make a staff account
# make test   everything that is checked, in under ten minutes
# make clean  remove what make made, except the data in var/

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

VENV := .venv
PY := $(VENV)/bin/python
export PORT ?= 8000
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore

# The tests that meet the database; the others run once, with those on SQLite.
DJANGO_TESTS := tests/ledger tests/pages
# Walks over every address, files that are refused, and how things look: the same on any database, and long.
SAME_ANYWHERE := tests/ledger/rights tests/ledger/evidence tests/ledger/uploads/test_refusals.py \
  tests/ledger/workflow/test_table.py tests/ledger/reminders tests/ledger/reporting tests/ledger/reconciliation \
  $(addprefix tests/pages/test_,look.py tags.py charts.py pictures.py share.py unchanged.py)
PYTEST_OPTIONS := -q -n logical --dist worksteal -m "not browser"

.PHONY: help run admin test check test-sqlite test-postgres test-browser coverage clean

help:
	@sed -n 's/^# make/make/p' Makefile

run: $(VENV)/.installed
	@exec $(PY) -m rectify.start

admin: $(VENV)/.installed
	@$(PY) manage.py migrate --verbosity 0
	@$(PY) manage.py createsuperuser $(if $(DJANGO_SUPERUSER_PASSWORD),--noinput)

test: check test-sqlite test-postgres test-browser

check: $(VENV)/.installed-dev
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@SECRET_KEY=only-for-checks DATABASE_URL=sqlite://:memory: $(PY) manage.py makemigrations --check --dry-run
	@SECRET_KEY=only-for-checks DATABASE_URL=sqlite://:memory: $(PY) manage.py check --fail-level WARNING

test-sqlite: $(VENV)/.installed-dev
	@$(PY) -m pytest $(PYTEST_OPTIONS)

test-postgres: $(VENV)/.installed-dev
	@$(PY) -m tests.postgres $(PYTEST_OPTIONS) $(addprefix --ignore=,$(SAME_ANYWHERE)) $(DJANGO_TESTS)

test-browser: $(VENV)/.installed-dev
	@.ci/chromium
	@$(PY) -m pytest -q -n logical --dist loadfile -m browser tests/browser

coverage: $(VENV)/.installed-dev
	@$(PY) -m coverage run -m pytest -q -m "not browser"
	@$(PY) -m coverage report

clean:
	rm -rf $(VENV) .pytest_cache .ruff_cache .hypothesis .coverage var/static
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- The environment: made once, brought up to date when the requirements change ---------------

$(VENV)/bin/python:
	@for python in python3.11 python3 python3.12 python3.13; do \
	  if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    "$$python" -m venv $(VENV) && exit 0; \
	    rm -rf $(VENV); \
	    echo "$$python cannot make a virtual environment. On Debian and Ubuntu: apt install python3-venv" >&2; \
	    exit 1; \
	  fi; \
	done; \
	echo "This needs Python 3.11 or newer, and found none. See https://www.python.org/downloads/" >&2; exit 1

$(VENV)/.installed: requirements.txt constraints.txt | $(VENV)/bin/python
	@echo "Installing packages (a minute or so, once)…"
	@$(PY) -m pip install -qq -r requirements.txt
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt requirements.txt constraints.txt | $(VENV)/bin/python
	@echo "Installing packages and test tools (a minute or so, once)…"
	@$(PY) -m pip install -qq -r requirements-dev.txt
	@touch $@ $(VENV)/.installed
