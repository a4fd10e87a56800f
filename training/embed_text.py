"""The sentences the table is distilled on: read from a folder of corpora whose licences allow it.

Order and content depend on the files alone. Sentences are taken without repeats.
"""
import json
import os
import random
import re


def conllu(path):
    for line in open(path, encoding="utf-8"):
        if line.startswith("# text = "):
            yield line[9:].strip()


def columns(path):
    words = []
    for line in open(path, encoding="utf-8"):
        cell = line.split()
        if cell:
            words.append(cell[0])
        elif words:
            yield detokenise(" ".join(words))
            words = []


def detokenise(text):
    return re.sub(r" ([.,;:!?%)]|'s\b|n't\b)", r"\1", text).replace("( ", "(")


def pairs(path):
    for line in open(path, encoding="utf-8"):
        row = json.loads(line)
        yield detokenise(row["a"].strip())
        yield detokenise(row["b"].strip())


def documents(path):
    for line in open(path, encoding="utf-8"):
        yield detokenise(json.loads(line)["text"])


SETS = [
    (conllu, "syntax/ewt/en_ewt-ud-train.conllu"),
    (conllu, "syntax/gum/en_gum-open-train.conllu"),
    (columns, "syntax/wikigold/CONLL-format/data/wikigold.conll.txt"),
    (pairs, "stories/pairs/stsb_news.train.jsonl"),
    (pairs, "stories/pairs/fever_symmetric.dev.jsonl"),
    (documents, "attribution/factuality.meantime.train.jsonl"),
]


def sentences(data):
    """The sentences of all sets, shuffled with a fixed seed within each."""
    seen, out = set(), []
    for reader, path in SETS:
        rows = []
        for text in reader(os.path.join(data, path)):
            text = " ".join(text.split())
            key = re.sub(r"\W+", "", text.lower())
            if 4 <= len(text.split()) <= 80 and key not in seen:
                seen.add(key)
                rows.append(text)
        random.Random(20).shuffle(rows)
        out += rows
    return out
