# Everything sets itself up; a machine needs Python >= 3.11, git and make.
.DEFAULT_GOAL := help
SHELL := /bin/sh

include generator/uv.mk
RUN := $(UV) run --frozen --quiet

# The first of demo, demo-2, demo-3, ... that does not exist: nobody's last demo is overwritten.
DEST ?= $(shell n=2; d=demo; while [ -e $$d ]; do d=demo-$$n; n=$$((n + 1)); done; echo $$d)
ARGS ?=

.PHONY: help
help: ## Show the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: demo
demo: | $(UV) ## Make a project in demo/ (or DEST=...), boot it and prove that it works
	@if [ -t 0 ] && [ -t 1 ]; then yes=; else yes=--yes; fi; \
	$(RUN) --no-dev new-project create "$(DEST)" --verify $$yes $(ARGS)

.PHONY: test
test: | $(UV) ## Run the tests: every combination rendered, a sample built and booted
	$(UV) sync --frozen --quiet
	$(RUN) pytest --numprocesses 2 $(ARGS)

.PHONY: test-all
test-all: ## Run the tests with a larger sample built and booted: each option alone, too
	$(MAKE) test ARGS="--build-all $(ARGS)"

.PHONY: lint
lint: | $(UV) ## Check the code (ruff, mypy) and the templates (hygiene, workflows)
	$(UV) sync --frozen --quiet
	$(RUN) ruff check
	$(RUN) ruff format --check
	$(RUN) mypy
	$(RUN) python -m tests.template_hygiene

.PHONY: release
release: | $(UV) ## Commit, tag and build a version into dist/, push nothing (VERSION=1.2.3, DRY_RUN=1 only tries)
	$(UV) sync --frozen --quiet
	@$(RUN) python -m releasing "$(VERSION)" $(if $(DRY_RUN),--dry-run)

.PHONY: bench
bench: bench-cli bench-http bench-tasks ## Measure what has a benchmark

.PHONY: bench-cli
bench-cli: | $(UV) ## Measure the command line beside its peers (ARGS="--rounds 21")
	$(UV) sync --frozen --quiet --group bench
	$(RUN) --group bench python -m benchmarks.cli $(ARGS)

.PHONY: bench-update
bench-update: | $(UV) ## Measure an update beside its peers (ARGS="--rounds 21")
	$(UV) sync --frozen --quiet --group bench
	$(RUN) --group bench python -m benchmarks.update $(ARGS)

.PHONY: bench-ws
bench-ws: | $(UV) ## Measure live changes beside Django Channels (ARGS="--rounds 3")
	$(UV) sync --frozen --quiet --group bench
	$(RUN) --group bench python -m benchmarks.websockets $(ARGS)

.PHONY: bench-tasks
bench-tasks: | $(UV) ## Measure tasks beside Celery (ARGS="--rounds 3")
	$(UV) sync --frozen --quiet --group bench
	$(RUN) --group bench python -m benchmarks.tasks $(ARGS)

.PHONY: bench-http
bench-http: | $(UV) ## Measure a generated service over HTTP beside its peers (ARGS="--rounds 5 --seconds 4")
	$(UV) sync --frozen --quiet
	$(RUN) python -m benchmarks.http $(ARGS)

.PHONY: bench-hybrid
bench-hybrid: | $(UV) ## Try what a generated hybrid promises, and measure it (ARGS="--rounds 10")
	$(UV) sync --frozen --quiet
	$(RUN) python -m benchmarks.hybrid $(ARGS)

.PHONY: bench-fleet
bench-fleet: | $(UV) ## Look at and update an organisation of 200 projects, kill it, and measure (ARGS="--projects 50")
	$(UV) sync --frozen --quiet
	$(RUN) python -m benchmarks.fleet $(ARGS)
