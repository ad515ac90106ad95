# Thin by intention: each line is a command that one can also type.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo run test check bench translations guide-images requirements clean

demo: $(VENV)/.installed
	$(BIN)/kadrost demo

run: $(VENV)/.installed
	$(BIN)/kadrost run

test: $(VENV)/.installed-dev
	$(BIN)/pytest -n 2 --dist loadfile

check: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/kadrost manage makemigrations --check --dry-run

bench: $(VENV)/.installed-dev
	$(BIN)/python -m bench

# After a change of what people read: the English catalogues follow the source; fails while a string lacks its English.
translations: $(VENV)/.installed-dev
	$(BIN)/python -m tools.translations

# The pictures of the guide, taken anew from a demonstration of its own; needs Chromium.
guide-images: $(VENV)/.installed-dev
	$(BIN)/python -m tools.guide_images

# For developers who have uv: after a change of dependencies.
requirements:
	uv lock
	uv export --frozen --no-dev --no-emit-project -o requirements.txt -q
	uv export --frozen --all-extras --no-emit-project -o requirements-dev.txt -q

$(VENV)/.installed: requirements.txt pyproject.toml
	test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	touch $@

$(VENV)/.installed-dev: requirements-dev.txt pyproject.toml
	test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	touch $@ $(VENV)/.installed

clean:
	rm -rf $(VENV) var build dist .mypy_cache .ruff_cache .pytest_cache
