# Everything a person needs: `make run` to look at Reflect, `make test` to know that it works.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install --require-hashes --only-binary :all:
COMPILE := $(BIN)/uv pip compile --no-config --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate

.PHONY: run test check lock

run: $(VENV)/.for-running
	@$(BIN)/python -m supervision.embedded.system_packages pango
	@exec $(BIN)/python -m supervision.embedded run

# In the order of the files: those with few tests are the longest, and one process would be left alone with the last.
test: check
	@$(BIN)/python -m supervision.embedded.system_packages pango chromium
	$(BIN)/python -m pytest --numprocesses logical --maxprocesses 4 --dist loadfile --no-loadscope-reorder

# The settings of a secure installation. Nothing is connected to: these commands read code only.
check: export REFLECT_SECRET_KEY = only-for-reading-code-0123456789-abcdefghijklmnopqrstuvwxyz
check: export REFLECT_TEXT_KEYS = check:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
check: export REFLECT_HOSTS = reflect.example.org
check: export REFLECT_DATABASE_URL = postgresql://nobody@/none?host=/nonexistent
check: export REFLECT_BROKER_URL = redis://nonexistent
check: export REFLECT_MAIL_URL = file:///nonexistent
check: export REFLECT_SECURE = 1
check: $(VENV)/.for-testing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --quiet --lint templates
	$(BIN)/python manage.py check --deploy --fail-level WARNING
	$(BIN)/python -W ignore manage.py makemigrations --check --dry-run

# The locks, made anew from pyproject.toml. No index, directory or setting of this machine gets into them.
lock: $(VENV)/.for-testing
	env -u UV_INDEX -u UV_EXTRA_INDEX_URL -u UV_FIND_LINKS $(COMPILE) pyproject.toml --output-file requirements.lock
	env -u UV_INDEX -u UV_EXTRA_INDEX_URL -u UV_FIND_LINKS $(COMPILE) pyproject.toml --extra dev --output-file requirements-dev.lock

$(VENV)/.for-running: requirements.lock | $(VENV)/pyvenv.cfg
	@echo "Installing what Reflect needs"
	@$(PIP) -r requirements.lock
	@touch $@

$(VENV)/.for-testing: requirements.lock requirements-dev.lock | $(VENV)/pyvenv.cfg
	@echo "Installing what Reflect and its tests need"
	@$(PIP) -r requirements-dev.lock
	@touch $(VENV)/.for-running $@

$(VENV)/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' || \
		{ echo "Reflect needs Python 3.11 to 3.14. Name one: make PYTHON=python3.13 run"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "This Python cannot make a virtual environment. Install that part (Debian, Ubuntu: apt-get install python3-venv)."; exit 1; }
	@$(PYTHON) -m venv $(VENV)
