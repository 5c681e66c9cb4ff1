#!/bin/sh
# One comparison, `beliefs` or `games`: makes environments beside this script with the peers that PyPI has and the wheel that
# `cargo xtask wheel` built, runs it, and writes its table into docs/compare.md.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
wheel=$(ls "$root"/target/wheel/built/detente-*.whl 2>/dev/null | head -n 1)
if [ -z "$wheel" ]; then
  echo "no wheel: run \`cargo xtask wheel\` first" >&2
  exit 1
fi
PROFILE="profile $(cat "$root/target/wheel/profile")"
export PROFILE
export PIP_DISABLE_PIP_VERSION_CHECK=1
if [ ! -x "$here/peers/bin/python" ]; then
  python3 -m venv "$here/peers"
  "$here/peers/bin/pip" install --quiet "ema-workbench==2.5.3" "SALib==1.6.0" "pygambit==16.7.0" "numpy==2.4.6" "pandas==3.1.1" "scipy==1.17.1"
fi
"$here/peers/bin/pip" install --quiet --force-reinstall --no-deps "$wheel"
cd "$here"
case "${1:-}" in
  beliefs)
    PYTHONWARNINGS=ignore peers/bin/python beliefs.py
    ;;
  games)
    # sgamesolver 1.0.2 is built from source against the numpy that it then runs with, which has to be below 2.
    if [ ! -x sgames/bin/python ] || ! sgames/bin/python -c "import sgamesolver" 2>/dev/null; then
      python3 -m venv --clear sgames
      sgames/bin/pip install --quiet "numpy==1.26.4" "scipy<1.15" "pandas<3" "matplotlib<3.10" "contourpy<1.3.2" cython setuptools wheel
      sgames/bin/pip install --quiet --no-cache-dir --no-build-isolation --no-deps "sgamesolver==1.0.2" || true
    fi
    if sgames/bin/python -c "import sgamesolver" 2>/dev/null; then sgames="$here/sgames/bin/python"; else sgames=""; fi
    peers/bin/python games.py $sgames
    ;;
  *)
    echo "usage: sh benches/compare/run.sh beliefs | games" >&2
    exit 2
    ;;
esac
