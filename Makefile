# Everything here needs Python 3.11 or later and make. Libraries are installed into .venv, and
# requirements/system.sh installs what the operating system lacks.

PORT ?= 8000
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
BIN = .venv/bin
# Install built libraries with exactly the bytes that were locked: nothing is compiled here, and
# pip looks nothing up (for a library locked with an extra it would ask for the newest release).
INSTALL = umask 022 && $(BIN)/python -m pip install --quiet --disable-pip-version-check \
	--no-deps --require-hashes --only-binary :all: -r
# npm makes this file when it has installed vnu, the Nu HTML checker.
VNU = requirements/node_modules/.package-lock.json

.DEFAULT_GOAL := help
.PHONY: help run test cover check fmt bench trust lock browser html-checker
.SILENT:
.NOTPARALLEL: # one goal after the other, so that apt-get runs once for everything that is missing

help:  ## Say what can be made
	sed -n 's/^\([a-z]*\):.*## /\1 /p' Makefile | while read -r goal text; do printf 'make %-7s %s\n' "$$goal" "$$text"; done

run: export TITRATION_MODE = demo
run: .venv/run  ## Serve the demo on this computer (PORT=8000)
	exec $(BIN)/python manage.py serve_demo --port $(PORT)

test: browser .venv/dev  ## Run every test, those in the browser too (CHROMIUM=/path/to/it)
	$(BIN)/pytest -n 2 --dist loadfile

cover: browser .venv/dev  ## Run every test, and say which branches none of them reaches
	$(BIN)/pytest -n 2 --dist loadfile --cov --cov-report=term:skip-covered

check: html-checker .venv/dev $(VNU)  ## Lint, formats, types, layers, migrations, settings for production, the pages' HTML
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/bandit --quiet --recursive patients titration 2>/dev/null # it warns about each nosec comment
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet templates
	$(BIN)/python -W ignore::RuntimeWarning -m django makemigrations --check --dry-run --settings=tests.settings
	TITRATION_MODE=production DATABASE_URL=postgres://titration@localhost/titration \
		ALLOWED_HOSTS=titration.example SECRET_KEY="$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))')" \
		$(BIN)/python manage.py check --deploy --fail-level WARNING
	$(BIN)/python -m tests.markup

fmt: .venv/dev  ## Put code into its format
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: export TITRATION_MODE = demo
bench: .venv/dev  ## Time pages, rules and a register (PATIENTS=10000)
	$(BIN)/python -m tests.bench $(PATIENTS)

trust: export TITRATION_MODE = demo
trust: .venv/dev  ## Prove each promise of trust at its full size
	$(BIN)/python -m tests.trust $(PROOFS)

lock: html-checker .venv/dev  ## Pin the newest versions pyproject.toml allows into requirements/
	set -- --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --quiet --upgrade; \
	$(BIN)/uv pip compile pyproject.toml "$$@" -o requirements/run.txt && \
	$(BIN)/uv pip compile pyproject.toml "$$@" --extra dev -c requirements/run.txt -o requirements/dev.txt
	cd requirements && npm install --package-lock-only --ignore-scripts --no-audit --no-fund --save-dev --save-exact vnu-jar@latest

.venv/run .venv/dev: .venv/%: requirements/%.txt | .venv/bin/python
	echo "Installing $< into .venv …"
	$(INSTALL) $<
	touch $@

.venv/bin/python:
	PYTHON="$(PYTHON)" sh requirements/system.sh run
	echo "Making .venv with $$($(PYTHON) --version) …"
	umask 022 && $(PYTHON) -m venv --clear .venv

$(VNU): requirements/package-lock.json
	echo "Installing vnu into requirements/node_modules …"
	cd requirements && npm ci --ignore-scripts --no-audit --no-fund --no-update-notifier >/dev/null
	touch $@

html-checker:
	PYTHON="$(PYTHON)" sh requirements/system.sh check

browser:
	PYTHON="$(PYTHON)" sh requirements/system.sh test
