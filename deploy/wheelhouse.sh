#!/bin/sh
# Make a folder of the libraries for a server without internet: sh deploy/wheelhouse.sh FOLDER
#
# Run it where there is internet, on the same release of Debian and the same kind of processor.
# Each file is compared with the hash in requirements/run.txt here, and again on the server:
#   .venv/bin/pip install --no-index --find-links FOLDER --no-deps --require-hashes -r requirements/run.txt
set -eu
folder=${1:?"Name the folder to make: sh deploy/wheelhouse.sh FOLDER"}
here=$(dirname "$0")

tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
python3 -m venv "$tools"
"$tools/bin/pip" download --quiet --disable-pip-version-check --no-deps --require-hashes \
    --only-binary :all: --dest "$folder" -r "$here/../requirements/run.txt"
echo "$(ls "$folder" | grep -c '\.whl$') libraries are in $folder ($(du -sh "$folder" | cut -f1))."
