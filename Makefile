# Everything worth doing twice. `make` alone lists it; `make site` and `make test` are all a newcomer needs.
PYTHON ?= python3
KB = .venv/bin/kapitalbrief
WORKERS ?= 2
# A file's tests share what they read, so they stay together; conftest.py says which file comes first.
PYTEST = .venv/bin/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

.PHONY: help site quick test soak check serve golden slips bench lint lock clean

help:  ## what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-7s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

site: .venv/site  ## build build/site and build/email
	$(KB) build

quick: .venv/dev  ## the tests that need no build and no browser, in half a minute
	$(PYTEST) --quick

test: .venv/dev  ## every claim in five minutes, browser tests where Chromium is found
	$(PYTEST)

soak: .venv/dev  ## all of that at length: more examples, every page in every width and colour
	$(PYTEST) --soak

check: .venv/site  ## every problem of the content
	$(KB) check

serve: .venv/site  ## live preview on http://127.0.0.1:8000/
	$(KB) serve

golden: .venv/dev  ## accept what the golden publication makes now; read the diff
	.venv/bin/python -m tests.golden.update
	.venv/bin/python -m tests.rules.guide

slips: .venv/dev  ## how many planted slips the detectors find, and how often they ask in vain; some minutes
	.venv/bin/python -m tests.slips --workers $(WORKERS) $(WRITE)

bench: .venv/dev  ## what builds of 1,000 to 10,000 pages take, beside their goals and peers; then feeds and mails; hours
	.venv/bin/python -m benchmarks.table $(WRITE)
	.venv/bin/python -m benchmarks.feeds
	.venv/bin/python -m benchmarks.mail

lint: .venv/dev  ## formatter, linter and types, as they must be before a commit
	.venv/bin/ruff check generator tests benchmarks
	.venv/bin/ruff format --check generator tests benchmarks
	.venv/bin/mypy

lock: .venv/dev  ## pin the newest versions that pyproject.toml allows; run it with the oldest Python
	.venv/bin/python -m pip install --quiet pip-tools
	.venv/bin/pip-compile --quiet --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-find-links --no-header --strip-extras --upgrade --extra install --extra search -o requirements.lock pyproject.toml
	.venv/bin/pip-compile --quiet --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-find-links --no-header --strip-extras --upgrade --extra install --extra search --extra dev -o requirements-dev.lock pyproject.toml

clean:  ## remove what was built and installed
	rm -rf build .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/site: .venv/bin/python requirements.lock pyproject.toml
	.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev: .venv/site requirements-dev.lock
	.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@
