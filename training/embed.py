"""Distils the static sentence table: corpora in, `embed-en.bin` out.

    python training/embed.py --data DIR --out models/embed-en.bin [--cache DIR]

A ridge regression teaches one vector per word piece so that the weighted mean over a sentence comes near
the vector all-MiniLM-L6-v2 gives it. Pieces the corpora lack keep the teacher's vector of the piece alone.
"""
import argparse
import os
import struct

# One thread and one set of kernels: the same bytes on every run.
for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ[name] = "1"
os.environ.setdefault("OPENBLAS_CORETYPE", "Haswell")

import numpy as np  # noqa: E402
import scipy.sparse as sp  # noqa: E402

from embed_teacher import Teacher  # noqa: E402
from wordpiece import WordPiece  # noqa: E402
from embed_text import sentences  # noqa: E402
from teacher_file import package_folder  # noqa: E402

DIMENSIONS = 256
PIECES = 18000  # pieces kept
SIF = 1e-3
RIDGE = 0.1
ROUNDS = 60
MAGIC = b"WZEMB001"

FOLD = str.maketrans({**dict.fromkeys("“”„‟«»", '"'), **dict.fromkeys("‘’‚‛`´", "'"), **dict.fromkeys("‐‑‒–—―", "-")})


def fold(text):
    """Typographic variants to their plain forms, as the tokenizer of the program does."""
    return text.translate(FOLD)


def keep(vocabulary, counts, size):
    """The pieces the table holds: letters of Latin script, digits, punctuation; the most frequent first."""
    def wanted(piece):
        text = piece[2:] if piece.startswith("##") else piece
        return not piece.startswith("[") and all(c < "ʀ" or c in "€" for c in text) or piece == "["
    rows = [i for i, piece in enumerate(vocabulary) if wanted(piece)]
    short = [i for i in rows if len(vocabulary[i].removeprefix("##")) <= 1]  # so that every word can be split
    rank = sorted(rows, key=lambda i: (-counts[i], i))
    kept = set(short) | set(rank[:size])
    words = sorted(vocabulary[i].encode() for i in kept if not vocabulary[i].startswith("##") or vocabulary[i] == "##")
    tails = sorted(vocabulary[i].encode() for i in kept if vocabulary[i].startswith("##") and vocabulary[i] != "##")
    return ["[UNK]"] + [w.decode() for w in words] + [t.decode() for t in tails], len(words)


def matrix(rows, size, weights):
    """Sentences × pieces: each piece's share of the sentence's weight."""
    indptr, indices, data = [0], [], []
    for row in rows:
        w = weights[row]
        total = w.sum() or 1.0
        indices += row
        data += list(w / total)
        indptr.append(len(indices))
    return sp.csr_matrix((np.asarray(data), indices, indptr), shape=(len(rows), size))


def ridge(x, y, prior, strength, rounds):
    """min |xW - y|² + strength |W - prior|², all columns together, by conjugate gradients."""
    w = np.zeros_like(prior)
    rest = x.T @ (y - x @ prior)
    step, size = rest.copy(), (rest * rest).sum(0)
    for _ in range(rounds):
        moved = x.T @ (x @ step) + strength * step
        alpha = size / np.maximum((step * moved).sum(0), 1e-30)
        w += alpha * step
        rest -= alpha * moved
        new = (rest * rest).sum(0)
        step = rest + new / np.maximum(size, 1e-30) * step
        size = new
    return prior + w


def axes(y, dimensions):
    """Mean and the directions of most variance of the teacher's vectors."""
    mean = y.mean(0)
    values, vectors = np.linalg.eigh((y - mean).T @ (y - mean))
    vectors = vectors[:, ::-1][:, :dimensions]
    return mean, vectors * np.sign(vectors[np.abs(vectors).argmax(0), np.arange(vectors.shape[1])])


def distil(texts, y, alone, vocabulary, dimensions=DIMENSIONS, size=PIECES, sif=SIF, strength=RIDGE):
    """The table: pieces, number of word-initial ones, idf, rows."""
    full = WordPiece(vocabulary)
    counts = np.zeros(len(vocabulary))
    for text in texts:
        np.add.at(counts, full.encode(fold(text)), 1)
    pieces, words = keep(vocabulary, counts, size)
    tokenizer = WordPiece(pieces)
    rows = [tokenizer.encode(fold(text)) for text in texts]
    counts, held = np.zeros(len(pieces)), np.zeros(len(pieces))
    for row in rows:
        np.add.at(counts, row, 1)
        held[sorted(set(row))] += 1
    weights = sif / (sif + (counts + 0.5) / counts.sum())
    weights[0] = 0.0
    idf = np.log((1 + len(rows)) / (0.5 + held))
    mean, directions = axes(y.astype(np.float64), dimensions)
    target = (y - mean) @ directions
    old = {piece: i for i, piece in enumerate(vocabulary)}
    prior = (alone[[old[piece] for piece in pieces]] - mean) @ directions
    prior -= prior.mean(0)
    x = matrix(rows, len(pieces), weights)
    guess = x @ prior
    prior *= (guess * target).sum() / (guess * guess).sum()
    table = ridge(x, target, prior, strength, ROUNDS)
    return pieces, words, idf, table * weights[:, None]


def write(path, pieces, words, idf, table):
    """See crates/language/src/embed.rs for the layout."""
    scale = np.abs(table).max(1) / 127
    scale[scale == 0] = 1.0
    scale = scale.astype("<f4")
    rows = np.clip(np.rint(table / scale[:, None]), -127, 127).astype(np.int8)
    text = [piece.removeprefix("##") if i > words else piece for i, piece in enumerate(pieces)]
    text[0] = ""
    encoded = [t.encode() for t in text]
    with open(path, "wb") as out:
        out.write(MAGIC + struct.pack("<III", len(pieces), words, table.shape[1]))
        out.write(bytes(len(t) for t in encoded) + b"".join(encoded))
        out.write(scale.tobytes() + idf.astype("<f4").tobytes() + rows.tobytes())
    return rows * scale[:, None]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--cache")
    arg = parser.parse_args()
    teacher = Teacher(package_folder())
    texts = sentences(arg.data)
    if arg.cache:
        os.makedirs(arg.cache, exist_ok=True)
    vocabulary = teacher.tokenizer.pieces
    ids = teacher.tokenizer.id
    every = [[ids["[CLS]"], i, ids["[SEP]"]] for i in range(len(vocabulary))]
    alone = np.concatenate([teacher.forward(every[at:at + 256]) for at in range(0, len(every), 256)])
    found = distil(texts, teacher.vectors(texts, arg.cache), alone, vocabulary)
    write(arg.out, *found)
    print(f"{arg.out}: {len(texts)} sentences, {len(found[0])} pieces, {os.path.getsize(arg.out)} bytes")


if __name__ == "__main__":
    main()
