"""The arrays that the reader of two texts starts from: all-MiniLM-L6-v2, its piece rows cut to the table's."""
import os

import numpy as np

from pairs_net import PLACES
from teacher_file import package_folder, tensors

NAMES = (("out", "attention.output.dense"), ("norm1", "attention.output.LayerNorm"), ("up", "intermediate.dense"),
         ("down", "output.dense"), ("norm2", "output.LayerNorm"))


def arrays(words):
    """`embed.*`, `second` (what the second part's places have beside) and `start.l.*` by name."""
    teacher = tensors(package_folder())
    with open(os.path.join(package_folder(), "vocab.txt"), encoding="utf-8") as file:
        number = {piece: at for at, piece in enumerate(file.read().split("\n"))}
    rows = [number[piece] for piece in [*words.pieces, "[CLS]", "[SEP]"]]
    kinds = teacher["embeddings.token_type_embeddings.weight"]
    found = {
        "embed.pieces": teacher["embeddings.word_embeddings.weight"][rows],
        "embed.positions": teacher["embeddings.position_embeddings.weight"][:PLACES] + kinds[0],
        "second": kinds[1] - kinds[0],
    }
    for part in ("weight", "bias"):
        found["embed.norm." + part] = teacher["embeddings.LayerNorm." + part]
        for layer in range(6):
            there = f"encoder.layer.{layer}."
            three = [teacher[f"{there}attention.self.{kind}.{part}"] for kind in ("query", "key", "value")]
            found[f"start.{layer}.qkv.{part}"] = np.concatenate(three)
            for name, theirs in NAMES:
                found[f"start.{layer}.{name}.{part}"] = teacher[f"{there}{theirs}.{part}"]
    return found


class Packed:
    """The numbers of a packed model, in order: `crates/neural/src/blob.rs` gives the layout."""

    def __init__(self, path):
        with open(path, "rb") as file:
            self.raw, self.at = file.read(), 8

    def many(self, kind):
        count = int(np.frombuffer(self.raw, "<u4", 1, self.at)[0])
        found = np.frombuffer(self.raw, kind, count, self.at + 4)
        self.at += 4 + count * found.itemsize
        return found

    def rows(self, scales):
        return self.many("i1").reshape(len(scales), -1).astype(np.float32) * scales[:, None]

    def norm(self):
        return [self.many("<f4") for _ in range(3)]

    def matrix(self):
        self.at += 4
        scales, bias = self.many("<f4"), self.many("<f4")
        return self.rows(scales), bias


def shared(path, count):
    """The first layers of the packed encoder of statements as `shared.l.*`; its embeddings as it has them."""
    packed = Packed(path)
    packed.many("<u4")
    found = {"embed.pieces": packed.rows(packed.many("<f4")), "embed.positions": packed.rows(packed.many("<f4"))}
    _, found["embed.norm.weight"], found["embed.norm.bias"] = packed.norm()
    for layer in range(count):
        there = f"shared.{layer}."
        for name in ("qkv", "out", "up", "down"):
            found[f"{there}{name}.weight"], found[f"{there}{name}.bias"] = packed.matrix()
        # A normalisation holds the bias of the matrix before it.
        for name, matrix in (("norm1", "out"), ("norm2", "down")):
            found[f"{there}{matrix}.bias"], found[f"{there}{name}.weight"], found[f"{there}{name}.bias"] = packed.norm()
    return found
