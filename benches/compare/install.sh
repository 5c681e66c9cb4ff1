#!/bin/sh
# A virtual environment beside this script, with the peers that PyPI has.
set -eu
here=$(dirname "$0")
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install --quiet stormpy==2.0.0 SALib==1.6.0 numba==0.68.1 "pygambit>=16.7,<18"
