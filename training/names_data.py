"""Corpora of names as `cargo xtask train names` writes them: folder in, sentences of states, features and marks out."""
import json
import os

import numpy as np
import torch

NINE, THREE = 37, 13
NEWSWIRE, WEB, RAW = "worldwide", "uner", "raw"


class Corpus:
    """Sentences of a corpus. Raw text has no classes, and marks that a teacher gave it."""

    def __init__(self, folder, number, entry, width):
        self.name, self.width = entry["scheme"], width
        self.inputs = np.memmap(os.path.join(folder, f"{number}.inputs"), np.uint16, "r").reshape(-1, 11)
        self.states = np.memmap(os.path.join(folder, f"{number}.states"), np.float16, "r").reshape(-1, width)
        self.marks = np.fromfile(os.path.join(folder, f"{number}.marks"), np.uint8).astype(np.int64)
        self.classes = {NEWSWIRE: NINE, RAW: 0}.get(self.name, THREE)
        if self.name == RAW and os.path.exists(os.path.join(folder, f"silver.{NEWSWIRE}")):
            self.silver = {scheme: np.memmap(os.path.join(folder, f"silver.{scheme}"), np.float16, "r").reshape(-1, classes)
                           for scheme, classes in ((NEWSWIRE, NINE), (WEB, THREE))}
        if self.classes == THREE:
            self.marks[self.marks >= THREE] = 0
        self.sentences, self.documents, at = [], [], 0
        for document in entry["documents"]:
            start = at
            for count in document:
                self.sentences.append((at, count))
                at += count
            self.documents.append((start, at))

    def padded(self, batch, values, dtype):
        """The rows of the sentences' words, with noughts behind the shorter sentences."""
        longest = max(count for _, count in batch)
        out = np.zeros((len(batch), longest, *values.shape[1:]), dtype)
        for row, (start, count) in enumerate(batch):
            out[row, :count] = values[start:start + count]
        return torch.from_numpy(out)

    def words(self, batch):
        """Inputs, marks, and which words there are."""
        return self.padded(batch, self.inputs, np.int64), self.padded(batch, self.marks, np.int64), there(batch)


def there(batch):
    """Which words of padded sentences there are."""
    return torch.arange(max(count for _, count in batch)) < torch.tensor([[count] for _, count in batch])


def read(folder):
    """What is told of the corpora, and those that hold anything."""
    with open(os.path.join(folder, "meta.json"), encoding="utf-8") as file:
        meta = json.load(file)
    corpora = [Corpus(folder, number, entry, meta["states"]) for number, entry in enumerate(meta["sets"])]
    return meta, [corpus for corpus in corpora if corpus.sentences]


def batches(corpora, size, random):
    """Batches of sentences of one corpus and of like length, in random order."""
    found = []
    for corpus in corpora:
        lengths = np.array([count for _, count in corpus.sentences])
        batch = []
        for at in np.argsort(lengths + random.random(len(lengths)) * 4, kind="stable"):
            if batch and corpus.sentences[at][1] * (len(batch) + 1) > size:
                found.append((corpus, batch))
                batch = []
            batch.append(corpus.sentences[at])
        if batch:
            found.append((corpus, batch))
    return [found[i] for i in random.permutation(len(found))]
