# Two commands do everything on a fresh machine with Python 3.11 or later:
#
#   make run     environment, articles ingested, API on http://127.0.0.1:8000
#   make test    environment, linters, types, import contracts, tests
#
# ARTICLES=path takes articles of one's own; DATABASE=url and PORT=number say where they go.

PYTHON   ?= python3
ARTICLES ?= data/articles
DATABASE ?= sqlite:///data/newskb.db
PORT     ?= 8000
BIN      := .venv/bin

.PHONY: run ingest test check openapi fuzz lock clean

run: ingest
	$(BIN)/newskb serve --database $(DATABASE) --port $(PORT)

# Code 3: some articles were rejected, each with a line that says why; the rest is there to serve.
ingest: .venv/installed
	$(BIN)/newskb ingest --database $(DATABASE) $(ARTICLES) || test $$? -eq 3

test: check
	$(BIN)/pytest

check: .venv/installed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# The document is committed, so that a change of the API shows as one.
openapi: .venv/installed
	$(BIN)/python -c 'import json; from app.api.documentation import describe; \
		from app.main import create_app; \
		print(json.dumps(describe(create_app()), ensure_ascii=False, indent=1))' > docs/openapi.json

# Some thousand requests made up from the document; a few are among the tests.
fuzz: .venv/installed
	FUZZ_CASES=100 $(BIN)/pytest tests/api/test_openapi.py -k documented

# The lock is one for all platforms and names no index; pip checks the hash of every file.
.venv/installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --require-hashes --requirement requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--group dev pyproject.toml --output-file requirements.lock

clean:
	rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
