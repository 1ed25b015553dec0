# run: open the app · test: every test · check: linters, types and tests · bench: measure the speed
# test-spark: the same answers on Apache Spark, in an environment of its own
# kills: 50 imports killed at random moments
# messages: collect the words and compile their translations
# clean: remove what these commands made; shops are never touched
.PHONY: run test test-spark run-spark-tests check bench kills messages clean

PYTHON ?= python3
VENV := .venv
IN_VENV := $(VENV)/bin/python
APP_READY := $(VENV)/app.ready
TESTS_READY := $(VENV)/tests.ready
# One worker per core, four at most: each holds a shop in memory. A file stays with one worker,
# so that what its tests share is built once.
ABREAST := -n auto --maxprocesses=4 --dist loadfile
PIP := $(IN_VENV) -m pip --disable-pip-version-check --quiet install
SPARK_VENV := .venv-spark
SPARK_READY := $(SPARK_VENV)/tests.ready
JAVA = $(if $(JAVA_HOME),"$(JAVA_HOME)/bin/java",java)
HAS_JAVA = test "$$($(JAVA) -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p')" -ge 17 2>/dev/null

run: $(APP_READY)
	$(IN_VENV) -m streamlit run app.py

test: $(TESTS_READY)
	@browser=$$($(IN_VENV) -m tests.e2e.browser) && CHROMIUM="$$browser" $(IN_VENV) -m pytest $(ABREAST)

# Without Java 17 nothing is installed and nothing is tested: Spark is optional.
test-spark:
	@if $(HAS_JAVA); then $(MAKE) --no-print-directory run-spark-tests; else \
	    echo "Not tested on Apache Spark: that needs Java 17 or newer (on Debian and Ubuntu:" \
	         "apt-get install openjdk-17-jre-headless). The app itself needs no Java."; fi

run-spark-tests: $(SPARK_READY)
	$(SPARK_VENV)/bin/python -m pytest $(ABREAST) tests/spark

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
	rm -rf $(VENV) $(SPARK_VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
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

# Spark and what it needs, on top of what the tests have already, pip among it. Of its thousands of
# files few are ever imported, so none is compiled before.
$(SPARK_READY): requirements-spark.txt | $(TESTS_READY)
	@$(IN_VENV) -m venv --clear --without-pip $(SPARK_VENV)
	@packages="import sysconfig; print(sysconfig.get_path('purelib'))"; \
	    $(IN_VENV) -c "$$packages" > "$$($(SPARK_VENV)/bin/python -c "$$packages")/app.pth"
	$(SPARK_VENV)/bin/python -m pip --disable-pip-version-check --quiet install --no-compile \
	    -r requirements-spark.txt
	@touch $@
