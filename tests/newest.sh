#!/bin/sh
# Engine, mechanisms, scenarios and verbs on the newest Python at hand (3.12 or newer) with the newest Mesa;
# pages, tables and the house read no more of either than these do.
set -e
found=""
managed=$(pyenv root 2>/dev/null || true)/versions
for python in python3.13 python3.12 "$managed"/3.13*/bin/python "$managed"/3.12*/bin/python; do
    if "$python" -c "import sys; sys.exit(sys.version_info < (3, 12))" >/dev/null 2>&1; then
        found=$python
        break
    fi
done
if [ -z "$found" ]; then
    echo "no Python 3.12 or newer on this machine: the newest Mesa was NOT tested"
    exit 0
fi
"$found" -m venv .venv-newest
.venv-newest/bin/python -m pip install --quiet --disable-pip-version-check --upgrade mesa -e ".[dev]"
.venv-newest/bin/python -c "import sys, mesa; print('Python', sys.version.split()[0], 'Mesa', mesa.__version__)"
.venv-newest/bin/python -m pytest -q -n 2 -m "not slow and not browser" \
    tests/model tests/mechanisms tests/actions tests/golden tests/scenario tests/api
