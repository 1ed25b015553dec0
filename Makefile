# run: open the app · test: every test · check: linters, types and tests · bench: measure the speed
# kills: 50 imports killed at random moments
# messages: collect the words and compile their translations
# clean: remove what these commands made; shops are never touched
.PHONY: run test check bench kills messages clean

PYTHON ?= python3
VENV := .venv
IN_VENV := $(VENV)/bin/python
APP_READY := $(VENV)/app.ready
TESTS_READY := $(VENV)/tests.ready
# One worker per core, four at most: each holds a shop in memory. A file stays with one worker,
# so that what its tests share is built once.
ABREAST := -n auto --maxprocesses=4 --dist loadfile
PIP := $(IN_VENV) -m pip --disable-pip-version-check --quiet install

run: $(APP_READY)
	$(IN_VENV) -m streamlit run app.py

test: $(TESTS_READY)
	@browser=$$($(IN_VENV) -m tests.e2e.browser) && CHROMIUM="$$browser" $(IN_VENV) -m pytest $(ABREAST)

check: $(TESTS_READY)
	$(IN_VENV) -m ruff check .
	$(IN_VENV) -m ruff format --check .
	$(IN_VENV) -m mypy
	$(VENV)/bin/lint-imports
	@$(MAKE) --no-print-directory test

bench: $(TESTS_READY)
	$(IN_VENV) -m bench

kills: $(TESTS_READY)
	BRIGHT_SPOTS_KILLS=50 $(IN_VENV) -m pytest tests/ingest/test_faults.py -k killed_at_any_moment

messages: $(APP_READY)
	$(IN_VENV) -m lib.locale.messages

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find app.py pages lib tests bench sample_data -name __pycache__ -type d -prune -exec rm -rf {} +

$(IN_VENV):
	@command -v "$(PYTHON)" >/dev/null || { \
	    echo "Bright Spots needs Python 3.11 or newer, and '$(PYTHON)' was not found." \
	         "Name yours, for example: make run PYTHON=python3.12" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo "Bright Spots needs Python 3.11 or newer, and '$(PYTHON)' is" \
	         "$$("$(PYTHON)" --version 2>&1). Name a newer one: make run PYTHON=python3.12" >&2; exit 1; }
	@"$(PYTHON)" -m venv --clear $(VENV) || { rm -rf $(VENV); \
	    echo "Python could not make a virtual environment in $(VENV)." \
	         "On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }

$(APP_READY): requirements.txt | $(IN_VENV)
	$(PIP) -r requirements.txt
	@touch $@

$(TESTS_READY): requirements.txt requirements-dev.txt | $(IN_VENV)
	$(PIP) -r requirements-dev.txt
	@touch $(APP_READY) $@
