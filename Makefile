# Targets keep Pelican's names. Everything runs in .venv, which is made when it is missing.
#
#   make html       build the site into output/
#   make devserver  build, serve at http://localhost:8000 (or PORT=…), build again on every save
#                   and show the change in open pages
#   make publish    build for the public site (set SITEURL), with the small chart library from npm
#                   and, where Chromium is there, each essay as PDF
#   make pdf        build, then print essays into pdf/ (ESSAY=slug for one, PAPER=letter; needs Chromium)
#   make check      list, in about a second, what is wrong with essays and pages: unbound numbers and
#                   dates, misspelled names, unknown ids (FILE=content/essays/… for one of them)
#   make test       check style, build, and run every test in a real browser
#   make essay TITLE="…"  create a draft whose front matter explains itself
#   make report     print what each essay rests on: words, citations, sources, events, figures, claims
#   make coverage   print what the record covers: rows, decades, kinds, sources, last days
#   make dependencies  print which notebook reads what, and which would run now and why
#   make manifest   add new keys to the list of published ones
#   make latency    print the time from save to changed page, beside plain Pelican's
#   make bench      build, then print what each figure's page, and each type of page, sends before
#                   it is touched
#   make clean      delete what was built

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PELICAN := $(BIN)/pelican

html: $(VENV)/site-ready
	$(PELICAN) content -s pelicanconf.py

devserver: $(VENV)/site-ready
	@PYTHONPATH=plugins:analysis $(BIN)/python -m reading_room.devserver $(PORT)

publish: $(VENV)/site-ready
	npm ci --ignore-scripts --no-audit --no-fund --prefix themes/reading-room
	$(PELICAN) content -s publishconf.py

pdf: html
	@PYTHONPATH=plugins $(BIN)/python -m reading_room.make_pdf output pdf $(ESSAY) --paper $(or $(PAPER),A4)

check: $(VENV)/site-ready
	@PYTHONPATH=plugins:analysis $(BIN)/python -m reading_room.check $(FILE)

test: $(VENV)/test-ready
	@sh tests/browser.sh
	$(BIN)/ruff check . && $(BIN)/ruff format --check .
	$(BIN)/python -m pytest

# The title as it was typed, dollar signs included.
override TITLE := $(value TITLE)
export TITLE
essay: $(VENV)/site-ready
	@PYTHONPATH=plugins $(BIN)/python -m reading_room.new_essay

report: $(VENV)/site-ready
	@PYTHONPATH=plugins:analysis $(BIN)/python -m reading_room.essay_report

coverage: $(VENV)/site-ready
	@PYTHONPATH=analysis $(BIN)/python -m summitry.coverage

dependencies: $(VENV)/site-ready
	@PYTHONPATH=analysis $(BIN)/python -m summitry.dependencies

manifest: $(VENV)/site-ready
	@PYTHONPATH=analysis $(BIN)/python -m summitry.manifest

latency: $(VENV)/site-ready
	@$(BIN)/python tests/bench/latency.py

bench: html $(VENV)/test-ready
	@$(BIN)/python tests/bench/weights.py output
	@sh tests/browser.sh
	@$(BIN)/python tests/bench/budget.py output

clean:
	rm -rf output .output.next .cache pdf

$(VENV)/bin/python:
	@sh tests/venv.sh "$(PYTHON)" "$(VENV)"

$(VENV)/site-ready: requirements.txt | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	@# Any Jupyter that uses this environment's kernel then finds the package.
	@echo "$(CURDIR)/analysis" > "$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/summitry.pth"
	@touch $@

$(VENV)/test-ready: tests/requirements.txt $(VENV)/site-ready
	$(BIN)/pip install --quiet --disable-pip-version-check -r tests/requirements.txt
	@touch $@

.PHONY: html devserver publish pdf check test essay report coverage dependencies manifest latency bench clean
