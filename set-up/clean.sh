#!/bin/sh
# Removes what set-up fetched and made, so that the next start begins anew. The state folder var/,
# which holds the database and the stored documents, is left alone.
set -eu
cd "$(dirname "$0")/.."
rm -rf .venv build node_modules src/sightline/foundation/govuk/static/govuk/vendor
rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
find src tests set-up -name __pycache__ -type d -prune -exec rm -rf {} +
echo "Cleaned. The database and the documents in var/ are untouched."
