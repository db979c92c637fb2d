# Two commands matter: make demo, make test. Each installs what it needs first.
SHELL := /bin/bash
DJADE := .venv/bin/djade --target-version 5.2
.DEFAULT_GOAL := help
.PHONY: help install install-dev demo test soak bench lint format types lock

help: ## Say what each command does
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: ## Install what the portal runs on, nothing else
	@scripts/install.sh runtime

install-dev: ## Install what tests and checks need as well
	@scripts/install.sh dev

demo: install ## Run the portal with its demo portfolio (PORT=8000, DATABASE_URL=sqlite)
	@scripts/demo.sh

test: install-dev ## Run every check and every test; of what is generated or crawled, a fixed sample
	@scripts/check.sh

soak: install-dev ## Run them with all of what is generated, crawled or multiplied out, not a sample (an hour or more)
	@TESTS=whole scripts/check.sh

bench: install-dev ## Measure how long a reference report takes
	@.venv/bin/python manage.py bench

lint: install-dev ## Check the style of code and templates
	@.venv/bin/ruff check . && .venv/bin/ruff format --check .
	@find templates ./*/templates -name '*.html' 2>/dev/null | xargs -r $(DJADE) --check
	@.venv/bin/python scripts/template_lines.py

format: install-dev ## Bring code and templates into their format
	@.venv/bin/ruff check --fix . && .venv/bin/ruff format .
	@# djade ends with an error when it changed something; its second run tells whether all is well now.
	@find templates ./*/templates -name '*.html' 2>/dev/null | xargs -r $(DJADE) || \
		find templates ./*/templates -name '*.html' 2>/dev/null | xargs -r $(DJADE) --check

types: install-dev ## Check the types
	@.venv/bin/mypy .

lock: install-dev ## Write requirements*.txt anew from requirements*.in (UPGRADE=1: newest versions)
	@for name in requirements requirements-dev; do \
		.venv/bin/uv pip compile --quiet --no-config --python-version 3.11 --generate-hashes --no-header \
			--no-emit-index-url --no-emit-find-links $(if $(UPGRADE),--upgrade) $$name.in -o $$name.txt; \
	done
